"""Rules on letters (文件与文号): document numbers, the order of letters and approvals, what they carry."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from jixiao.checks.books import Books, listed, place, places, summed
from jixiao.checks.rule import Outcome, Rule, rule
from jixiao.findings import Confidence, Severity
from jixiao.numerals import printing
from jixiao.quantity import Money
from jixiao.tracking.budget import AdjustmentState, Source
from jixiao.tracking.execution import Entry
from jixiao.tracking.ledger import Account, spent_by_account
from jixiao.tracking.noun import Noun

_GOOD = re.compile(r"(?P<issuer>[^〔〕\s]+)〔(?P<year>\d{4})〕(?P<number>[1-9]\d*)号", re.ASCII)
_LOOSE = re.compile(
    r"(?P<issuer>.+?)(?<!\s)\s*+[〔﹝\[(【<{〈《]\s*+(?P<year>\d{4})\s*+[〕﹞\])】>}〉》]"
    r"\s*+第?\s*+(?P<number>\d+)\s*+号?",
    re.ASCII,
)


class _Number(NamedTuple):
    """A document number where it stands, with the date of the document."""

    text: str
    row: Noun
    field: str
    date: dt.date | None


def _numbers(books: Books) -> Iterator[_Number]:
    """Every document number of the year."""
    for approval in books.year.approvals:
        yield _Number(approval.number, approval, "number", approval.issued)
    for letter in books.year.adjustments:
        yield _Number(letter.request_number, letter, "request_number", letter.requested)
        yield _Number(letter.approval_number, letter, "approval_number", letter.approved)
    for citation in books.year.citations:
        yield _Number(citation.number, citation, "number", citation.issued)


@rule(
    "LET001",
    "document-number-form",
    "文号的写法不合规范",
    Severity.STYLE,
    message="文号“{number}”的写法应为“{expected_number}”：年份用六角括号〔〕，序号不加“第”、不编虚位，末尾加“号”。",
    hint="六角括号可从输入法的符号表输入，或复制〔〕。",
    reference="GB/T 9704—2012《党政机关公文格式》7.2.5 发文字号",
)
def document_number_form(this: Rule, books: Books) -> Iterator[Outcome]:
    """A document number with a year is not written as 西财预〔2019〕33号."""
    for each in _numbers(books):
        match = _LOOSE.fullmatch(unicodedata.normalize("NFKC", each.text.strip()))
        if match is None or _GOOD.fullmatch(each.text):
            continue  # laws, decrees and orders are numbered in other ways
        right = f"{match['issuer']}〔{match['year']}〕{int(match['number'])}号"
        yield this.wrong(
            [place(each.row, each.field)], expected=right, number=each.text, expected_number=right
        )


@rule(
    "LET002",
    "approved-before-requested",
    "批复早于申请",
    Severity.WARNING,
    message="{letter}于{requested}申请，批复日期填为{approved}，早{days}天。",
    hint="请核对两个日期，年份或月份可能填错。",
    reference="先申请，后批复",
)
def approved_before_requested(this: Rule, books: Books) -> Iterator[Outcome]:
    """A letter was approved before it was written."""
    for letter in books.year.adjustments:
        if letter.requested is None or letter.approved is None:
            continue
        where = [place(letter, "approved"), place(letter, "requested")]
        if letter.requested <= letter.approved:
            yield this.sound(*where)
            continue
        yield this.wrong(
            where,
            expected=f"不早于{printing.date(letter.requested)}",
            letter=letter.request_number or f"调整{letter.code}",
            requested=printing.date(letter.requested),
            approved=printing.date(letter.approved),
            days=str((letter.requested - letter.approved).days),
        )


@rule(
    "LET003",
    "numbers-against-dates",
    "文号的先后与日期的先后不一致",
    Severity.WARNING,
    message="{later}（{later_date}）的文号比{earlier}（{earlier_date}）小，日期却晚。",
    hint="请核对文号和日期；同一字号的文件一般依次编号。",
    reference="同一机关同一年度的发文依次编号（GB/T 9704—2012 7.2.5）",
    confidence=Confidence.MEDIUM,
)
def numbers_against_dates(this: Rule, books: Books) -> Iterator[Outcome]:
    """Of two documents of one series the later one bears the smaller number."""
    series: dict[tuple[str, str], list[tuple[dt.date, int, _Number]]] = defaultdict(list)
    for each in _numbers(books):
        match = _GOOD.fullmatch(each.text)
        if match and each.date:
            series[match["issuer"], match["year"]].append((each.date, int(match["number"]), each))
    for documents in series.values():
        documents.sort(key=lambda document: document[:2])
        for (earlier_date, lower, earlier), (later_date, higher, later) in pairwise(documents):
            where = [place(later.row, later.field), place(earlier.row, earlier.field)]
            if higher >= lower:
                yield this.sound(*where)
                continue
            yield this.wrong(
                where,
                later=later.text,
                later_date=printing.date(later_date),
                earlier=earlier.text,
                earlier_date=printing.date(earlier_date),
            )


@rule(
    "LET004",
    "approved-though-refused",
    "函件没有批准，明细却有批准金额",
    Severity.WARNING,
    message="{letter}的状态是“{state}”，{who}的明细却填了批准金额{approved}；台账没有计入这一笔。",
    hint="请核对函件的状态；已经批复的请改为“已批复”，没有批准的明细请填0。",
    reference="调整在批复后生效",
)
def approved_though_refused(this: Rule, books: Books) -> Iterator[Outcome]:
    """A line bears an approved amount although its letter was only asked for, or refused."""
    for line in books.year.adjustment_lines:
        letter = books.letters.get(line.adjustment)
        if letter is None or not line.approved:
            continue
        where = [place(line, "approved"), place(letter, "state")]
        if letter.state not in (AdjustmentState.REQUESTED, AdjustmentState.REFUSED):
            yield this.sound(*where)
            continue
        yield this.wrong(
            where,
            letter=letter.request_number or f"调整{letter.code}",
            state=letter.state.value,
            who=books.who((line.kind, line.project)),
            approved=printing.alike(line.approved)[0],
        )


@rule(
    "LET005",
    "provisional-adjustment",
    "批复日期未填，暂按函件计入",
    Severity.NOTICE,
    message="{letter}（{state}）还没有批复日期，{sums}已计入调整后预算，生效日期{since}。",
    hint="批复到后请补填批复日期和文号；年底的追减没有日期，就不能判断是不是年末才调减。",
    reference="调整自批复之日起计入；批复日期不明的暂按申请日期计入",
)
def provisional_adjustment(this: Rule, books: Books) -> Iterator[Outcome]:
    """A letter counts although its approval bears no date, or has not come."""
    for code, letter in books.letters.items():
        changes = [each for each in books.ledger.changes if each.line.adjustment == code]
        if not changes:
            continue
        if not changes[0].is_provisional:
            yield this.sound(place(letter, "approved"))
            continue
        since = changes[0].since
        yield this.wrong(
            [place(letter, "approved"), *places((each.line for each in changes), "approved")],
            expected="批复日期",
            letter=letter.request_number or f"调整{code}",
            state=letter.state.value,
            sums=summed(changes),
            since=f"暂按{printing.date(since)}" if since else "不清楚",
        )


@rule(
    "LET006",
    "paid-before-approval",
    "批复之前的支出",
    Severity.NOTICE,
    message="{approval}（{date}）之前已有支出{spent}，涉及{who}。",
    hint="批复前可以安排上年结转、上年同期水平的必要支出和法定支出；其余的请备好说明。",
    reference="《中华人民共和国预算法》第五十四条",
)
def paid_before_approval(this: Rule, books: Books) -> Iterator[Outcome]:
    """Money was spent before the budget that it comes from was approved, which the law allows in cases."""
    early: dict[_Start, list[tuple[Account, Entry]]] = defaultdict(list)
    undated = []
    for account in books.known_positions:
        entries = [e for e in books.entries.get(account, ()) if e.source is not Source.CARRIED_OVER]
        starts = _starts(books, account)
        if not entries or not starts:
            continue
        if not all(start.date for start in starts):
            undated.append(books.who(account))
            continue
        start = min(starts, key=lambda each: each.date or books.as_of)
        before = [entry for entry in entries if start.date and entry.date < start.date]
        early[start] += [(account, entry) for entry in before]
        if not before:
            yield this.sound(place(entries[0], "date"), place(start.row, start.field))
    for start, found in early.items():
        spent = Money.total(spent_by_account((entry for _, entry in found), books.as_of).values())
        if start.date and spent > Money():
            yield this.wrong(
                [*places((entry for _, entry in found), "date"), place(start.row, start.field)],
                approval=start.title,
                date=printing.date(start.date),
                spent=printing.alike(spent)[0],
                who=listed(list(dict.fromkeys(books.who(account) for account, _ in found))),
            )
    if undated:
        yield this.abstains(f"{listed(undated)}的批复没有填批复日期。")


class _Start(NamedTuple):
    """From when an account has a budget: the document that gave it, and its date if that is known."""

    date: dt.date | None
    title: str
    row: Noun
    field: str


def _starts(books: Books, account: Account) -> list[_Start]:
    """The documents that approved the account's budget; for one added in the year those that added it."""
    codes = dict.fromkeys(
        line.approval for line in books.granted.get(account, ()) if line.source is not Source.CARRIED_OVER
    )
    approvals = [books.approvals[code] for code in codes if code in books.approvals]
    if approvals:
        return [_Start(each.issued, each.number or f"批复{each.code}", each, "issued") for each in approvals]
    letters = [books.letters.get(change.line.adjustment) for change in books.changed.get(account, ())]
    return [
        _Start(each.approved, each.approval_number or f"调整{each.code}的批复", each, "approved")
        for each in letters
        if each is not None
    ]


RULES = (
    document_number_form,
    approved_before_requested,
    numbers_against_dates,
    approved_though_refused,
    provisional_adjustment,
    paid_before_approval,
)
