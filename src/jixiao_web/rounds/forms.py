"""Forms of rounds, notices and the calendar (表单)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from jixiao.exchange.fault import Fault
from jixiao.exchange.numbers import money, number
from jixiao.quantity import Money, MoneyUnit
from jixiao_web.accounts.forms import DayField
from jixiao_web.ledger.forms import fault_words
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_in_sums
from jixiao_web.rounds.models import Notice, Round, Scope
from jixiao_web.rounds.selectors import offices_of

LONGEST_PASTE = 100_000


class RoundForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a round is about (批次)."""

    due_office = DayField(label=_("各部门报送日期"))
    due_bureau = DayField(label=_("报财政部门日期"), required=False)
    scope = forms.ChoiceField(label=_("范围"), choices=Scope.choices)

    class Meta:
        model = Round
        fields = ("name", "period", "due_office", "due_bureau", "scope", "contact", "phone", "more")

    def __init__(self, *args: Any, year: BudgetYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        periods = year_in_sums(year).periods
        choices = [(each.code, f"{each.name}（{each.start} — {each.end}）") for each in periods]
        self.fields["period"] = forms.ChoiceField(label=_("期间"), choices=choices)
        self.fields["more"].widget = forms.Textarea({"rows": 2})

    def clean_name(self) -> str:
        """A name that no other round of the year bears."""
        name: str = self.cleaned_data["name"].strip()
        same = Round.objects.filter(year=self.year, name=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(_("这个年度已经有“%(name)s”，换一个名称。"), params={"name": name})
        return name

    def clean(self) -> dict[str, Any]:
        """The bureau's date is not before that of the offices."""
        given: dict[str, Any] = super().clean() or {}
        due, bureau = given.get("due_office"), given.get("due_bureau")
        if due and bureau and bureau < due:
            self.add_error("due_bureau", _("报财政部门的日期早于各部门报送的日期。"))
        return given


class ThemeOfficesForm(forms.Form):
    """Which office writes which theme (主题分工)."""

    def __init__(self, *args: Any, year: BudgetYear, given: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = [("", _("综合办公室汇总")), *((each.name, each.name) for each in offices_of(year))]
        for theme in year_in_sums(year).themes:
            self.fields[f"theme-{theme.code}"] = forms.ChoiceField(
                label=theme.heading, choices=offices, required=False, initial=given.get(theme.code, "")
            )

    @property
    def offices(self) -> dict[str, str]:
        """The office of each theme that has one."""
        return {name.removeprefix("theme-"): office for name, office in self.cleaned_data.items() if office}


class CriteriaForm(forms.Form):
    """What proposes a focus project (选取条件)."""

    basis = forms.ChoiceField(
        label=_("按哪个预算"),
        choices=[("original", _("年初预算")), ("adjusted", _("调整后预算"))],
        required=False,
    )
    top = forms.IntegerField(label=_("金额最大的前几个"), required=False, min_value=0, max_value=500)
    at_least = forms.CharField(
        label=_("金额不低于"), required=False, max_length=40, widget=forms.TextInput({"class": "num"})
    )
    share = forms.CharField(
        label=_("覆盖项目支出预算的比例（%）"),
        required=False,
        max_length=10,
        widget=forms.TextInput({"class": "num"}),
    )

    def __init__(self, *args: Any, unit: MoneyUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["at_least"].label = _now("金额不低于（%(unit)s）") % {"unit": unit.name}

    def clean_at_least(self) -> Money | None:
        """An amount of money; a bare number counts in the unit of the screen."""
        told = self.cleaned_data["at_least"].strip()
        if not told:
            return None
        try:
            return money(told, self.unit)
        except Fault as fault:
            raise forms.ValidationError(fault_words(fault)) from None

    def clean_share(self) -> str:
        """A percentage between 0 and 100, as exact text."""
        told = self.cleaned_data["share"].strip()
        if not told:
            return ""
        try:
            share = number(told, "%")
        except Fault as fault:
            raise forms.ValidationError(fault_words(fault)) from None
        if not 0 < share <= Decimal(100):
            raise forms.ValidationError(_("填 0 到 100 之间的数，如 50。"))
        return f"{share:f}"

    @property
    def criteria(self) -> dict[str, Any]:
        """The criteria as the round keeps them."""
        given = self.cleaned_data
        return {
            "basis": given["basis"] or "original",
            "top": given["top"],
            "at_least": given["at_least"].fen if given["at_least"] is not None else None,
            "share": given["share"],
        }


class NoticeForm(forms.Form):
    """A notice to offices (通知)."""

    title = forms.CharField(label=_("标题"), max_length=200)
    text = forms.CharField(label=_("内容"), max_length=20_000, widget=forms.Textarea({"rows": 8}))
    offices = forms.MultipleChoiceField(label=_("发给"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, year: BudgetYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("all", _("全体")), *((each.name, each.name) for each in offices_of(year))]
        self.fields["offices"].choices = choices  # type: ignore[attr-defined]


class ReceivedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A notice that came from outside (来文登记)."""

    dated = DayField(label=_("来文日期"))
    due = DayField(label=_("要求报送"), required=False)

    class Meta:
        model = Notice
        fields = ("title", "number", "issuer", "dated", "due", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget = forms.Textarea({"rows": 4})
        self.fields["text"].label = _("要点（事项、表样、报送方式）")


class HolidayForm(forms.Form):
    """Days for the calendar: a file, or text that is pasted (节假日导入)."""

    file = forms.FileField(label=_("文件（.xlsx、.csv、.ics、.txt）"), required=False, max_length=200)
    text = forms.CharField(
        label=_("或粘贴文字"), required=False, max_length=LONGEST_PASTE, widget=forms.Textarea({"rows": 4})
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("file") and not (given.get("text") or "").strip() and not self.errors:
            self.add_error("text", _("选一个文件，或粘贴节假日安排的文字。"))
        return given
