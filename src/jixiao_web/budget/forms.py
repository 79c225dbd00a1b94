"""Forms of the budget (表单): what must hold of a row, said beside its field, and what is only doubtful."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jixiao.exchange import numbers
from jixiao.exchange.dates import date
from jixiao.exchange.fault import Fault
from jixiao.quantity import Money, MoneyUnit
from jixiao.tracking.budget import AdjustmentState, Change, ExpenditureKind
from jixiao_web.accounts.actor import Actor
from jixiao_web.budget.permissions import keeps_budget, requests_for
from jixiao_web.budget.selectors.letters import LineShown
from jixiao_web.budget.selectors.projects import Projects
from jixiao_web.budget.states import NEXT
from jixiao_web.ledger.forms import RowForm, fault_words, word_of
from jixiao_web.ledger.models import BudgetYear, Row, table_of
from jixiao_web.ledger.selectors import glance_at
from jixiao_web.pages.templatetags.figures import in_unit

MOST_LETTERS = 40
"""Characters of a reason that a report can put between “因” and a comma."""


def narrow(projects: Projects) -> Callable[[RowForm], None]:
    """Let only projects be chosen that the actor sees."""

    def prepare(form: RowForm) -> None:
        for name in ("project", "giver"):
            field = form.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                blank = [] if field.required else [("", "—")]
                field.choices = [*blank, *projects.choices]

    return prepare


def check_line(form: RowForm, year: BudgetYear, actor: Actor, projects: Projects, letter: Row | None) -> None:
    """A line of an adjustment: whose it is, from whom it takes, how much."""
    told = form.cleaned_data
    change, project, giver = told.get("change"), told.get("project", ""), told.get("giver", "")
    kind = told.get("kind", ExpenditureKind.PROJECT)
    if kind is ExpenditureKind.PROJECT and not project and "project" not in form.errors:
        form.add_error("project", _("选项目；基本支出请把支出类型选为“基本支出”。"))
    if kind is ExpenditureKind.BASIC and project:
        form.add_error("project", _("基本支出不属于项目，项目留空。"))
    if change is Change.TRANSFER and not giver:
        form.add_error("giver", _("调剂要写明从哪个项目调出。"))
    if change is not Change.TRANSFER and change is not None and giver:
        form.add_error("giver", _("只有调剂才填调出项目；调减请另加一行“追减”。"))
    if giver and giver == project:
        form.add_error("giver", _("调出和调入是同一个项目。"))
    for name in ("requested", "approved"):
        amount = told.get(name)
        if amount is not None and amount.fen < 0:
            form.add_error(name, _("金额填正数，增减由调整方式表示。"))
    if told.get("requested") is not None and not told["requested"]:
        form.add_error("requested", _("申请金额不能为 0；不再申请的，删去这一行。"))
    if letter is None and "seen" in form.fields and told.get("seen") is None:
        form.add_error("seen", _("没有函件的调整，要写显示它的报表日期。"))
    _refuse_others(form, actor, projects)
    if not form.errors:
        _doubt_line(form, year)


def _refuse_others(form: RowForm, actor: Actor, projects: Projects) -> None:
    """An office proposes for its own projects alone."""
    if keeps_budget(actor):
        return
    for name in ("project", "giver"):
        code = form.cleaned_data.get(name, "")
        if code and not requests_for(actor, projects.parties.get(code, "")):
            form.add_error(name, _("这个项目不是本部门的，请综合办公室登记。"))
    if form.cleaned_data.get("kind") is ExpenditureKind.BASIC:
        form.add_error("kind", _("基本支出的调整由综合办公室登记。"))


def _doubt_line(form: RowForm, year: BudgetYear) -> None:
    told = form.cleaned_data
    amount = told.get("approved") or told.get("requested")
    if amount is None:
        form.doubts["requested"] = _("申请金额还没有填，调整函里会留空待补。")
        return
    change = told["change"]
    payer = told.get("giver", "") if change is Change.TRANSFER else told.get("project", "")
    if change is Change.INCREASE or not payer:
        return
    position = glance_at(year, dt.date(year.fiscal_year, 12, 31)).ledger.of(payer)
    before = position.adjusted + _counted_before(form.row, payer)
    left, unit = before - amount, form.money_unit
    if left < position.spent:
        form.doubts["requested"] = _(
            "调减后预算 %(left)s %(unit)s，低于已支出 %(spent)s %(unit)s，差 %(gap)s。请核对金额。"
        ) % {
            "left": in_unit(left, unit),
            "spent": in_unit(position.spent, unit),
            "gap": in_unit(position.spent - left, unit),
            "unit": unit.name,
        }


def _counted_before(row: Row | None, payer: str) -> Money:
    """What the line as it is kept takes from the payer already; it must not be taken twice."""
    if row is None or not row.adjustment:
        return Money()
    letter = table_of(row.year, "adjustments").filter(code=row.adjustment).first()
    if letter is None or letter.state in (AdjustmentState.REQUESTED, AdjustmentState.REFUSED):
        return Money()
    own = row.giver if row.change is Change.TRANSFER else row.project
    amount: Money | None = row.requested if row.approved is None else row.approved
    takes = row.change is not Change.INCREASE and own == payer
    return amount if takes and amount is not None else Money()


def check_letter(form: RowForm) -> None:
    """An adjustment: its dates and its state must go together."""
    told = form.cleaned_data
    asked, granted, state = told.get("requested"), told.get("approved"), told.get("state")
    if asked and granted and granted < asked:
        form.add_error("approved", _("批复日期早于申请日期，请核对。"))
    if state is AdjustmentState.REQUESTED and granted:
        form.add_error("state", _("有了批复日期，状态不应还是“已申请”。"))
    if state is AdjustmentState.APPROVED and not form.errors:
        _doubt_letter(form)


def _doubt_letter(form: RowForm) -> None:
    told = form.cleaned_data
    missing = [
        word
        for word, value in (
            (_("批复日期"), told.get("approved")),
            (_("批复文号"), told.get("approval_number")),
        )
        if not value
    ]
    if missing:
        form.doubts["approved"] = _("还没有%(what)s，按“文未到”标出，金额照样计入。") % {
            "what": _("、").join(missing)
        }


def check_granted(form: RowForm) -> None:
    """A line of an approval."""
    told = form.cleaned_data
    amount, kind, project = told.get("amount"), told.get("kind"), told.get("project", "")
    if amount is not None and amount.fen <= 0:
        form.add_error("amount", _("批复金额填正数。"))
    if kind is ExpenditureKind.PROJECT and not project:
        form.add_error("project", _("选项目；基本支出请把支出类型选为“基本支出”。"))
    if kind is ExpenditureKind.BASIC and project:
        form.add_error("project", _("基本支出不属于项目，项目留空。"))


def check_contract(form: RowForm) -> None:
    """A contract: dates in order, an amount above nothing."""
    told = form.cleaned_data
    amount, starts, ends = told.get("amount"), told.get("starts"), told.get("ends_on")
    if amount is not None and amount.fen <= 0:
        form.add_error("amount", _("合同金额填正数；还不知道就留空。"))
    if starts and ends and ends < starts:
        form.add_error("ends_on", _("结束日期早于开始日期，请核对。"))
    signed = told.get("signed")
    if signed and starts and starts < signed and not form.errors:
        form.doubts["starts"] = _("开始日期早于签订日期，请核对是不是先实施后签合同。")


def check_term(form: RowForm, contract: Row) -> None:
    """A term of payment: a share of the whole, or an amount."""
    told = form.cleaned_data
    share, amount, paid = told.get("share"), told.get("amount"), told.get("paid")
    if share is not None and not 0 < share <= 100:
        form.add_error("share", _("比例填 0 到 100 之间的百分数，80%填80。"))
    for name, value in (("amount", amount), ("paid", paid)):
        if value is not None and value.fen < 0:
            form.add_error(name, _("金额填正数。"))
    if share is None and amount is None and "share" not in form.errors and "amount" not in form.errors:
        form.add_error("amount", _("比例和约定金额至少填一个。"))
    if form.errors or contract.amount is None:
        return
    whole: Money = contract.amount
    if share is not None and amount is not None:
        due = Money.rounded(whole.yuan * share / 100)
        if due != amount:
            unit = form.money_unit
            form.doubts["amount"] = _("按比例应为 %(due)s %(unit)s，与约定金额不同，请核对。") % {
                "due": in_unit(due, unit),
                "unit": unit.name,
            }


class DecisionForm(forms.Form):
    """What became of a request: state, letter, and what each line was granted (登记批复)."""

    state = forms.ChoiceField(label=gettext_lazy("状态"))
    approved = forms.CharField(
        label=gettext_lazy("批复日期"), required=False, widget=forms.TextInput({"type": "date"})
    )
    approval_number = forms.CharField(
        label=gettext_lazy("批复文号"), required=False, max_length=200, help_text=gettext_lazy("照原件填写")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, letter: Row, lines: list[LineShown], unit: MoneyUnit) -> None:
        self.letter, self.lines, self.unit = letter, lines, unit
        initial = {
            "state": NEXT[letter.state][0].name,
            "approved": letter.approved.isoformat() if letter.approved else "",
            "approval_number": letter.approval_number,
            "version": letter.version,
        }
        super().__init__(data, initial=initial)
        choice = self.fields["state"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(each.name, word_of(each)) for each in NEXT[letter.state]]
        for line in lines:
            held = line.row.approved
            number = forms.TextInput({"inputmode": "decimal", "class": "num", "autocomplete": "off"})
            self.fields[_name(line)] = forms.CharField(
                label=line.name,
                required=False,
                max_length=60,
                widget=number,
                initial="" if held is None else f"{held.amount_in(unit):f}",
            )

    def clean(self) -> dict[str, Any]:
        """The values; what cannot be read is said beside its field."""
        told = super().clean() or {}
        told["state"] = AdjustmentState[told["state"]] if told.get("state") else None
        told["approved"] = self._read("approved", date)
        told["amounts"] = {
            line.row.pk: self._read(_name(line), self._money) for line in self.lines if _name(line) in told
        }
        asked = self.letter.requested
        if told["approved"] and asked and told["approved"] < asked:
            self.add_error("approved", _("批复日期早于申请日期，请核对。"))
        granted = [value for value in told["amounts"].values() if value is None or value]
        if told["state"] is AdjustmentState.APPROVED and self.lines and not granted:
            self.add_error("state", _("每一行都批准 0，状态应为“未批准”。"))
        return told

    def _money(self, typed: str) -> Money:
        amount = numbers.money(typed, self.unit)
        if amount.fen < 0:
            raise Fault(
                "金额填正数，增减由调整方式表示",
                english="Amounts are positive; the kind of change says whether they add or take away.",
            )
        return amount

    def _read(self, name: str, read: Callable[[str], Any]) -> Any:
        typed = (self.cleaned_data.get(name) or "").strip()
        if not typed:
            return None
        try:
            return read(typed)
        except Fault as fault:
            self.add_error(name, fault_words(fault))
            return None

    @property
    def line_fields(self) -> list[tuple[LineShown, forms.BoundField]]:
        """The lines with their fields."""
        return [(line, self[_name(line)]) for line in self.lines]


def _name(line: LineShown) -> str:
    return f"line-{line.row.pk}"
