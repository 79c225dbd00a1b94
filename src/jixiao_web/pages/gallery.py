"""The gallery (组件样张): every part of the pages at once, for developers and for tests of contrast."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
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


CHARTS: dict[str, Any] = {
    "waterfall": {
        "unit": "万元",
        "bars": [
            {"kind": "adjusted", "name": "年初预算", "from": "0", "to": "14692.74", "label": "14,692.74"},
            {"kind": "increase", "name": "追加", "from": "14692.74", "to": "14840.22", "label": "+147.48"},
            {"kind": "reduction", "name": "追减", "from": "14840.22", "to": "13368.03", "label": "−1,472.19"},
            {"kind": "adjusted", "name": "调整后", "from": "0", "to": "13368.03", "label": "13,368.03"},
            {"kind": "spent", "name": "支出", "from": "13368.03", "to": "256.00", "label": "−13,112.03"},
            {"kind": "balance", "name": "结余", "from": "0", "to": "256.00", "label": "256.00"},
        ],
    },
    "progress": {
        "unit": "万元",
        "rate": "98.31%",
        "names": {"spent": "支出", "planned": "计划", "pro_rata": "序时进度"},
        "has_plan": True,
        "points": [
            {
                "label": f"{month}月",
                "spent": str(3230 * month - 60 * (12 - month)),
                "planned": str(3270 * month),
                "pro_rata": str(3286 * month),
            }
            for month in range(1, 13)
        ],
    },
    "offices": {
        "unit": "万元",
        "names": {"office": "部门", "project": "项目", "balance": "余"},
        "bound": "90",
        "offices": [
            {
                "name": "党群工作办公室",
                "rate": "97.95",
                "label": "97.95%",
                "balance": "110.92",
                "projects": [
                    {"name": "社区党组织服务群众经费", "rate": "85.28"},
                    {"name": "宣传经费", "rate": "96.24"},
                ],
            },
            {
                "name": "城市管理办公室",
                "rate": "98.59",
                "label": "98.59%",
                "balance": "84.46",
                "projects": [{"name": "街区环境综合整治", "rate": "92.97"}],
            },
            {
                "name": "地区协调服务办公室",
                "rate": "99.64",
                "label": "99.64%",
                "balance": "0.61",
                "projects": [],
            },
        ],
    },
    "project": {
        "unit": "万元",
        "names": {"budget": "预算", "spent": "支出", "pro_rata": "序时进度"},
        "start": "2019-01-01",
        "end": "2019-12-31",
        "budget": [
            {"date": "2019-01-01", "amount": "2084.22"},
            {"date": "2019-11-15", "amount": "1956.24"},
            {"date": "2019-12-31", "amount": "1956.24"},
        ],
        "spent": [
            {"date": "2019-01-01", "amount": "0"},
            {"date": "2019-03-20", "amount": "500"},
            {"date": "2019-06-20", "amount": "980"},
            {"date": "2019-09-20", "amount": "1480"},
            {"date": "2019-12-20", "amount": "1956.24"},
            {"date": "2019-12-31", "amount": "1956.24"},
        ],
        "pro_rata": [{"date": "2019-01-01", "amount": "0"}, {"date": "2019-12-31", "amount": "1956.24"}],
        "marks": [{"date": "2019-11-15", "label": "追减 127.97"}],
        "budget_label": "1,956.24",
        "spent_label": "支出 100%",
    },
}


def figures(request: HttpRequest, kind: str) -> JsonResponse:
    """The figures of a chart."""
    if kind not in CHARTS:
        raise Http404
    return JsonResponse(CHARTS[kind])


@signed_in
def gallery(request: SignedIn) -> HttpResponseBase:
    """Every part once."""
    messages.success(request, "已认领 1 笔支付，计入“宣传经费”")
    values = {"amount": "12万多", "office": "1", "name": "宣传经费"}
    form = Sample(values) if "clean" not in request.GET else Sample(initial=values)
    if form.is_bound:
        form.add_error("amount", "写数字，如 12.50。")
    return render(request, "pages/gallery.html", {"form": form, "rows": ROWS, "charts": CHARTS})
