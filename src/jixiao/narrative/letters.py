"""Letters (公函): the covering letter to the finance bureau (报送函) and the cover page of the report (封面).

What they say and in which order is data (`policies/letters`), which a unit may replace.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.document.model import Block, Document, Heading, Paragraph, ParagraphStyle
from jixiao.errors import PolicyError
from jixiao.narrative.composer import Composer, Slot, plain, titled
from jixiao.narrative.fact import Fact
from jixiao.narrative.facts import Facts
from jixiao.narrative.outline import Outline, load_outline
from jixiao.narrative.report import Draft
from jixiao.narrative.sections.basis import unit_slots
from jixiao.narrative.writing import Writing
from jixiao.policies import read_policy_file
from jixiao.tracking.basis import Period
from jixiao.tracking.policy import load_policy
from jixiao.tracking.year import Year

CHARACTERS_PER_LINE = 28
"""GB/T 9704-2012, 5.2.3."""

TITLE, ANNEXES = "title", "annexes"

_LABEL = "附件："
_INDENT = 2
_FULL_WIDTH_SPACE = "\u3000"
_KEYS = frozenset({"name", "label", "title", "annexes", "page_number", "paragraphs"})
_LINE_KEYS = frozenset({"text", "style", "blank", "content"})
_STYLES = {each.value: each for each in ParagraphStyle}


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a letter: words with references, empty lines, or a content by name."""

    text: str = ""
    style: ParagraphStyle = ParagraphStyle.BODY
    blank: int = 0
    content: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says (函样). `label` is what people call it; `title` is broken into lines by meaning."""

    name: str
    label: str
    title: tuple[str, ...]
    lines: tuple[Line, ...]
    annexes: tuple[str, ...] = ()
    page_number: bool = True


def submission_letter(
    year: Year,
    period: Period,
    *,
    number: str = "",
    dated: dt.date | None = None,
    as_of: dt.date | None = None,
) -> Draft:
    """The letter that hands the report to the finance bureau (报送函)."""
    return write_letter(load_letter("submission"), year, period, number=number, dated=dated, as_of=as_of)


def cover(year: Year, period: Period, *, dated: dt.date | None = None, as_of: dt.date | None = None) -> Draft:
    """The cover page of the report (封面)."""
    return write_letter(load_letter("cover"), year, period, dated=dated, as_of=as_of)


def write_letter(
    letter: Letter,
    year: Year,
    period: Period,
    *,
    number: str = "",
    dated: dt.date | None = None,
    as_of: dt.date | None = None,
    more: Mapping[str, Slot] | None = None,
) -> Draft:
    """The letter as a document; its number (发文字号) and date are gaps where they are not given.

    `more` fills slots that this kind of letter has besides the usual ones.
    """
    facts = Facts(year, period, load_policy(year.unit.policy), as_of or period.end)
    outline = load_outline(period.outline)
    composer = Composer(facts, outline.patterns)
    slots = {**_slots(composer, outline, number, dated), **(more or {})}
    title = tuple(composer.line(each, "unit", slots, letter.label).text for each in letter.title)
    document = Document(
        title="".join(title),
        blocks=tuple(
            block for line in letter.lines for block in _blocks(line, letter, composer, slots, title)
        ),
        author=year.unit.name,
        digest=facts.digest,
        properties={"period": period.code, "as_of": facts.as_of.isoformat(), "letter": letter.name},
    )
    return Draft(document, tuple(composer.gaps), tuple(composer.stops), tuple(composer.typed))


def load_letter(name_or_path: str | Path) -> Letter:
    """The letter of that name that ships, or the one in the given file.

    Raises PolicyError, with everything that is wrong, where it is not as expected.
    """
    data = read_policy_file("letters", name_or_path, "函样")
    faults = list(_faults(data))
    if faults:
        raise PolicyError("\n".join([f"函样“{name_or_path}”有{len(faults)}处不对：", *faults]))
    return Letter(
        name=data["name"],
        label=data["label"],
        title=tuple(data["title"]),
        lines=tuple(
            Line(
                each.get("text", ""),
                _STYLES[each.get("style", ParagraphStyle.BODY.value)],
                each.get("blank", 0),
                each.get("content", ""),
            )
            for each in data["paragraphs"]
        ),
        annexes=tuple(data.get("annexes", ())),
        page_number=data.get("page_number", True),
    )


def annex_lines(names: list[str]) -> list[str]:
    """The names of annexes as a letter lists them: numbered where there are several, without a stop.

    What goes on over the line is set under the first character of the name (GB/T 9704-2012, 7.3.4).

    >>> annex_lines(["跟踪报告"])
    ['附件：跟踪报告']
    >>> [line.replace("\u3000", "□") for line in annex_lines(["跟踪报告", "清单"])]
    ['附件：1.跟踪报告', '□□□2.清单']
    """
    made = []
    for number, name in enumerate(names, start=1):
        label = _LABEL if number == 1 else _FULL_WIDTH_SPACE * len(_LABEL)
        ordinal = f"{number}." if len(names) > 1 else ""
        begins = _INDENT + len(_LABEL) + round(_width(ordinal))
        lines = _broken(name, CHARACTERS_PER_LINE - begins)
        made.append(f"{label}{ordinal}" + f"\n{_FULL_WIDTH_SPACE * begins}".join(lines))
    return made


def _broken(text: str, room: float) -> list[str]:
    """The text in lines of at most `room` Chinese characters."""
    lines, used = [""], 0.0
    for sign in text:
        if used + _width(sign) > room:
            lines, used = [*lines, ""], 0.0
        lines[-1] += sign
        used += _width(sign)
    return lines


def _width(text: str) -> float:
    """The width in Chinese characters; a digit takes half the place of one."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def _blocks(
    line: Line, letter: Letter, composer: Composer, slots: Mapping[str, Slot], title: tuple[str, ...]
) -> Iterator[Block]:
    if line.blank:
        # A space, for a paragraph without any sign takes no room on a page of HTML or PDF.
        yield from (Paragraph((plain(_FULL_WIDTH_SPACE),)) for _ in range(line.blank))
    elif line.content == TITLE:
        yield Heading(0, "\n".join(title))
    elif line.content == ANNEXES:
        own = [composer.line(each, "unit", slots, letter.label).text for each in letter.annexes]
        listed = [*own, *(each.title for each in composer.facts.visible.annexes)]
        yield from (Paragraph((plain(each),)) for each in annex_lines(listed))
    else:
        yield Paragraph((composer.line(line.text, "unit", slots, letter.label),), line.style)


def _slots(composer: Composer, outline: Outline, number: str, dated: dt.date | None) -> dict[str, Slot]:
    facts = composer.facts
    call = next((each for each in facts.visible.citations if each.is_call), None)
    return {
        **unit_slots(Writing(composer, outline)),
        "期间全称": composer.words(outline.period_name, "unit", "期间名称"),
        "主送机关": facts.year.unit.finance_bureau_name,
        "通知": titled(call.title, call.number) if call else None,
        "发文字号": number,
        "重点项目.个数": facts.statistic("focus", "count") if facts.focus.count else None,
        "成文日期": Fact(facts.key("letter", "dated"), dated) if dated else None,
    }


def _faults(data: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(data.keys() - _KEYS):
        yield f"不认识的项“{key}”"
    for key in ("name", "label"):
        if not isinstance(data.get(key), str):
            yield f"缺少 {key}"
    for key in ("title", "annexes"):
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            yield f'{key} 应为若干行文字，如 ["甲", "乙"]'
    if not data.get("title"):
        yield "缺少 title"
    if not isinstance(data.get("page_number", True), bool):
        yield "page_number 应为 true 或 false"
    lines = data.get("paragraphs")
    if not isinstance(lines, list) or not lines or not all(isinstance(each, dict) for each in lines):
        yield "缺少 [[paragraphs]]"
        return
    for number, line in enumerate(lines, start=1):
        yield from _line_faults(line, f"第{number}段")


def _line_faults(line: Mapping[str, Any], where: str) -> Iterator[str]:
    for key in sorted(line.keys() - _LINE_KEYS):
        yield f"{where} 不认识的项“{key}”"
    if len(line.keys() & {"text", "blank", "content"}) != 1:
        yield f"{where} 应有 text、blank、content 之一"
    if not isinstance(line.get("text", ""), str):
        yield f"{where} text 应为文字"
    if type(line.get("blank", 1)) is not int or line.get("blank", 1) < 1:
        yield f"{where} blank 应为1以上的整数"
    if line.get("content", TITLE) not in (TITLE, ANNEXES):
        yield f"{where} content 应为 title 或 annexes，读到“{line['content']}”"
    if line.get("style", ParagraphStyle.BODY.value) not in _STYLES:
        yield f"{where} style 应为 {'、'.join(_STYLES)} 之一，读到“{line['style']}”"
