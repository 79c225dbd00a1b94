"""Forms of the start (首次设置、新年度、单位)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jixiao.exchange.fault import Fault
from jixiao.exchange.numbers import money
from jixiao.quantity import Money, MoneyUnit
from jixiao.tracking.noun import attributes
from jixiao.tracking.rollover import RollOver, proposed_roll_over, successors
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import Year
from jixiao_web.accounts.models import User
from jixiao_web.accounts.selectors import today
from jixiao_web.ledger.forms import label_of
from jixiao_web.start.code import is_start_code
from jixiao_web.start.selectors import policies

MOST_OFFICES = 200
LONGEST_NAME = 200


class BeginForm(forms.Form):
    """What an empty installation needs (首次设置)."""

    code = forms.CharField(
        label=_("设置码"),
        max_length=60,
        help_text=_("服务器启动时显示在控制台（日志）里，形如 ABCD-EFGH-JKLM。只有管理服务器的人看得到。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    way = forms.ChoiceField(
        label=_("怎么开始"),
        choices=(
            ("typed", _("填单位和部门，年度从空开始")),
            ("workbook", _("读入一本年度工作簿（单位、部门都在里面）")),
        ),
        widget=forms.RadioSelect,
        initial="typed",
    )
    file = forms.FileField(
        label=_("年度工作簿"),
        required=False,
        help_text=_("选了“读入工作簿”才用：.xlsx .xls .et .ods 或 .json。"),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)
    name = forms.CharField(
        label=_("单位全称"), required=False, max_length=LONGEST_NAME, help_text=_("公文抬头用的全称。")
    )
    short_name = forms.CharField(
        label=_("单位简称"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("报告正文用，如“月坛街道”。"),
    )
    fiscal_year = forms.IntegerField(label=_("预算年度"), required=False, min_value=1990, max_value=2199)
    policy = forms.ChoiceField(label=_("适用政策"), required=False)
    offices = forms.CharField(
        label=_("部门"),
        required=False,
        max_length=LONGEST_NAME * MOST_OFFICES,
        widget=forms.Textarea({"rows": 9}),
        help_text=_("一行一个，用全称。牵头绩效工作的放在第一行。"),
    )
    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        validators=[User.username_validator],
        error_messages={"invalid": _("只能用字母、数字、中文和 . _ - @ +。")},
        help_text=_("您自己登录用的。"),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    full_name = forms.CharField(label=_("姓名"), max_length=60)
    password1 = forms.CharField(
        label=_("密码"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("至少 8 位，不能全是数字，不能太常见。"),
    )
    password2 = forms.CharField(
        label=_("再写一遍密码"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy = self.fields["policy"]
        assert isinstance(policy, forms.ChoiceField)
        policy.choices = policies()
        self.fields["fiscal_year"].initial = today().year

    def clean_code(self) -> str:
        """The code, if it is the right one."""
        told: str = self.cleaned_data["code"]
        if not is_start_code(told):
            raise ValidationError(_("设置码不对。看服务器的控制台或日志里“首次设置码”那一行。"))
        return told

    def clean_offices(self) -> list[str]:
        """The names, one a line."""
        names = [line.strip() for line in self.cleaned_data["offices"].splitlines() if line.strip()]
        if len(names) > MOST_OFFICES:
            raise ValidationError(_("部门太多，一行一个，最多 200 个。"))
        if long := next((name for name in names if len(name) > LONGEST_NAME), None):
            raise ValidationError(_("“%(name)s…”太长，一行只写一个部门。"), params={"name": long[:20]})
        return names

    def clean(self) -> dict[str, Any]:
        """What the chosen way needs; two passwords that are one."""
        found = super().clean() or {}
        if found.get("way") == "typed":
            for name, told in (
                ("name", _("写单位的全称。")),
                ("fiscal_year", _("写四位年份，如 2026。")),
                ("offices", _("至少写一个部门。")),
            ):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, told)
        elif found.get("way") == "workbook" and not found.get("file") and not found.get("kept"):
            self.add_error("file", _("选一本工作簿。"))
        self._check_passwords(found)
        return found

    def _check_passwords(self, found: dict[str, Any]) -> None:
        first, second = found.get("password1"), found.get("password2")
        if not first or not second:
            return
        if first != second:
            self.add_error("password2", _("两遍写的不一样。"))
            return
        try:
            validate_password(
                first, User(username=found.get("username", ""), full_name=found.get("full_name", ""))
            )
        except ValidationError as error:
            self.add_error("password1", error)

    @property
    def unit(self) -> Unit:
        """The unit that was typed."""
        told = self.cleaned_data
        return Unit(
            name=told["name"],
            short_name=told["short_name"] or told["name"],
            policy=told["policy"] or "national",
        )


class ClosingForm(forms.Form):
    """Why a year's accounts are closed, or opened again (结账); opening them wants a reason."""

    act = forms.ChoiceField(choices=[("close", ""), ("reopen", "")])
    reason = forms.CharField(
        label=_("说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, is_closed: bool) -> None:
        super().__init__(data)
        if is_closed:
            reason = self.fields["reason"]
            reason.label, reason.required = _("为什么重新打开"), True
            reason.error_messages["required"] = _("写明为什么重新打开，这会留在办理记录里。")


class UnitForm(forms.Form):
    """What the unit is called, and the rules that it follows (单位)."""

    def __init__(self, data: Any = None, *, unit: Unit) -> None:
        known = attributes(Unit)
        super().__init__(data, initial={each.name: getattr(unit, each.name) for each in known})
        for each in known:
            given: dict[str, Any] = {
                "label": label_of(each),
                "required": each.is_required,
                "help_text": each.column.help,
            }
            if each.name == "policy":
                own = getattr(unit, each.name)
                choices = policies()
                if own not in dict(choices):
                    choices.append((own, own))
                self.fields[each.name] = forms.ChoiceField(choices=choices, **given)
            else:
                self.fields[each.name] = forms.CharField(max_length=LONGEST_NAME, **given)

    @property
    def unit(self) -> Unit:
        """The unit as it was typed; a name that was left empty is its usual one."""
        told: dict[str, Any] = {
            each.name: self.cleaned_data[each.name] or (each.default or "") for each in attributes(Unit)
        }
        return Unit(**told)


class WorkbookForm(forms.Form):
    """A workbook that is to take a year's place (换入工作簿)."""

    file = forms.FileField(
        label=_("年度工作簿"),
        help_text=_(".xlsx .xls .et .ods 或 .json。先列出和现在台账的差异，确认后才写入。"),
        error_messages={"required": _("选一本工作簿。"), "empty": _("这是空文件，打开看一看再传。")},
    )


class MoneyInput(forms.CharField):
    """An amount in the unit that the screen shows; empty is nothing."""

    def __init__(self, unit: MoneyUnit, **given: Any) -> None:
        self.unit = unit
        super().__init__(
            required=False,
            max_length=40,
            widget=forms.TextInput({"inputmode": "decimal", "class": "num", "autocomplete": "off"}),
            **given,
        )

    def clean(self, value: Any) -> Any:
        """The money, or nothing."""
        told = super().clean(value)
        if not told:
            return Money()
        try:
            found = money(told, self.unit)
        except Fault as fault:
            if fault.value is None:
                raise ValidationError(
                    _("读到“%(told)s”，不是金额。写数字，如 12.50。"), params={"told": told[:20]}
                ) from fault
            found = fault.value
        if found.fen < 0:
            raise ValidationError(_("结转不能是负数。"))
        return found


class NextYearForm(forms.Form):
    """What goes on into the next year (新年度): projects, what they bring along, who bears on."""

    def __init__(self, data: Any = None, *, year: Year, unit: MoneyUnit) -> None:
        super().__init__(data)
        plan = proposed_roll_over(year)
        self.year, self.heirs = year, successors(year)
        self.projects = {each.code: each for each in reversed(year.projects) if not each.is_remainder}
        for code, project in reversed(self.projects.items()):
            self.fields[f"on-{code}"] = forms.BooleanField(
                label=project.name, required=False, initial=code in plan.projects
            )
            carried = plan.carried.get(code)
            self.fields[f"carried-{code}"] = MoneyInput(
                unit, label=project.name, initial=f"{carried.amount_in(unit):f}" if carried else ""
            )
        for number, (name, names) in enumerate(self.heirs.items()):
            self.fields[f"office-{number}"] = forms.ChoiceField(
                label=name, choices=[(each, each) for each in names], initial=plan.offices.get(name)
            )

    def rows(self) -> list[dict[str, Any]]:
        """Each project with its two fields."""
        return [
            {"project": project, "on": self[f"on-{code}"], "carried": self[f"carried-{code}"]}
            for code, project in reversed(self.projects.items())
        ]

    def offices(self) -> Sequence[Any]:
        """A field for each office that has heirs."""
        return [self[f"office-{number}"] for number in range(len(self.heirs))]

    def clean(self) -> dict[str, Any]:
        """What is carried over belongs to a project that goes on."""
        found = super().clean() or {}
        for code, project in self.projects.items():
            if found.get(f"carried-{code}") and not found.get(f"on-{code}"):
                self.add_error(
                    f"carried-{code}", _("“%(name)s”没有勾选接续，不能带结转。") % {"name": project.name}
                )
        return found

    @property
    def plan(self) -> RollOver:
        """The plan as it was chosen."""
        told = self.cleaned_data
        chosen = [code for code in self.projects if told[f"on-{code}"]]
        return RollOver(
            frozenset(chosen),
            {code: told[f"carried-{code}"] for code in chosen if told[f"carried-{code}"]},
            {name: told[f"office-{number}"] for number, name in enumerate(self.heirs)},
        )
