"""Rules on entries (支出记录): payments, refunds and cumulative statements against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jixiao.checks.books import Books, listed, place, places
from jixiao.checks.rule import Outcome, Rule, rule
from jixiao.findings import Confidence, Severity
from jixiao.numerals import printing
from jixiao.quantity import Money
from jixiao.tracking.budget import Fund, Source
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.ledger import Account, spent_by_account


@rule(
    "ENT001",
    "statement-below-payments",
    "累计数小于已登记支付之和",
    Severity.WARNING,
    message="{who}截至{date}的累计支出填为{stated}，而到这一天已登记的支付减去退回为{flows}，累计数少{gap}。",
    hint="请核对累计数的口径和日期；登记的支付里可能有记到别的项目、资金或日期的。",
    reference="累计支出包含到当天为止的全部支付",
)
def statement_below_payments(this: Rule, books: Books) -> Iterator[Outcome]:
    """A cumulative statement is lower than what the payments up to its date sum to."""
    for account, entries in _by_purse(books):
        statements = [each for each in entries if each.nature is Nature.CUMULATIVE]
        if not statements:
            continue
        statement = statements[0]
        until = [
            each for each in entries if each.nature is not Nature.CUMULATIVE and each.date <= statement.date
        ]
        if not until:
            continue
        flows = Money.total(spent_by_account(until, statement.date).values())
        where = [place(statement, "amount"), *places(until[::-1], "amount")]
        if flows <= statement.amount:
            yield this.sound(*where)
            continue
        stated, told, gap = printing.alike(statement.amount, flows, flows - statement.amount)
        yield this.wrong(
            where,
            expected=f"不小于{told}",
            who=books.who(account),
            date=printing.date(statement.date),
            stated=stated,
            flows=told,
            gap=gap,
        )


@rule(
    "ENT002",
    "statement-below-earlier",
    "累计数小于较早的累计数",
    Severity.WARNING,
    message="{who}截至{date}的累计支出填为{stated}；{earlier}的累计数{before}加上其后登记的支付、减去退回为{least}，少{gap}。",
    hint="请核对两个累计数是否同一口径；有退回的请补登。",
    reference="累计支出只因退回而减少",
)
def statement_below_earlier(this: Rule, books: Books) -> Iterator[Outcome]:
    """A cumulative statement is lower than an earlier one with what was paid and refunded in between."""
    for account, entries in _by_purse(books):
        statements = [each for each in entries if each.nature is Nature.CUMULATIVE]
        for before, after in pairwise(statements):
            if before.date == after.date:
                continue  # a rule of its own
            between = [
                each
                for each in entries
                if each.nature is not Nature.CUMULATIVE and before.date < each.date <= after.date
            ]
            least = before.amount + Money.total(spent_by_account(between, after.date).values())
            where = [place(after, "amount"), place(before, "amount"), *places(between, "amount")]
            if after.amount >= least:
                yield this.sound(*where)
                continue
            stated, first, lowest, gap = printing.alike(
                after.amount, before.amount, least, least - after.amount
            )
            yield this.wrong(
                where,
                expected=f"不小于{lowest}",
                who=books.who(account),
                date=printing.date(after.date),
                earlier=printing.date(before.date),
                stated=stated,
                before=first,
                least=lowest,
                gap=gap,
            )


@rule(
    "ENT003",
    "two-statements",
    "同一天有两个不同的累计数",
    Severity.WARNING,
    message="{who}截至{date}有两个累计支出：{first}和{second}；台账取后一行的{second}。",
    hint="请只留一个；如果是两项资金，请分别填资金性质和资金来源。",
    reference="同一口径在同一天只有一个累计数",
)
def two_statements(this: Rule, books: Books) -> Iterator[Outcome]:
    """Two cumulative statements of one date differ."""
    for account, entries in _by_purse(books):
        statements = [each for each in entries if each.nature is Nature.CUMULATIVE]
        for before, after in pairwise(statements):
            if before.date == after.date and before.amount != after.amount:
                first, second = printing.alike(before.amount, after.amount)
                yield this.wrong(
                    [place(before, "amount"), place(after, "amount")],
                    who=books.who(account),
                    date=printing.date(after.date),
                    first=first,
                    second=second,
                )


def _by_purse(books: Books) -> Iterator[tuple[Account, Sequence[Entry]]]:
    """The entries of each account, fund and source by date, rows of one date in their order."""
    found: dict[tuple[Account, Fund, Source], list[Entry]] = defaultdict(list)
    for entry in sorted(books.year.entries, key=lambda each: each.date):
        found[(entry.kind, entry.project), entry.fund, entry.source].append(entry)
    for (account, _, _), entries in found.items():
        yield account, entries


@rule(
    "ENT004",
    "double-voucher",
    "同一张凭证登记了两次",
    Severity.WARNING,
    message="凭证{voucher}（{date}）在{who}下登记了{count}次，每次{amount}，收款人、用途也相同。",
    hint="请核对凭证；确是两笔的，请在“用途”里写明区别。",
    reference="一张凭证对同一项目、同一收款人的一笔金额只登记一次",
    confidence=Confidence.MEDIUM,
)
def double_voucher(this: Rule, books: Books) -> Iterator[Outcome]:
    """Two rows bear the same voucher, date, project, amount, payee and purpose."""
    found: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in books.year.entries:
        if entry.voucher and entry.nature is not Nature.CUMULATIVE:
            same = (
                entry.voucher,
                entry.date,
                entry.nature,
                entry.kind,
                entry.project,
                entry.fund,
                entry.source,
            )
            found[(*same, entry.amount, entry.payee, entry.purpose)].append(entry)
    if not found:
        return
    for entries in found.values():
        if len(entries) > 1:
            entry = entries[0]
            yield this.wrong(
                places(entries[::-1], "voucher"),
                voucher=entry.voucher,
                date=printing.date(entry.date),
                who=books.who((entry.kind, entry.project)),
                count=str(len(entries)),
                amount=printing.alike(entry.amount)[0],
            )


@rule(
    "ENT005",
    "entry-of-another-year",
    "支出的日期不在本年度",
    Severity.WARNING,
    message="{count}笔支出的日期不在{year}年：{dates}，共{amount}。",
    hint="年份可能填错；确属其他年度的，请移到那一年的台账。",
    reference="预算年度自公历1月1日起至12月31日止（预算法第十八条）",
)
def entry_of_another_year(this: Rule, books: Books) -> Iterator[Outcome]:
    """Entries are dated in a year that is not the ledger's."""
    strange = [each for each in books.year.entries if each.date.year != books.year.fiscal_year]
    if not strange:
        return
    dates = list(dict.fromkeys(printing.date(each.date) for each in sorted(strange, key=lambda e: e.date)))
    yield this.wrong(
        places(strange, "date"),
        count=str(len(strange)),
        year=str(books.year.fiscal_year),
        dates=listed(dates, 3),
        amount=printing.alike(Money.total(each.amount for each in strange))[0],
    )


RULES = (
    statement_below_payments,
    statement_below_earlier,
    two_statements,
    double_voucher,
    entry_of_another_year,
)
