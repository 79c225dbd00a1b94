"""Composer (写稿): turns patterns and the unit's own texts into sentences, and keeps what is wanting."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from jixiao.document.model import Heading, Paragraph, ParagraphStyle, Sentence, Span
from jixiao.errors import UnknownReference
from jixiao.narrative.fact import Fact
from jixiao.narrative.facts import Facts
from jixiao.narrative.patterns import EXTERNAL, Part, Patterns, template
from jixiao.quantity import Money
from jixiao.tracking.prose import LAST_YEARS, Reference, is_last_years, paragraphs, pieces, typed_digits

LAST_YEARS_WORDS = "上年文字，改写或确认后去掉“上年”标记"

Slot = str | Fact | Sequence[Span] | None
"""What a section supplies for a slot: words, a fact, or spans that are made already."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the ledger lacks (待补): what, and where in the report it is wanted."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Numbers typed as digits into a text field: printed, but bound to nothing."""

    where: str
    digits: tuple[str, ...]


@dataclass
class Composer:
    """Writes sentences about subjects of the year and lists what it could not say."""

    facts: Facts
    patterns: Patterns
    tone: str = EXTERNAL
    gaps: list[Gap] = field(default_factory=list)
    stops: list[Gap] = field(default_factory=list)
    typed: list[Typed] = field(default_factory=list)

    def sentence(
        self,
        group: str,
        subject: str = "unit",
        conditions: Collection[str] = (),
        slots: Mapping[str, Slot] | None = None,
        *,
        where: str = "",
        turn: int = 0,
    ) -> Sentence | None:
        """The sentence of the first pattern of `group` that fits, filled; none where none fits."""
        pattern = self.patterns.choose(group, conditions, self.tone)
        if pattern is None:
            return None
        spans = self._filled(pattern.parts, subject, slots or {}, where or subject)
        if pattern.is_stop:
            text = "".join(span.text for span in spans)
            self.stops.append(Gap(where or subject, text))
            spans = [Span(f"【核对：{text}】", is_gap=True)]
        elif lead := pattern.lead(turn):
            spans = [Span(lead), *spans]
        return Sentence(tuple(spans), f"{self.facts.key(subject, '').subject}/{group}", pattern.id)

    def line(self, text: str, subject: str, slots: Mapping[str, Slot], where: str) -> Sentence:
        """A line given as a pattern's text, such as the title of an outline, filled."""
        return Sentence(tuple(self._filled(template(text), subject, slots, where)))

    def sentences(self, *made: Sentence | None) -> tuple[Sentence, ...]:
        """The sentences that there are."""
        return tuple(each for each in made if each is not None)

    def prose(self, text: str, subject: str, where: str) -> list[Sentence]:
        """The unit's own words, a sentence a paragraph, references printed as bound figures."""
        key = f"{self.facts.key(subject, '').subject}/{where}"
        return [
            Sentence(tuple(self.words(line, subject, where)), f"{key}·{number}")
            for number, line in enumerate(paragraphs(text), start=1)
        ]

    def paragraphs(self, text: str, subject: str, where: str) -> list[Paragraph]:
        """The unit's own words as paragraphs."""
        return [Paragraph((sentence,)) for sentence in self.prose(text, subject, where)]

    def words(self, text: str, subject: str, where: str) -> list[Span]:
        """A text with its references resolved; typed digits are noted, unknown references become gaps.

        What was taken over from last year stands behind a gap: a draft, until somebody takes the mark off.
        """
        if is_last_years(text):
            draft = text.removeprefix(LAST_YEARS)
            return _joined([self.gap(LAST_YEARS_WORDS, where), *self.words(draft, subject, where)])
        if digits := typed_digits(text):
            self.typed.append(Typed(where, digits))
        spans = []
        for piece in pieces(text):
            if isinstance(piece, str):
                spans.append(Span(piece))
                continue
            try:
                fact = self.facts.resolve(piece, subject)
            except UnknownReference:
                spans.append(self.gap(f"引用{piece.text}找不到", where))
                continue
            spans += fact.spans() or (self.gap(piece.text.strip("{}"), where),)
        return _joined(spans)

    def gap(self, what: str, where: str) -> Span:
        """A visible gap in the draft, and a line in the list of what is wanting."""
        self.gaps.append(Gap(where, what))
        return Span(f"【待补：{what}】", is_gap=True)

    def _filled(
        self, parts: Sequence[Part], subject: str, slots: Mapping[str, Slot], where: str
    ) -> list[Span]:
        spans: list[Span] = []
        for part in parts:
            spans += self._part(part, subject, slots, where)
        return _joined(spans)

    def _part(self, part: Part, subject: str, slots: Mapping[str, Slot], where: str) -> list[Span]:
        spans: list[Span] = []
        for piece in part.pieces:
            if isinstance(piece, str):
                spans.append(Span(piece))
                continue
            value = self._slot(piece, subject, slots)
            if _is_absent(value, is_optional=part.is_optional):
                if part.is_optional:
                    return []
                spans.append(self.gap(piece.text.strip("{}"), where))
            elif isinstance(value, Fact):
                spans += value.spans()
            elif isinstance(value, str):
                spans.append(Span(value))
            else:
                spans += value or ()
        return spans

    def _slot(self, reference: Reference, subject: str, slots: Mapping[str, Slot]) -> Slot:
        name = reference.text.strip("{}")
        return slots[name] if name in slots else self.facts.resolve(reference, subject)


def quoted(name: str) -> str:
    """A name in Chinese quotation marks; those inside it become single ones.

    >>> quoted("“无围墙”站点年租金")
    '“‘无围墙’站点年租金”'
    """
    return f"“{name.replace('“', '‘').replace('”', '’')}”"


def titled(title: str, number: str = "") -> str:
    """A document's title in 《》 with its number, or the number alone; titles inside become 〈〉.

    >>> titled("西城区区级财政支出绩效跟踪管理办法", "西财预〔2014〕273号")
    '《西城区区级财政支出绩效跟踪管理办法》（西财预〔2014〕273号）'
    >>> titled("", "京残发〔2014〕3号")
    '京残发〔2014〕3号'
    """
    if not title:
        return number
    inner = title.strip("《》").replace("《", "〈").replace("》", "〉")
    return f"《{inner}》" + (f"（{number}）" if number else "")


def listed(words: Sequence[str], last: str = "、") -> str:
    """Words in a row with 、 between them.

    >>> listed(["甲", "乙", "丙"], "和")
    '甲、乙和丙'
    """
    if len(words) < 2:
        return "".join(words)
    return "、".join(words[:-1]) + last + words[-1]


def paragraph(*sentences: Sentence | None, style: ParagraphStyle = ParagraphStyle.BODY) -> list[Paragraph]:
    """A paragraph of the sentences that there are; none of none."""
    present = tuple(each for each in sentences if each is not None)
    return [Paragraph(present, style)] if present else []


def plain(text: str) -> Sentence:
    """Words that nothing decided and nothing is bound to."""
    return Sentence((Span(text),))


def heading(level: int, ordinal: str, text: str) -> Heading:
    """A heading with its ordinal."""
    return Heading(level, f"{ordinal}{text}")


def _is_absent(value: Slot, *, is_optional: bool) -> bool:
    if isinstance(value, Fact):
        nothing = is_optional and isinstance(value.value, Money) and not value.value
        return value.value is None or value.value == "" or nothing
    return value is None or len(value) == 0


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Adjoining words as one span."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and not (last.binding or span.binding or last.is_gap or span.is_gap):
            joined[-1] = Span(last.text + span.text)
        else:
            joined.append(span)
    return joined
