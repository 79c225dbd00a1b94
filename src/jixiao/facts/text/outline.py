"""Outline (层次): the numbered headings and items of a document, and the numbers announced for them.

A run is what is counted on one level under one heading: （一）（二）（三）, or 一是…二是… within a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.facts.facts import Facts
from jixiao.facts.flow.blocks import Headline, Prose
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.ordinals import PART
from jixiao.facts.flow.sentence import Sentence
from jixiao.numerals.chinese import in_chinese
from jixiao.numerals.token import Kind

Range = tuple[int, int]

_FIRSTLY = re.compile(r"(?:(?<=[，。；：:、！\n ])|^)([一二三四五六七八九十]{1,2})(?:是|要|则是)(?!否|一)")
_NUMBERS = {in_chinese(number): number for number in range(1, 21)}
_POINTS = (
    "方面|层面|环节|步骤|阶段|问题|不足|措施|举措|做法|任务|工作|原因|特点|要求|体会|亮点|板块|建议|意见"
    "|内容|困难"
)
_COUNTED = re.compile(
    rf"(?:个|项|条|大|类|点)?(?:主要|重点|具体|突出)?(?:{_POINTS})|点(?=[：:。，])|(?:项|条)(?=[：:])"
)
_ANNOUNCING = re.compile(r"[^，。；：\d]{0,16}[：:，。]?\s*")
_UNITS = frozenset(["方面", "点", "项", "条", "类", "个", "步", "种", "环节", "层面", "阶段"])
_FOLLOWING = re.compile(r"以下|如下|下列|下面|主要从|重点从|分别从|具体|主要有|主要是|主要体现在|表现在")


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered heading or item: its number and where its ordinal stands."""

    number: int
    level: int
    form: str
    block: Headline | Prose
    place: Range


@dataclass(frozen=True, slots=True)
class Run:
    """Entries that are counted together, in order."""

    entries: tuple[Entry, ...]

    @property
    def numbers(self) -> list[int]:
        """Their numbers."""
        return [entry.number for entry in self.entries]


def runs_of(facts: Facts) -> Sequence[Run]:
    """The runs of numbered headings and items of a document, each complete."""
    done: list[Run] = []
    open_runs: dict[int, list[Entry]] = {}
    for block in facts.flow.blocks:
        if not isinstance(block, Headline | Prose):
            continue
        if block.ordinal is None:
            if isinstance(block, Headline) and block.level == PART:
                done += _closed(open_runs, 0)
            continue
        ordinal = block.ordinal
        entry = Entry(
            ordinal.number,
            ordinal.level,
            _form(ordinal.text),
            block,
            (block.start, block.start + len(ordinal.text)),
        )
        done += _closed(open_runs, entry.level + 1)
        run = open_runs.get(entry.level)
        if run is None or entry.number == 1 or run[-1].form != entry.form:
            done += _closed(open_runs, entry.level)
            open_runs[entry.level] = [entry]
        else:
            run.append(entry)
    done += _closed(open_runs, 0)
    return sorted(done, key=lambda run: run.entries[0].place)


def _closed(open_runs: dict[int, list[Entry]], least: int) -> Iterator[Run]:
    for level in [level for level in open_runs if level >= least]:
        yield Run(tuple(open_runs.pop(level)))


def _form(ordinal: str) -> str:
    """The signs around the number: two runs of other signs are not one."""
    return re.sub(r"[\s\d一二三四五六七八九十百零]", "", ordinal).replace("．", ".")


@dataclass(frozen=True, slots=True)
class Gap:
    """Two neighbours of a run whose numbers do not follow each other."""

    before: Entry
    after: Entry


def gaps_of(facts: Facts) -> Iterator[Gap]:
    """Where numbers skip or repeat, and the run goes on from the wrong one.

    A number that stands between them in the text, as no heading, is no gap.
    """
    for run in facts.once(runs_of):
        entries = run.entries
        if len(entries) < 3 or entries[0].number != 1:
            continue
        wrong = [at for at in range(1, len(entries)) if entries[at].number != entries[at - 1].number + 1]
        if len(wrong) != 1:
            continue
        at = wrong[0]
        before, after = entries[at - 1], entries[at]
        if at < 2 and len(entries) - at < 2:
            continue
        if not 0 <= after.number - before.number <= 2:
            continue
        whole = before.level == PART  # a part may stand in the contents alone
        missing = facts.text if whole else facts.text[before.place[1] : after.place[0]]
        wanted = before.number + 1
        if after.number > wanted and _stands_in(wanted, facts.text[slice(*before.place)], missing):
            continue
        yield Gap(before, after)


def _stands_in(number: int, like: str, text: str) -> bool:
    """Whether an ordinal of the same form with that number stands somewhere in the text."""
    written = in_chinese(number) if re.search("[一二三四五六七八九十]", like) else str(number)
    wanted = re.sub(r"[\d一二三四五六七八九十百零]+", written, like.strip())
    return wanted in text or wanted.replace(" ", "") in text


@dataclass(frozen=True, slots=True)
class Announced:
    """A number of points that a sentence announces, and the points that follow it."""

    count: Mention
    points: tuple[Range, ...]
    is_closed: bool


def announced_of(facts: Facts) -> Iterator[Announced]:
    """The numbers of points announced and the points that follow: 五个方面 and （一）…（五）, 一是…三是…."""
    first_of = {run.entries[0].block.start: run for run in facts.once(runs_of) if run.entries[0].number == 1}
    blocks = [block for block in facts.flow.blocks if isinstance(block, Headline | Prose)]
    next_of = {block.start: after.start for block, after in pairwise(blocks)}
    last = {sentence.block.start: sentence for sentence in facts.sentences}
    for sentence in facts.sentences:
        for mention in sentence.mentions:
            if not _counts_points(mention, sentence):
                continue
            points = _spoken_points(sentence, mention, facts)
            if points:
                directly = _ANNOUNCING.fullmatch(facts.text, mention.end, points[0][0])
                yield Announced(mention, tuple(points), bool(directly))
                continue
            run = first_of.get(next_of.get(sentence.block.start, -1))
            if (
                run
                and last.get(sentence.block.start) is sentence
                and run.numbers == list(range(1, len(run.entries) + 1))
            ):
                closed = bool(_FOLLOWING.search(sentence.text)) and len(sentence.mentions) == 1
                yield Announced(mention, tuple(entry.place for entry in run.entries), closed)


def _counts_points(mention: Mention, sentence: Sentence) -> bool:
    if mention.kind is not Kind.COUNT or not mention.is_exact or not 2 <= mention.mantissa <= 20:
        return False
    if mention.unit not in _UNITS:
        return False
    after = sentence.source[mention.start + mention.token.digits : mention.end + 12]
    return bool(_COUNTED.match(after)) or mention.unit == "方面"


def _spoken_points(sentence: Sentence, mention: Mention, facts: Facts) -> list[Range]:
    """一是 … 二是 … behind the number, in the same paragraph."""
    found: list[Range] = []
    for match in _FIRSTLY.finditer(facts.text, mention.end, sentence.block.end):
        number = _NUMBERS.get(match[1], 0)
        if number != len(found) + 1:
            break
        found.append(match.span(1))
    return found if len(found) >= 2 else []
