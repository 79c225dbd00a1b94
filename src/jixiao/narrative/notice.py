"""Notice (填报通知): what a round asks of the offices, until when, and the words that remind one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from jixiao.document.model import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Row,
    Sentence,
    Span,
    Table,
)
from jixiao.measure import Key
from jixiao.narrative.fact import Fact
from jixiao.narrative.letters import load_letter, write_letter
from jixiao.narrative.report import Draft
from jixiao.tracking.basis import Period
from jixiao.tracking.year import Year

FOCUS, ORDINARY, THEME = "重点", "一般", "主题"
"""The kinds of what is asked for."""

MOST_NAMED = 5
"""Matters that a reminder names one by one; a message of an office messenger shows some ten lines."""

_WEEKDAYS = "一二三四五六日"
_KIND = "跟踪类别"


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that an office is asked to report on (填报事项): a project or a theme, and its kind."""

    office: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Round:
    """What a notice must say of its round (批次)."""

    due: dt.date
    as_of: dt.date
    asked: Sequence[Asked]
    issuer: str
    contact: str = ""
    phone: str = ""
    more: str = ""


def round_notice(year: Year, period: Period, told: Round, *, dated: dt.date | None = None) -> Draft:
    """The notice as a document, with the list of what each office reports on as its annex."""
    offices = list(dict.fromkeys(each.office for each in told.asked if each.office))
    projects = [each for each in told.asked if each.kind != THEME]
    focus = [each for each in projects if each.kind == FOCUS]
    themes = [each for each in told.asked if each.kind == THEME]
    draft = write_letter(
        load_letter("round-notice"),
        year,
        period,
        dated=dated,
        more={
            "主送部门": "、".join(offices) or "各部门",
            "项目个数": f"{len(projects)}个",
            "重点个数": f"{len(focus)}个" if focus and len(focus) < len(projects) else None,
            "主题个数": f"{len(themes)}个" if themes else None,
            "填报截至日": Fact(Key("unit", "round.as_of"), told.as_of),
            "报送日期": Fact(Key("unit", "round.due"), told.due),
            "牵头部门": told.issuer,
            "联系人": told.contact or None,
            "联系电话": told.phone or None,
            "补充要求": f"四、其他要求。{told.more}" if told.more else None,
        },
    )
    kept = tuple(each for each in draft.document.blocks if not _is_empty(each))
    return replace(draft, document=replace(draft.document, blocks=(*kept, *_annex(told.asked))))


def reminder(office: str, subject: str, due: dt.date, days_left: int, missing: Iterable[str]) -> str:
    """The words that remind an office (催办), to be copied into its own messenger; no blame in them.

    `days_left` are working days, negative after the due date.

    >>> print(reminder("市民服务中心", "2019年全年绩效跟踪材料", dt.date(2020, 1, 3), 2, ["公益性就业"]))
    市民服务中心：2019年全年绩效跟踪材料1月3日（周五）报送，还有2个工作日。
    目前待报1项：公益性就业。
    填报中有疑问，随时和我们联系。已经送出的，不必再办。
    """
    names = list(missing)
    told = "、".join(names[:MOST_NAMED]) + ("等" if len(names) > MOST_NAMED else "")
    return "\n".join(
        [
            f"{office}：{subject}{_when(due, days_left)}",
            f"目前待报{len(names)}项：{told}。",
            "填报中有疑问，随时和我们联系。已经送出的，不必再办。",
        ]
    )


def _when(due: dt.date, days_left: int) -> str:
    date = f"{due.month}月{due.day}日（周{_WEEKDAYS[due.weekday()]}）"
    if days_left > 0:
        return f"{date}报送，还有{days_left}个工作日。"
    if days_left == 0:
        return f"今天（{date}）报送。"
    return f"原定{date}报送，已过{-days_left}个工作日；需要延期请告知可以报送的日期。"


def _is_empty(block: Block) -> bool:
    """Whether nothing is left of a paragraph whose words were all optional; an empty line has a space."""
    return isinstance(block, Paragraph) and not block.text


def _annex(asked: Sequence[Asked]) -> list[Block]:
    rows = tuple(
        Row(tuple(Cell((Span(text),)) for text in (str(number), each.office or "—", each.name, each.kind)))
        for number, each in enumerate(asked, start=1)
    )
    columns = (
        Column("序号", 1),
        Column("填报部门", 3),
        Column("项目或主题", 6, Align.LEFT),
        Column(_KIND, 1.6),
    )
    return [
        PageBreak(),
        Paragraph((Sentence((Span("附件"),)),), ParagraphStyle.ANNEX_LABEL),
        Heading(0, "各部门填报清单"),
        Table(columns, rows, key="round/asked"),
    ]
