"""Refresh (刷新): today's ledger put into a report that people have edited, their prose kept.

Figures follow the ledger; words are theirs. A figure typed over by hand is listed; one whose control a
paste dropped is bound again by its words (what stands around it, the project, the measure, the old
value) or listed. Where the ledger now calls for other words the figures change, the words stay and a
comment carries the sentence that would be written. Tables and charts are made anew.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.document.layout import Layout
from jixiao.document.model import Binding, Document, Picture, Sentence, Span, Table
from jixiao.document.readers.word_controls import BoundFile, UnboundRange, read_bindings
from jixiao.document.readers.word_survey import Control, Passage
from jixiao.document.writers.word_record import Record, RecordedFigure, RecordedSentence
from jixiao.errors import JixiaoError
from jixiao.measure import Key
from jixiao.narrative.facts import Facts
from jixiao.narrative.naming import described, measure_words, sentence_subject, subject_name
from jixiao.narrative.outline import Outline, load_outline
from jixiao.narrative.report import Draft, chosen_period, write_report
from jixiao.numerals import printing
from jixiao.quantity import Money
from jixiao.quantity.money import UNITS
from jixiao.tracking.policy import Policy, load_policy
from jixiao.tracking.year import Year

_AROUND = 4
_ENOUGH = 4
"""A lost figure is bound again where its words score this: its neighbors, or project and measure."""


class NotOurs(JixiaoError):
    """The file is no report of ours. / 这个文件不是由本系统写出的报告。"""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that now reads otherwise: where, what it is, what stood there and what stands there now."""

    place: str
    figure: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rewording:
    """A sentence that the ledger would now word otherwise; `place` is empty where it was not found."""

    place: str
    about: str
    sentence: str


@dataclass
class Refreshed:
    """What a refresh did (刷新结果)."""

    changed: list[FigureChange] = field(default_factory=list)
    overtyped: list[FigureChange] = field(default_factory=list)
    rebound: list[FigureChange] = field(default_factory=list)
    lost: list[FigureChange] = field(default_factory=list)
    gone: list[FigureChange] = field(default_factory=list)
    reworded: list[Rewording] = field(default_factory=list)


@dataclass
class Refresh:
    """One refresh of one file from one draft."""

    file: BoundFile
    draft: Draft
    facts: Facts
    layout: Layout
    result: Refreshed = field(default_factory=Refreshed)

    def __post_init__(self) -> None:
        self.written = self.file.record or Record("")
        self.spans: dict[str, list[Span]] = defaultdict(list)
        self.cells: dict[str, list[Span]] = defaultdict(list)
        self.keys: dict[str, Key] = {}
        for span, is_cell in _spans(self.draft.document):
            if span.binding:
                (self.cells if is_cell else self.spans)[span.binding.key.tag].append(span)
                self.keys[span.binding.key.tag] = span.binding.key
        for figure in self.written.figures:
            self.keys.setdefault(figure.tag, Key.parse(figure.key))
        self.around = _around(self.draft.document)
        self.recorded: dict[tuple[str, bool], list[RecordedFigure]] = defaultdict(list)
        for figure in self.written.figures:
            self.recorded[figure.tag, figure.in_table].append(figure)
        self.told = {each.key: each for each in self.written.sentences}

    def run(self) -> Refreshed:
        """Refresh the file in memory and say what was done; saving it is the caller's business."""
        self.file.clear_annotations()
        self._note_overtyped()
        self._rebuild()
        self._bind_again()
        self._print_figures()
        self._reword()
        self.file.keep_record(self._record())
        return self.result

    # ---- what people typed over -------------------------------------------------------------------------

    def _note_overtyped(self) -> None:
        for control in self.file.controls:
            inks = self._inks(control)
            if inks and control.text not in inks:
                figure = f"{self.describe(control.name)}（原印{inks[0]}）"
                now = self._now(control) or inks[0]
                self.result.overtyped.append(FigureChange(str(control.place), figure, control.text, now))

    def _inks(self, control: Control) -> list[str]:
        """How the file had printed a figure, in tables or outside of them as the control stands."""
        return [each.printed for each in self.recorded.get((control.name, bool(control.place.table)), ())]

    # ---- tables and charts ------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        for block in self.draft.document.blocks:
            match block:
                case Table(key=key) if key:
                    self._note_cells(block)
                    self.file.replace_table(key, block, self.layout)
                case Picture(key=key) if key:
                    self.file.replace_picture(key, block, self.layout)
                case _:
                    pass

    def _note_cells(self, table: Table) -> None:
        """List the cells that change before the table is made anew."""
        for span in (span for row in table.rows for cell in row.cells for span in cell.spans):
            before = self.recorded.get((span.binding.key.tag, True)) if span.binding else None
            if span.binding and before and before[0].printed != span.text:
                figure = self.describe(span.binding.key.tag)
                where = table.caption or "附件"
                self.result.changed.append(FigureChange(where, figure, before[0].printed, span.text))

    # ---- figures whose controls were lost ---------------------------------------------------------------

    def _bind_again(self) -> None:
        there = Counter(control.name for control in self.file.controls if not control.place.table)
        for figure in self.written.figures:
            if figure.in_table:
                continue
            if there[figure.tag]:
                there[figure.tag] -= 1
            else:
                self._find_and_bind(figure)

    def _find_and_bind(self, figure: RecordedFigure) -> None:
        key = self.keys[figure.tag]
        now = next((span.text for span in self.spans.get(figure.tag, ())), figure.printed)
        found = sorted(self._candidates(figure, key), key=lambda each: -each[0])
        if not found or found[0][0] < _ENOUGH or (len(found) > 1 and found[1][0] == found[0][0]):
            self.result.lost.append(FigureChange("", self.describe(figure.tag), figure.printed, now))
            return
        _, passage, start = found[0]
        change = FigureChange(str(passage.place), self.describe(figure.tag), figure.printed, now)
        try:
            self.file.bind(passage, start, start + len(figure.printed), key)
        except UnboundRange:
            self.result.lost.append(change)
        else:
            self.result.rebound.append(change)

    def _candidates(self, figure: RecordedFigure, key: Key) -> Iterator[tuple[int, Passage, int]]:
        """Where the old value stands unbound outside tables, with how well its words fit."""
        unit = re.escape(figure.unit) if figure.unit not in ("", "%") else ""
        printed = re.compile(
            rf"(?<![\d,.]){re.escape(figure.printed)}(?![\d.]){f'(?=余?{unit})' if unit else ''}"
        )
        names = self._names(key)
        heading = ""
        for passage in self.file.passages:
            if passage.place.table:
                continue
            if len(passage.text) < 40:
                heading = passage.text
            for match in printed.finditer(passage.text):
                if any(each.start < match.end() and match.start() < each.end for each in passage.controls):
                    continue
                before = passage.text[max(0, match.start() - 16) : match.start()]
                after = passage.text[match.end() :]
                score = 2 * any(name in passage.text or name in heading for name in names)
                score += 2 * any(word in before for word in measure_words(key))
                score += self._neighbors(key, before, after)
                yield score, passage, match.start()

    def _neighbors(self, key: Key, before: str, after: str) -> int:
        """How well the words on either side agree with those of the draft, 3 for each side."""
        return max(
            (
                3 * (bool(left) and before.endswith(left)) + 3 * (bool(right) and after.startswith(right))
                for left, right in self.around.get(key.tag, ())
            ),
            default=0,
        )

    def _names(self, key: Key) -> tuple[str, ...]:
        name = subject_name(self.facts, key)
        return (name, name.replace("“", "‘").replace("”", "’")) if name else ()

    # ---- figures ----------------------------------------------------------------------------------------

    def _print_figures(self) -> None:
        for control in [each for each in self.file.controls if not each.place.table]:
            now, figure = self._now(control), self.describe(control.name)
            if now is None:
                self.result.gone.append(FigureChange(str(control.place), figure, control.text, ""))
            elif control.text != now:
                self.file.print_figure(control, now)
                if now not in self._inks(control):
                    self.result.changed.append(FigureChange(str(control.place), figure, control.text, now))

    def _now(self, control: Control) -> str | None:
        """What the figure says by today's ledger; none where the ledger no longer has it.

        Where the value is what it was, the ink is too: a date may have been printed without its year.
        """
        tag, in_table = control.name, bool(control.place.table)
        before = self.recorded.get((tag, in_table))
        if before and before[0].exact == self._exact(tag):
            return before[0].printed
        spans = (self.cells if in_table else self.spans).get(tag)
        if spans:
            return _in_unit(spans[0], before[0].unit if before else "")
        fact = self.facts.lookup(self.keys[tag]) if tag in self.keys else None
        if fact is None or fact.value is None:
            return None
        printed = (fact.cell_span(),) if in_table else fact.spans()
        return next(
            (_in_unit(each, before[0].unit if before else "") for each in printed if each.binding), None
        )

    def _exact(self, tag: str) -> str | None:
        if binding := self._binding(tag):
            return binding.exact
        fact = self.facts.lookup(self.keys[tag]) if tag in self.keys else None
        return fact.exact if fact else None

    def _binding(self, tag: str) -> Binding | None:
        """How the draft binds a figure, in prose or in a table."""
        printed = [*self.spans.get(tag, ()), *self.cells.get(tag, ())]
        return printed[0].binding if printed else None

    def describe(self, tag: str) -> str:
        """The figure in words: whose it is and what it measures."""
        return described(self.facts, self.keys[tag]) if tag in self.keys else tag

    # ---- sentences --------------------------------------------------------------------------------------

    def _reword(self) -> None:
        """Comment where today's sentence has other words than the file; the words themselves stay."""
        new = {each.key: each for each in self.draft.document.sentences() if each.key}
        for key, sentence in new.items():
            before = self.told.get(key)
            if before and self._wording(before) == _wording(sentence):
                continue
            if self._says(_wording(sentence)):
                continue
            lead = "这里宜写为：" if before else "这里宜加一句："
            self._propose(key, sentence.text, lead + sentence.text, self._passage_of(key, before))
        for key, before in self.told.items():
            if key not in new and self._says(self._wording(before)):
                said = f"这一句不再需要：{before.printed}"
                self._propose(key, "", said, self._passage_of(key, before))

    def _propose(self, key: str, sentence: str, comment: str, passage: Passage | None) -> None:
        place = str(passage.place) if passage else ""
        self.result.reworded.append(Rewording(place, sentence_subject(self.facts, key), sentence))
        if passage:
            self.file.annotate(passage, 0, 0, f"按现在的台账，{comment}")

    def _wording(self, sentence: RecordedSentence) -> tuple[str, ...]:
        """The words of a recorded sentence, between its figures."""
        words, rest = [], sentence.printed
        for number in sentence.figures:
            before, ink, after = rest.partition(self.written.figures[number].printed)
            if ink:
                words.append(before)
                rest = after
        return (*words, rest)

    def _says(self, wording: tuple[str, ...]) -> bool:
        return self._saying(wording) is not None

    def _saying(self, wording: tuple[str, ...]) -> Passage | None:
        """The paragraph that has these words, whatever its figures."""
        words = re.compile("[^，。；]{0,40}?".join(re.escape(each) for each in wording))
        return next(
            (each for each in self.file.passages if not each.place.table and words.search(each.text)),
            None,
        )

    def _passage_of(self, key: str, before: RecordedSentence | None) -> Passage | None:
        """The paragraph where a sentence stands: with its words, with most of its figures, or the
        heading of its project."""
        if before is not None:
            if found := self._saying(self._wording(before)):
                return found
            tags = set(self.written.tags(before))
            held = [
                (sum(control.name in tags for control in passage.controls), passage)
                for passage in self.file.passages
                if not passage.place.table
            ]
            most = max(held, key=lambda each: each[0], default=None)
            if most and most[0]:
                return most[1]
        name = sentence_subject(self.facts, key)
        return next((each for each in self.file.passages if name and each.text.endswith(name)), None)

    # ---- the record -------------------------------------------------------------------------------------

    def _record(self) -> Record:
        """What the file now holds; a sentence keeps its old pattern until its words are taken over."""
        figures: list[RecordedFigure] = []
        places: dict[str, list[int]] = defaultdict(list)
        for control in self.file.controls:
            tag = control.name
            if tag in self.keys:
                places[tag].append(len(figures))
                exact = self._exact(tag) or ""
                in_table = bool(control.place.table)
                key = str(self.keys[tag])
                figures.append(RecordedFigure(tag, key, self._unit(tag), control.text, exact, in_table))
        fresh = Record.of(self.draft.document)
        kept = []
        for each, sentence in zip(fresh.sentences, _keyed(self.draft.document), strict=True):
            before = self.told.get(each.key)
            taken = before is None or self._wording(before) == _wording(sentence)
            said = each if taken or self._says(_wording(sentence)) else before
            kept.append((said, fresh if said is each else self.written))
        known = {each.key for each in fresh.sentences}
        kept += [
            (each, self.written)
            for key, each in self.told.items()
            if key not in known and self._says(self._wording(each))
        ]
        sentences = [
            RecordedSentence(
                said.key,
                said.pattern,
                said.printed,
                tuple(places[tag][0] for tag in of.tags(said) if places.get(tag)),
            )
            for said, of in kept
            if said is not None
        ]
        return Record(
            digest=fresh.digest,
            figures=tuple(figures),
            sentences=tuple(sentences),
            tables=fresh.tables,
            pictures=fresh.pictures,
            properties=fresh.properties,
        )

    def _unit(self, tag: str) -> str:
        """The unit that stands beside a figure in the file: as recorded, or as the draft prints it."""
        recorded = next((each.unit for each in self.written.figures if each.tag == tag), None)
        binding = self._binding(tag)
        return recorded if recorded is not None else binding.unit if binding else ""


def _spans(document: Document) -> Iterator[tuple[Span, bool]]:
    """Every span with whether it stands in a cell of a table."""
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from ((span, True) for span in cell.spans)
    for sentence in document.sentences():
        yield from ((span, False) for span in sentence.spans)


def _wording(sentence: Sentence) -> tuple[str, ...]:
    """The words of a sentence, between its figures."""
    words = [""]
    for span in sentence.spans:
        if span.binding:
            words.append("")
        else:
            words[-1] += span.text
    return tuple(words)


def _in_unit(span: Span, unit: str) -> str:
    """The figure in the unit whose word stands beside it in the file: 元 where it was printed so."""
    bound = span.binding
    if bound and unit in UNITS and bound.unit in UNITS and unit != bound.unit:
        return printing.money(Money.of(bound.exact), UNITS[unit])
    return span.text


def _keyed(document: Document) -> list[Sentence]:
    return [each for each in document.sentences() if each.key]


def _around(document: Document) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The words right before and after each bound figure of the draft's prose, by tag."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for sentence in document.sentences():
        for number, span in enumerate(sentence.spans):
            if span.binding:
                before = _text(sentence.spans[:number])[-_AROUND:]
                after = _text(sentence.spans[number + 1 :])[:2]
                found[span.binding.key.tag].append((before, after))
    return found


def _text(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


def refresh(file: BoundFile, draft: Draft, facts: Facts, layout: Layout) -> Refreshed:
    """Put the draft's figures, tables and charts into an edited file, in memory; see the module.

    Raises UnprintablePicture as the writer of pictures does.
    """
    return Refresh(file, draft, facts, layout).run()


def refresh_file(
    path: Path,
    year: Year,
    target: Path,
    *,
    layout: Layout,
    outline: Outline | None = None,
    policy: Policy | None = None,
) -> Refreshed:
    """Refresh the report in the file `path` from the year and write it to `target`, whole or not at all.

    Period, date and tone are those that the file records. Raises NotOurs where it records none, and what
    reading the file, the outline and the policy raise.
    """
    file = read_bindings(path)
    written = file.record.properties if file.record else {}
    if "as_of" not in written:
        raise NotOurs(f"“{path.name}”里没有绩效报告的绑定记录，不知道它是哪个期间的报告。")
    period = chosen_period(year, written["period"])
    as_of = dt.date.fromisoformat(written["as_of"])
    policy = policy or load_policy(year.unit.policy)
    outline = outline or load_outline(written["outline"])
    draft = write_report(year, period, as_of=as_of, outline=outline, policy=policy, tone=written["tone"])
    result = refresh(file, draft, Facts(year, period, policy, as_of), layout)
    file.save(target)
    return result
