"""Manners (行文审读): what a leader would send back, found in a report before it goes round.

Phrases and limits are data (`policies/manners.toml`). All of it is advice: it never stops a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.document.model import Document, Heading, Paragraph
from jixiao.errors import PolicyError
from jixiao.narrative.facts import Facts
from jixiao.narrative.patterns import EXTERNAL, INTERNAL
from jixiao.policies import read_policy_file

_CHAPTERS_ON_PROBLEMS = re.compile("问题|下一步|措施")


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to look at: the rule, the heading under which it stands, what is there, what to do."""

    rule: str
    where: str
    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A turn of phrase to look at; `only` restricts it to a tone, or to the chapters on problems."""

    id: str
    find: re.Pattern[str]
    advice: str
    only: str = ""


@dataclass(frozen=True, slots=True)
class Manners:
    """What to look at in a report."""

    phrases: tuple[Phrase, ...]
    passage_characters: int
    heading_characters: tuple[int, int]
    further_in_paragraph: int
    praise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph with the headings above it."""

    path: tuple[str, ...]
    text: str

    @property
    def where(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def is_on_problems(self) -> bool:
        return bool(self.path) and _CHAPTERS_ON_PROBLEMS.search(self.path[0]) is not None


def load_manners(path: Path | None = None) -> Manners:
    """The manners that ship, with those of a unit's own file laid over them.

    Raises PolicyError where a file is not as expected.
    """
    data = read_policy_file(".", "manners", "行文审读文件")
    own = read_policy_file(".", path, "行文审读文件") if path else {}
    rows = {row["id"]: row for row in (*data["phrases"], *own.get("phrases", ()))}
    limits = data["limits"] | own.get("limits", {})
    try:
        return Manners(
            phrases=tuple(
                Phrase(row["id"], re.compile(row["find"]), row["advice"], row.get("only", ""))
                for row in rows.values()
                if not row.get("off")
            ),
            passage_characters=limits["passage_characters"],
            heading_characters=(limits["heading_characters"][0], limits["heading_characters"][1]),
            further_in_paragraph=limits["further_in_paragraph"],
            praise=tuple((data["praise"] | own.get("praise", {}))["words"]),
        )
    except (KeyError, TypeError, re.error) as fault:
        raise PolicyError(f"行文审读文件 {path or 'manners.toml'} 无法使用：{fault}") from fault


def advice(document: Document, facts: Facts, manners: Manners, tone: str = EXTERNAL) -> list[Advice]:
    """What a leader would send back, in reading order of each kind."""
    lines = list(_lines(document))
    return [
        *_phrases(lines, manners, tone),
        *_long_passages(lines, manners),
        *_too_much_further(lines, manners),
        *_headings(document, manners),
        *_names(lines, facts, tone),
        *_praise(lines, facts, manners),
        *_promises(facts, tone),
    ]


def _lines(document: Document) -> Iterator[_Line]:
    path: list[str] = []
    for block in document.blocks:
        match block:
            case Heading(level=level, text=text) if level:
                path = [*path[: level - 1], text]
            case Paragraph():
                yield _Line(tuple(path), block.text)
            case _:
                pass


def _phrases(lines: Sequence[_Line], manners: Manners, tone: str) -> Iterator[Advice]:
    for line in lines:
        scopes = {"", tone, *(("problems", f"{tone}-problems") if line.is_on_problems else ())}
        for phrase in manners.phrases:
            if phrase.only in scopes:
                for match in phrase.find.finditer(line.text):
                    yield Advice(phrase.id, line.where, match[0], phrase.advice.format(match[0]))


def _long_passages(lines: Sequence[_Line], manners: Manners) -> Iterator[Advice]:
    most = manners.passage_characters
    for line in lines:
        if len(line.text) > most and len(line.path) > 1:
            text = f"这一段{len(line.text)}字，超过{most}字，可拆开或删减"
            yield Advice("long-passage", line.where, line.text[:20] + "…", text)


def _too_much_further(lines: Sequence[_Line], manners: Manners) -> Iterator[Advice]:
    for line in lines:
        if (times := re.sub("《.*?》", "", line.text).count("进一步")) > manners.further_in_paragraph:
            yield Advice("further", line.where, "进一步", f"一段里用了{times}次“进一步”")


def _headings(document: Document, manners: Manners) -> Iterator[Advice]:
    """Headings on problems and measures: of like length, no two beginning with the same word."""
    least, most = manners.heading_characters
    chapter, seen = "", dict[str, str]()
    for block in document.blocks:
        if not isinstance(block, Heading) or block.level not in (1, 2):
            continue
        if block.level == 1:
            chapter, seen = block.text, {}
            continue
        if not _CHAPTERS_ON_PROBLEMS.search(chapter):
            continue
        words = re.sub(r"^（.+?）", "", block.text)
        if not least <= len(words) <= most:
            yield Advice("heading-length", chapter, words, f"小标题{len(words)}字，宜在{least}到{most}字之间")
        if first := seen.get(words[:2]):
            yield Advice("heading-verb", chapter, words, f"与“{first}”开头相同，换一个动词")
        seen.setdefault(words[:2], words)


def _names(lines: Sequence[_Line], facts: Facts, tone: str) -> Iterator[Advice]:
    """Offices and suppliers named in the chapter on problems of a report that leaves the unit."""
    if tone == INTERNAL:
        return
    year = facts.visible
    names = {each.name for each in year.parties} | {each.supplier for each in year.contracts if each.supplier}
    for line in lines:
        if line.path and "问题" in line.path[0]:
            for name in sorted(names):
                if name in line.text:
                    yield Advice(
                        "named", line.where, name, "对外的问题部分不点名，用“个别”“部分”；点名的写进内部说明"
                    )


def _praise(lines: Sequence[_Line], facts: Facts, manners: Manners) -> Iterator[Advice]:
    """Praise for a project of the lowest band, or without a single output to show for it."""
    low = {each.name for each in facts.focus.low}
    bare = {each.name for each in facts.focus.projects if not facts.outputs_of(each.code)}
    for line in lines:
        project = re.sub(r"^\d+\.", "", line.where)
        for word in manners.praise:
            if word in line.text and project in low | bare:
                why = "执行率偏低" if project in low else "没有产出数据"
                yield Advice("praise", line.where, word, f"项目{why}，“{word}”缺少支撑")


def _promises(facts: Facts, tone: str) -> Iterator[Advice]:
    """Measures of the internal version that nobody has to do, or at no time."""
    if tone != INTERNAL:
        return
    for measure in facts.visible.measures:
        missing = [word for word, has in (("牵头部门", measure.lead), ("完成期限", measure.due)) if not has]
        if missing:
            yield Advice(
                "promise", measure.heading, measure.heading, f"没有{'和'.join(missing)}，无法跟踪落实"
            )
