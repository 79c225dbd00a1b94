"""Words (栏目的取数): what a reference in a form names, and how the cell that holds it is filled.

A form may say everything that a text field may, `{年初预算}` or `{重点项目.执行率}`, and besides the columns
of the ledger by their headers, `{项目负责人}` or `{合同金额}`. What the ledger does not know stays blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any

from jixiao.document.model import Align, Binding, Span
from jixiao.errors import UnknownReference
from jixiao.measure import Key
from jixiao.narrative.composer import Composer, titled
from jixiao.narrative.fact import Fact, Value
from jixiao.narrative.facts import UNIT, Facts
from jixiao.narrative.forms.cell import Filled, Subject
from jixiao.narrative.forms.goal_words import MARKS
from jixiao.narrative.forms.scopes import Listing, columns
from jixiao.narrative.forms.vocabulary import (
    BASES,
    CHANGES,
    GROUP_NAMES,
    MEASURE_NAMES,
    NUMBER,
    OUTPUT_WORDS,
    PROBLEMS,
    REMEDIES,
    name_of,
)
from jixiao.narrative.patterns import Patterns, template
from jixiao.numerals import printing
from jixiao.quantity import WAN, Money, MoneyUnit, Quantity
from jixiao.tracking.basis import Citation
from jixiao.tracking.indicator import Indicator
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.noun import Attribute, Noun, attributes, key_attribute, name_attribute
from jixiao.tracking.position import Position
from jixiao.tracking.project import Project
from jixiao.tracking.prose import Reference, paragraphs, references
from jixiao.tracking.results import Output
from jixiao.tracking.year import TABLES

_LEFT = frozenset({"name", "item", "subject", "heading", "scope"})
"""Columns of words that are read, not compared: set flush left."""


Found = Fact | tuple[Span, ...] | None
"""What a reference names: a fact, the unit's own words, or nothing."""


@dataclass
class Words:
    """Fills cells from the facts of a year. `worded` says for a reference how its values are called."""

    facts: Facts
    unit: MoneyUnit = WAN
    worded: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def listing(self) -> Listing:
        """The rows that parts of a form list."""
        return Listing(self.facts)

    def fill(self, text: str, subject: Subject) -> Filled:
        """The cell that `text` describes, filled for `subject`.

        A part in square brackets is left out where one of its references finds nothing.
        """
        parts = template(text)
        if len(parts) == 1 and len(parts[0].pieces) == 1 and isinstance(parts[0].pieces[0], Reference):
            return self._alone(parts[0].pieces[0], subject)
        spans: list[Span] = []
        for part in parts:
            made = [self._among_words(piece, subject) for piece in part.pieces]
            if not part.is_optional or all(made):
                spans += [span for piece in made for span in piece]
        return Filled(tuple(spans), align=Align.LEFT if references(text) else Align.CENTER)

    def _alone(self, reference: Reference, subject: Subject) -> Filled:
        found = self._find(reference, subject)
        if not isinstance(found, Fact):
            return Filled(found or (), align=Align.LEFT)
        match found.value:
            case str(words):
                return Filled((Span(self._worded(reference, words)),))
            case None:
                is_measure = found.key.measure in MEASURE_NAMES
                return Filled((Span(printing.ABSENT),), align=Align.RIGHT) if is_measure else Filled()
            case dt.date():
                return Filled(found.spans(), found.value, key=found.key)
            case int() if found.key.measure == "number":
                return Filled((Span(str(found.value)),), found.value)
            case Quantity():
                return Filled(found.spans(), found.value, Align.RIGHT, found.key)
            case _:
                return Filled((self._figure(found),), found.value, Align.RIGHT, found.key)

    def _among_words(self, piece: str | Reference, subject: Subject) -> tuple[Span, ...]:
        if isinstance(piece, str):
            return (Span(piece),)
        found = self._find(piece, subject)
        if not isinstance(found, Fact):
            return found or ()
        if isinstance(found.value, str):
            return (Span(self._worded(piece, found.value)),)
        return found.spans()

    def _figure(self, fact: Fact) -> Span:
        if not isinstance(fact.value, Money):
            return fact.cell_span()
        nothing = not fact.value and fact.key.measure in CHANGES
        text = printing.ABSENT if nothing else printing.money(fact.value, self.unit)
        return Span(text, Binding(fact.key, self.unit.name, fact.exact))

    def _worded(self, reference: Reference, value: str) -> str:
        return self.worded.get(name_of(reference), {}).get(value, value)

    def _find(self, reference: Reference, subject: Subject) -> Found:
        name = name_of(reference)
        if not name:
            return None
        if name == NUMBER:
            return Fact(Key(subject.code, "number"), subject.number or None)
        for row in self._rows(subject):
            if isinstance(row, Output) and name in OUTPUT_WORDS:
                return self._of_output(row, name, subject)
            if isinstance(row, Project) and name in (PROBLEMS, REMEDIES):
                return self._told(name, subject)
            if (said := self._of_goal(row, name)) is not None:
                is_mark = name in MARKS
                return (
                    Fact(Key(subject.code, name), said or None)
                    if is_mark
                    else (Span(said),)
                    if said
                    else None
                )
            if attribute := columns(type(row)).get(name):
                return self._column(row, attribute, subject)
        if subject.code == UNIT and (said := self.listing.goals.of_subject(UNIT, name)) is not None:
            return Fact(Key(UNIT, name), said or None)
        match reference.path:
            case (measure,) if measure in MEASURE_NAMES and subject.total is not None:
                return self._total(measure, subject, subject.total)
            case (basis, measure) if basis in BASES and measure in MEASURE_NAMES:
                return self._part(basis, measure, subject)
        try:
            return self.facts.resolve(reference, subject.code)
        except UnknownReference:
            return None

    def _rows(self, subject: Subject) -> Iterator[Noun]:
        """The rows whose columns a cell may name, nearest first."""
        waiting = [subject.row] if subject.row else []
        if project := self.facts.visible.project_by_code.get(subject.code):
            waiting.append(project)
        while waiting:
            row = waiting.pop(0)
            yield row
            if row is project:
                yield from self._evaluations.get(subject.code, ())
                yield from self.listing.goals.filed(subject.code)
            for each in attributes(type(row)):
                if each.column.is_parent:
                    waiting += [
                        self._keyed(target)[key]
                        for target in each.column.targets
                        if (key := getattr(row, each.name)) in self._keyed(target)
                    ]
        if subject.code == UNIT:
            yield from self.listing.goals.filed(UNIT)
        yield self.facts.visible.unit

    @cached_property
    def _evaluations(self) -> dict[str, list[Noun]]:
        rows = sorted(self.facts.visible.evaluations, key=lambda each: each.as_of or dt.date.min)
        return {each.project: [each] for each in rows}

    def _column(self, row: Noun, attribute: Attribute, subject: Subject) -> Found:
        value = getattr(row, attribute.name)
        if attribute.column.is_prose:
            return self._prose(value, subject)
        plain = self._plain(value, attribute)
        if isinstance(plain, str) and (attribute.column.is_name or attribute.name in _LEFT):
            return (Span(plain),)
        return Fact(self._key(row, attribute, subject), plain)

    def _key(self, row: Noun, attribute: Attribute, subject: Subject) -> Key:
        """The key of a column's fact: of the row's own where it has one, else of its place in the list."""
        identity = key_attribute(type(row))
        if row is subject.row and identity is None:
            listed = f"{type(row).__name__.lower()}.{subject.number}.{attribute.name}"
            return self.facts.key(subject.code, listed)
        if identity is None or isinstance(row, Project):
            return self.facts.key(subject.code, attribute.name)
        return Key(f"{type(row).__name__.lower()}.{getattr(row, identity.name)}", attribute.name)

    def _plain(self, value: Any, attribute: Attribute) -> Value | None:
        """The value of a column as a cell prints it."""
        match value:
            case None | "" | ():
                return None
            case bool():
                return "是" if value else "否"
            case Enum():
                return str(value.value)
            case Decimal():
                return Quantity(value, attribute.column.unit)
            case tuple():
                return "、".join(self._called(each, attribute) for each in value)
            case str():
                return self._called(value, attribute)
            case _:
                known: Value = value
                return known

    def _called(self, value: str, attribute: Attribute) -> str:
        """What people call the row that a reference names; other words stay as they are."""
        for target in attribute.column.targets:
            row = self._keyed(target).get(value)
            name = name_attribute(type(row)) if row else None
            if isinstance(row, Citation):
                return titled(row.title, row.number) if row.title else row.number
            if name:
                return str(getattr(row, name.name)) or value
        return value

    def _keyed(self, noun: str) -> Mapping[str, Noun]:
        """The rows of a noun by key; none where it has no key."""
        if noun not in self._by_key:
            table = next((name for name, each in TABLES.items() if each.__name__ == noun), "")
            key = key_attribute(TABLES[table]) if table else None
            rows = self.facts.visible.table(table) if key else ()
            self._by_key[noun] = {getattr(each, key.name): each for each in rows} if key else {}
        return self._by_key[noun]

    @cached_property
    def _by_key(self) -> dict[str, Mapping[str, Noun]]:
        return {}

    def _of_goal(self, row: Noun, name: str) -> str | None:
        """What a word says of an indicator or a self-evaluation; none where it is no such word."""
        if isinstance(row, Indicator):
            return self.listing.goals.of(row, name)
        return self.listing.goals.of_subject(row.code, name) if isinstance(row, Project) else None

    def _of_output(self, output: Output, name: str, subject: Subject) -> Fact:
        suffix, value = OUTPUT_WORDS[name]
        about = self.facts.key(subject.code, "").subject
        return Fact(Key(about, f"outputs.{output.name}{suffix}", output.as_of), value(output))

    def _told(self, name: str, subject: Subject) -> tuple[Span, ...]:
        """A project's shortcomings, or the measures that answer them."""
        if name == REMEDIES:
            headings = [each.heading for each in self.listing.measures(subject.code)]
            return _numbered([(Span(f"{each}。"),) for each in headings])
        texts = [each.text.strip().rstrip("。；;.") for each in self.listing.shortcomings(subject.code)]
        return _numbered([self._prose(f"{each}。", subject) for each in texts])

    def _prose(self, text: str, subject: Subject) -> tuple[Span, ...]:
        """The unit's own words, a line a paragraph, figures bound."""
        spans: list[Span] = []
        for line in paragraphs(text):
            spans += [Span("\n")] if spans else []
            spans += self._composer.words(line, subject.code, subject.code)
        return tuple(spans)

    @cached_property
    def _composer(self) -> Composer:
        return Composer(self.facts, Patterns({}))

    def _total(self, measure: str, subject: Subject, total: Position) -> Fact:
        """A measure of the listed rows together: the group's, unless inner reallocations part the two.

        Absent where the group's is: spending of which only a later statement tells is not zero.
        """
        group = subject.group if subject.group in GROUP_NAMES else "project_expenditure"
        known = self.facts.measure(group, measure)
        value = getattr(total, measure) if known.value is not None else None
        if value == known.value and group == subject.group:
            return known
        return Fact(self.facts.key(f"{subject.group}-rows", measure), value)

    def _part(self, basis: str, measure: str, subject: Subject) -> Fact:
        """A measure of a part of a project's or the unit's money; absent where there is no such money."""
        if basis not in self._parts:
            self._parts[basis] = Ledger(self.facts.year, self.facts.as_of, BASES[basis])
        ledger = self._parts[basis]
        position = ledger.of_unit() if subject.code == UNIT else ledger.of(subject.code)
        key = self.facts.key(subject.code, measure)
        is_known = self.facts.measure(subject.code, measure).value is not None
        value = getattr(position, measure) if is_known and position != Position() else None
        return Fact(Key(f"{key.subject}.{basis}", measure, key.as_of), value)

    @cached_property
    def _parts(self) -> dict[str, Ledger]:
        return {}


def _numbered(lines: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """Words one below the other, numbered where there are several."""
    spans: list[Span] = []
    for number, line in enumerate(lines, start=1):
        spans += [Span("\n")] if spans else []
        spans += [Span(f"{number}.")] if len(lines) > 1 else []
        spans += line
    return tuple(spans)
