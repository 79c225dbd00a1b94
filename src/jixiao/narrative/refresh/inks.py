"""Inks (印文): how each figure was printed in a file, and how today's ledger prints it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jixiao.document.model import Binding, Document, Span, Table
from jixiao.document.readers.word_survey import Control
from jixiao.document.writers.word_record import Record, RecordedFigure
from jixiao.measure import Key
from jixiao.narrative.facts import Facts
from jixiao.narrative.naming import described
from jixiao.numerals import printing
from jixiao.quantity import Money
from jixiao.quantity.money import UNITS


class Inks:
    """The figures of a file, by the tags of their controls, in tables or outside of them."""

    def __init__(self, written: Record, document: Document, facts: Facts) -> None:
        self.facts = facts
        self.keys: dict[str, Key] = {}
        self._fresh: dict[tuple[str, bool], Span] = {}
        for span, in_table in _spans(document):
            if span.binding:
                tag = span.binding.key.tag
                self.keys[tag] = span.binding.key
                self._fresh.setdefault((tag, in_table), span)
        self._recorded: dict[tuple[str, bool], list[RecordedFigure]] = defaultdict(list)
        for figure in written.figures:
            self.keys.setdefault(figure.tag, Key.parse(figure.key))
            self._recorded[figure.tag, figure.in_table].append(figure)

    def before(self, tag: str, *, in_table: bool) -> list[str]:
        """How the file had printed a figure when it was written."""
        return [each.printed for each in self._recorded.get((tag, in_table), ())]

    def was_typed_over(self, control: Control) -> bool:
        """Whether a figure says something that was never printed there."""
        inks = self.before(control.name, in_table=bool(control.place.table))
        return bool(inks) and control.text not in inks

    def now(self, tag: str, *, in_table: bool) -> str | None:
        """What the figure says by today's ledger, in the unit that stands beside it in the file.

        None where the ledger no longer has it. Where the value is what it was, so is the ink.
        """
        before = self._recorded.get((tag, in_table))
        if before and before[0].exact == self.exact(tag):
            return before[0].printed
        span = self._fresh.get((tag, in_table)) or self._looked_up(tag, in_table=in_table)
        return _in_unit(span, before[0].unit if before else "") if span else None

    def exact(self, tag: str) -> str:
        """The exact value of a figure today; empty where the ledger no longer has it."""
        binding = self._binding(tag)
        return binding.exact if binding else ""

    def unit(self, tag: str) -> str:
        """The unit that stands beside a figure in the file: as recorded, or as the draft prints it."""
        for in_table in (False, True):
            if recorded := self._recorded.get((tag, in_table)):
                return recorded[0].unit
        binding = self._binding(tag)
        return binding.unit if binding else ""

    def describe(self, tag: str) -> str:
        """The figure in words: whose it is and what it measures."""
        return described(self.facts, self.keys[tag]) if tag in self.keys else tag

    def _binding(self, tag: str) -> Binding | None:
        span = self._fresh.get((tag, False)) or self._fresh.get((tag, True))
        span = span or self._looked_up(tag, in_table=False)
        return span.binding if span else None

    def _looked_up(self, tag: str, *, in_table: bool) -> Span | None:
        """A figure that the draft no longer prints, as it would."""
        fact = self.facts.lookup(self.keys[tag]) if tag in self.keys else None
        if fact is None or fact.value is None or (isinstance(fact.value, int) and not fact.value):
            return None  # a count of none is never printed
        printed = (fact.cell_span(),) if in_table else fact.spans()
        return next((each for each in printed if each.binding), None)


def _in_unit(span: Span, unit: str) -> str:
    """The figure in the unit whose word stands beside it in the file: 元 where it was printed so."""
    bound = span.binding
    if bound and unit in UNITS and bound.unit in UNITS and unit != bound.unit:
        return printing.money(Money.of(bound.exact), UNITS[unit])
    return span.text


def _spans(document: Document) -> Iterator[tuple[Span, bool]]:
    """Every span with whether it stands in a cell of a table."""
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from ((span, True) for span in cell.spans)
    for sentence in document.sentences():
        yield from ((span, False) for span in sentence.spans)
