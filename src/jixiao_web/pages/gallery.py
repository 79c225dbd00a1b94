"""The gallery (组件样张): every part of the pages at once, for developers and for tests of contrast."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import render

from jixiao_web.accounts.permissions import signed_in
from jixiao_web.accounts.request import SignedIn

ROWS = (
    (
        "3",
        "街道街巷准物业管理服务",
        "城市管理办公室",
        "2,084.22",
        "127.97",
        "1,956.24",
        "1,956.24",
        "100%",
        "green",
    ),
    (
        "5",
        "残疾人职业康复劳动项目",
        "民生保障办公室",
        "117.94",
        "5.02",
        "112.91",
        "112.33",
        "99.49%",
        "amber",
    ),
    (
        "10",
        "社区党组织服务群众经费",
        "党群工作办公室",
        "780.00",
        "330.00",
        "450.00",
        "383.77",
        "85.28%",
        "red",
    ),
)


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="项目名称", help_text="与批复一致")
    amount = forms.CharField(
        label="金额（万元）", widget=forms.TextInput({"class": "num", "inputmode": "decimal"})
    )
    day = forms.CharField(label="日期", widget=forms.TextInput({"type": "date"}), required=False)
    office = forms.ChoiceField(label="执行部门", choices=[("1", "城市管理办公室"), ("2", "市民服务中心")])
    kinds = forms.MultipleChoiceField(
        label="原因",
        choices=[("1", "经费"), ("2", "制度"), ("3", "人员")],
        widget=forms.CheckboxSelectMultiple,
    )
    is_focus = forms.BooleanField(label="重点项目", required=False)
    why = forms.CharField(label="说明", widget=forms.Textarea({"rows": 2}), required=False)


@signed_in
def gallery(request: SignedIn) -> HttpResponseBase:
    """Every part once."""
    messages.success(request, "已认领 1 笔支付，计入“宣传经费”")
    values = {"amount": "12万多", "office": "1", "name": "宣传经费"}
    form = Sample(values) if "clean" not in request.GET else Sample(initial=values)
    if form.is_bound:
        form.add_error("amount", "写数字，如 12.50。")
    return render(request, "pages/gallery.html", {"form": form, "rows": ROWS})
