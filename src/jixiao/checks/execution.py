"""Rules on execution (预算执行): what was spent against what was budgeted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jixiao.checks.books import Books, listed, places
from jixiao.checks.rule import Outcome, Rule, rule
from jixiao.findings import Confidence, Severity
from jixiao.numerals import printing
from jixiao.quantity import Money
from jixiao.tracking.budget import Fund, Source
from jixiao.tracking.execution import Nature
from jixiao.tracking.ledger import Account, Basis, Ledger
from jixiao.tracking.position import Position

Purse = tuple[Fund, Source]
"""The kind of fund and the source of money: what must not be overspent for itself."""

_ARTICLE_13 = "《中华人民共和国预算法》第十三条：支出以经批准的预算为依据"
_NOTHING = Money()


def _before_year_end(this: Rule, books: Books) -> Severity:
    """In the year a letter may be on its way: what would be an error then is a warning before."""
    return this.severity if books.year_is_over else Severity.WARNING


def _told(it: Position, *amounts: Money) -> tuple[str, ...]:
    """The adjusted budget as a sum to redo (年初124.00万元＋追加20.00万元), and the amounts, in one unit."""
    terms = [("年初", it.original), ("＋上年结转", it.carried_over), ("＋追加", it.increases)]
    terms.append(("－追减", it.reductions))
    words = printing.alike(*(amount for _, amount in terms), *amounts)
    parts = [name + told for (name, amount), told in zip(terms, words, strict=False) if amount]
    return ("".join(parts).removeprefix("＋"), *words[len(terms) :])


@rule(
    "EXE001",
    "overspent",
    "支出超过调整后预算",
    Severity.ERROR,
    message="截至{date}，{who}实际支出{spent}，调整后预算{adjusted}（{equation}），支出多{excess}。",
    hint="请核对批复、资金来源和凭证归属；有尚未登记的追加或其他资金的，请补登。",
    reference=_ARTICLE_13,
)
def overspent(this: Rule, books: Books) -> Iterator[Outcome]:
    """More was spent on a project than its adjusted budget."""
    for account, it in books.known_positions.items():
        rows = books.budget_rows(account)
        if not rows or it.adjusted < _NOTHING:
            continue  # rules of their own
        entries = books.entries.get(account, ())
        where = [*books.project_place(account), *places(entries[-1:], "amount"), *places(rows)]
        if not it.is_overspent:
            yield this.sound(*where)
            continue
        equation, spent, adjusted, excess = _told(it, it.spent, it.adjusted, it.overspent)
        yield this.wrong(
            where,
            severity=_before_year_end(this, books),
            expected=f"支出不超过{adjusted}",
            date=printing.date(books.as_of),
            who=books.who(account),
            spent=spent,
            adjusted=adjusted,
            equation=equation,
            excess=excess,
        )
    if books.ledger.unknown:
        names = [books.who(account) for account in sorted(books.ledger.unknown, key=lambda each: each[1])]
        yield this.abstains(
            f"{listed(names)}在{printing.date(books.as_of)}的支出不清楚：台账里只有以后日期的累计数。"
        )


@rule(
    "EXE002",
    "overspent-source",
    "某项资金支出超过该项资金的预算",
    Severity.ERROR,
    message="截至{date}，{who}的{purse}实际支出{spent}，该项资金的调整后预算{adjusted}，支出多{excess}；项目合计没有超出。",
    hint="请核对支出的资金性质和资金来源是否填对；确需在资金之间调整的，请补登批复。",
    reference="预算法第十三条；预算按资金性质和来源分别批复",
    confidence=Confidence.MEDIUM,
)
def overspent_source(this: Rule, books: Books) -> Iterator[Outcome]:
    """A project as a whole is within its budget, but one fund or source of it is not."""
    divided = _divided_accounts(books)
    ledgers = {
        purse: _ledger_of(books, purse) for purse in {each for row in divided.values() for each in row}
    }
    undivided = []
    for account, purses in divided.items():
        it = books.known_positions.get(account, Position())
        if it.is_overspent:
            continue
        entries = books.entries.get(account, ())
        if len({(each.fund, each.source) for each in entries}) < 2:
            undivided.append(account)
            continue
        for purse in purses:
            part = ledgers[purse].positions.get(account, Position())
            rows = [each for each in entries if (each.fund, each.source) == purse]
            if not rows:  # nothing was spent of it; a budget below zero is another rule's business
                continue
            where = places(rows[::-1], "amount") or books.project_place(account)
            if not part.is_overspent:
                yield this.sound(*where)
                continue
            spent, adjusted, excess = printing.alike(part.spent, part.adjusted, part.overspent)
            yield this.wrong(
                where,
                severity=_before_year_end(this, books),
                expected=f"支出不超过{adjusted}",
                date=printing.date(books.as_of),
                who=books.who(account),
                purse=f"{purse[0].value}（{purse[1].value}）",
                spent=spent,
                adjusted=adjusted,
                excess=excess,
            )
    if undivided:
        yield this.abstains(
            f"{listed([books.who(account) for account in undivided])}有不止一项资金，"
            "支出没有分资金性质和资金来源填，不能分别核对。"
        )


def _divided_accounts(books: Books) -> dict[Account, list[Purse]]:
    """The accounts that have, or spend, money of more than one fund or source, with all of these."""
    found: dict[Account, dict[Purse, None]] = defaultdict(dict)
    for account in books.known_positions:
        for line in books.granted.get(account, ()):
            found[account][line.fund, line.source] = None
        for change in books.changed.get(account, ()):
            found[account][change.line.fund, change.line.source] = None
        for entry in books.entries.get(account, ()):
            found[account][entry.fund, entry.source] = None
    return {account: list(purses) for account, purses in found.items() if len(purses) > 1}


def _ledger_of(books: Books, purse: Purse) -> Ledger:
    basis = Basis(funds=frozenset({purse[0]}), sources=frozenset({purse[1]}))
    return Ledger(books.year, books.as_of, basis)


@rule(
    "EXE003",
    "spent-without-budget",
    "没有预算的支出",
    Severity.ERROR,
    message="截至{date}，{who}实际支出{spent}（{count}笔），台账里没有它的批复，也没有它的调整。",
    hint="请补登批复或调整；如果项目填错了，请改正支出的项目。",
    reference=_ARTICLE_13 + "，未列入预算的不得支出",
)
def spent_without_budget(this: Rule, books: Books) -> Iterator[Outcome]:
    """Money was spent on a project that no approval and no adjustment names."""
    for account, it in books.known_positions.items():
        entries = books.entries.get(account, ())
        if not entries:
            continue
        rows = books.budget_rows(account)
        if rows or it.spent <= _NOTHING:
            yield this.sound(*places(entries[-1:], "amount"), *places(rows))
            continue
        yield this.wrong(
            places(entries[::-1], "amount"),
            severity=_before_year_end(this, books),
            expected="先有批复或调整",
            date=printing.date(books.as_of),
            who=books.who(account),
            spent=printing.alike(it.spent)[0],
            count=str(len(entries)),
        )


@rule(
    "EXE004",
    "budget-below-zero",
    "调整后预算为负数",
    Severity.ERROR,
    message="截至{date}，{who}的调整后预算为{adjusted}：{equation}。",
    hint="请核对追减、收回和调出的金额，以及是否有一笔登记了两次。",
    reference="预算法第七十五条的三个数：预算数、调整预算数、决算数",
)
def budget_below_zero(this: Rule, books: Books) -> Iterator[Outcome]:
    """More was taken from a budget than was in it."""
    for account, it in books.ledger.positions.items():
        rows = books.budget_rows(account)
        if not rows:
            continue
        where = [*books.project_place(account), *places(rows[::-1])]
        if it.adjusted >= _NOTHING:
            yield this.sound(*where)
            continue
        equation, adjusted = _told(it, it.adjusted)
        yield this.wrong(
            where,
            expected="调整后预算不小于零",
            date=printing.date(books.as_of),
            who=books.who(account),
            adjusted=adjusted,
            equation=equation,
        )


@rule(
    "EXE005",
    "negative-spending",
    "支出合计为负数",
    Severity.WARNING,
    message="截至{date}，{who}的支出合计为{spent}：退回多于支付。",
    hint="退回的如果是以前年度的钱，不冲减本年支出；否则请补登漏记的支付。",
    reference="退回冲减同一年度的支出",
)
def negative_spending(this: Rule, books: Books) -> Iterator[Outcome]:
    """Refunds are more than payments."""
    for account, it in books.known_positions.items():
        refunds = [each for each in books.entries.get(account, ()) if each.nature is Nature.REFUND]
        if it.spent >= _NOTHING:
            if refunds:
                yield this.sound(*places(refunds, "amount"))
            continue
        yield this.wrong(
            places(refunds or books.entries.get(account, ()), "amount"),
            expected="支出合计不小于零",
            date=printing.date(books.as_of),
            who=books.who(account),
            spent=printing.alike(it.spent)[0],
        )


@rule(
    "EXE006",
    "carried-over-twice",
    "结转资金超过一年",
    Severity.WARNING,
    message="{who}上年结转{carried}，其中至少{older}在{year}年已经是结转资金：{year}年结转{before}，全年支出{spent}。",
    hint="结转满两年仍未用完的，应交回财政；确需继续使用的，请写明财政部门同意的文件。",
    reference="《中华人民共和国预算法》第四十二条：上一年预算的结转资金应当在下一年用于结转项目的支出，"
    "连续两年未用完的作为结余资金管理",
)
def carried_over_twice(this: Rule, books: Books) -> Iterator[Outcome]:
    """Money is carried over that had been carried over in the year before, even if it was spent first."""
    carried = {
        account: it for account, it in books.ledger.positions.items() if it.carried_over and account[1]
    }
    if books.before is None or books.ledger_before is None:
        if carried:
            yield this.abstains("没有上年的台账，不知道结转资金是哪一年的。")
        return
    for account, it in carried.items():
        then = [books.ledger_before.of(each.code) for each in books.predecessors(account[1])]
        before, spent = (
            Money.total(getattr(each, name) for each in then) for name in ("carried_over", "spent")
        )
        older = min(it.carried_over, before - spent)
        where = places(
            [line for line in books.granted.get(account, ()) if line.source is Source.CARRIED_OVER], "amount"
        )
        if older <= _NOTHING:
            yield this.sound(*where)
            continue
        now, old, was, paid = printing.alike(it.carried_over, older, before, spent)
        yield this.wrong(
            where,
            who=books.who(account),
            carried=now,
            older=old,
            year=str(books.before.fiscal_year),
            before=was,
            spent=paid,
        )


RULES = (
    overspent,
    overspent_source,
    spent_without_budget,
    budget_below_zero,
    negative_spending,
    carried_over_twice,
)
