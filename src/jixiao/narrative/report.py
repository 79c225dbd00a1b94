"""The report (报告): a year, an outline and a date make a Document, and a list of what is wanting."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jixiao.document.model import Block, Document, Heading, Paragraph, Sentence
from jixiao.errors import PolicyError
from jixiao.narrative.composer import Composer, Gap, Typed
from jixiao.narrative.edits import EditablePassage, with_edits
from jixiao.narrative.facts import Facts
from jixiao.narrative.manners import Advice, advice
from jixiao.narrative.outline import Outline, OutlineSection, load_outline
from jixiao.narrative.patterns import EXTERNAL
from jixiao.narrative.sections import CONTENTS
from jixiao.narrative.sections.basis import unit_slots
from jixiao.narrative.writing import Writing
from jixiao.tracking.basis import Period
from jixiao.tracking.policy import Policy, load_policy
from jixiao.tracking.year import Year


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as written (草稿): what the ledger lacks, what stops it, digits that nobody vouches for, and
    what a leader would send back."""

    document: Document
    gaps: tuple[Gap, ...]
    stops: tuple[Gap, ...]
    typed: tuple[Typed, ...]
    advice: tuple[Advice, ...] = ()
    passages: tuple[EditablePassage, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether a clean copy may be made of it."""
        return not self.gaps and not self.stops


def full_year(year: Year) -> Period:
    """The full-year period of a year that has not declared one."""
    return Period(
        code="full-year",
        name="全年",
        start=dt.date(year.fiscal_year, 1, 1),
        end=dt.date(year.fiscal_year, 12, 31),
    )


def chosen_period(year: Year, code: str = "") -> Period:
    """The period of that code or name; without one the full year, or else the year's last.

    Raises PolicyError where the year has no such period.
    """
    if not code:
        by_end = sorted(year.periods, key=lambda each: (each.end, each.start))
        return year.period("full-year") or (by_end[-1] if by_end else full_year(year))
    period = year.period(code) or (full_year(year) if code == "full-year" else None)
    if period is None:
        known = "、".join(each.code for each in year.periods) or "full-year"
        raise PolicyError(f"年度数据里没有期间“{code}”。", hint=f"可用的期间：{known}。")
    return period


def write_report(
    year: Year,
    period: Period,
    *,
    as_of: dt.date | None = None,
    outline: Outline | None = None,
    policy: Policy | None = None,
    tone: str = EXTERNAL,
    edits: Mapping[str, str] | None = None,
) -> Draft:
    """The report of a period (绩效跟踪报告), as of its end where no other date is given.

    `edits` are the paragraphs that people have rewritten, by place (see `jixiao.narrative.edits`).

    Raises PolicyError where outline or policy are not usable.
    """
    outline = outline or load_outline(period.outline)
    facts = Facts(year, period, policy or load_policy(year.unit.policy), as_of or period.end)
    composer = Composer(facts, outline.patterns, tone)
    writing = Writing(composer, outline)
    title = composer.line(outline.title, "unit", unit_slots(writing), where="标题")
    blocks: list[Block] = [Heading(0, title.text)]
    for section in outline.sections:
        blocks += _section(writing, section, level=1)
    blocks, passages = with_edits(blocks, composer, edits or {})
    document = Document(
        title=title.text.replace("\n", ""),
        blocks=tuple(blocks),
        author=year.unit.name,
        digest=facts.digest,
        properties={
            "period": period.code,
            "as_of": facts.as_of.isoformat(),
            "outline": outline.name,
            "tone": tone,
        },
    )
    return Draft(
        document,
        tuple(_still_open(composer.gaps, document) if edits else composer.gaps),
        tuple(composer.stops),
        tuple(composer.typed),
        tuple(advice(document, facts, outline.manners, tone)),
        tuple(passages),
    )


def _still_open(gaps: Sequence[Gap], document: Document) -> list[Gap]:
    """The gaps that still stand in the document: an edit may have closed some."""
    there = Counter(span.text for span in document.spans() if span.is_gap)
    found = []
    for gap in gaps:
        text = f"【待补：{gap.what}】"
        if there[text]:
            there[text] -= 1
            found.append(gap)
    return found


def _section(writing: Writing, section: OutlineSection, level: int) -> Iterator[Block]:
    heading = writing.heading(section.heading, level) if section.heading else None
    if heading:
        writing.depth = level
    filled = [block for name in section.content for block in _content(writing, name)]
    for part in section.parts:
        filled += _section(writing, part, level + 1)
    writing.depth = level - 1
    if heading and not filled and section.is_optional:
        writing.take_back(level)
        return
    if heading:
        yield heading
        if not filled:
            yield Paragraph((Sentence((writing.composer.gap(section.heading, heading.text),)),))
    yield from filled


def _content(writing: Writing, name: str) -> Iterator[Block]:
    if name not in CONTENTS:
        raise PolicyError(
            f"提纲 {writing.outline.name} 里有不认识的内容“{name}”。",
            hint=f"可用的内容：{'、'.join(CONTENTS)}。",
        )
    return CONTENTS[name](writing)
