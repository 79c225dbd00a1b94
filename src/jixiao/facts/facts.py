"""Facts (事实): a document read once, for all rules to ask: flow, numbers, sentences and tables.

A property for each thing that several rules ask: hence its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from jixiao.document.model import Document
from jixiao.document.place import CellPlace, HtmlPlace, PagePlace, TextPlace, WordPlace
from jixiao.facts.budgets.adjusted import AdjustedBudget, adjusted_budgets
from jixiao.facts.budgets.band import ProjectCount, project_counts
from jixiao.facts.budgets.budget_line import LineFigure, lines_of_prose, lines_of_tables
from jixiao.facts.budgets.project import ProjectTable, project_tables
from jixiao.facts.budgets.spoken import statements_of
from jixiao.facts.budgets.statement import Statements
from jixiao.facts.budgets.told_apart import told_apart
from jixiao.facts.changes.comparing import comparisons_of
from jixiao.facts.changes.comparison import Comparison
from jixiao.facts.changes.step import Step, steps_of
from jixiao.facts.changes.turned_change import turned_changes_of
from jixiao.facts.flow.blocks import Headline, Loose, Prose
from jixiao.facts.flow.flow import Flow, offsets_of
from jixiao.facts.flow.grid import Grid
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.reading import flow_of
from jixiao.facts.flow.sentence import Sentence, sentences_of
from jixiao.facts.gathered import Department
from jixiao.facts.ledger_figure import LedgerFigure
from jixiao.facts.parts.breakdown import Breakdown
from jixiao.facts.parts.breaking_down import breakdowns_of
from jixiao.facts.parts.enumeration import Enumeration, enumerations_of
from jixiao.facts.parts.itemized import Itemized, itemized
from jixiao.facts.parts.level import Level, paragraphs_of
from jixiao.facts.parts.parts_apart import parts_apart_of
from jixiao.facts.parts.tally import Tally, tallies_before, tallies_behind
from jixiao.facts.parts.topic import topics_of
from jixiao.facts.rates.completion import Completion, completions_of
from jixiao.facts.rates.share import shares_of
from jixiao.facts.rates.share_words import Share
from jixiao.facts.rates.structure import Structure, structures_of
from jixiao.facts.tables.row_formula import Formula, formulas_of
from jixiao.facts.tables.table import Table, table_of
from jixiao.facts.tables.values import Sheet
from jixiao.findings import Place
from jixiao.numerals.scan import scan
from jixiao.numerals.token import FIGURES, Kind, Token
from jixiao.undisturbed import undisturbed

Range = tuple[int, int]
Reckoned = TypeVar("Reckoned")

_LOOSE_REASON = "散落的文字，看不出属于哪一行哪一列"


@dataclass(frozen=True)
class Facts:
    """What a document says (事实).

    `tokens` are all its numbers, `mentions` the figures among them in order: those of sentences, of tables,
    and those that nothing ties to anything (`loose`). `ledger` is what a year
    knows of them, where there is one; `department` what the documents of its units know of a department's.
    """

    flow: Flow
    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    sentences: Sequence[Sentence]
    tables: Sequence[Table]
    loose: Sequence[Mention]
    ledger: Sequence[LedgerFigure] = ()
    department: Department | None = None

    @property
    def text(self) -> str:
        """The text that all ranges count in."""
        return self.flow.text

    def once(self, reckoned: Callable[[Facts], Reckoned]) -> Reckoned:
        """What the function reckons of these facts, reckoned once however many rules ask."""
        if reckoned not in self._reckoned:
            self._reckoned[reckoned] = reckoned(self)
        found: Reckoned = self._reckoned[reckoned]
        return found

    @cached_property
    def _reckoned(self) -> dict[Callable[[Facts], Any], Any]:
        return {}

    @cached_property
    def figured(self) -> Sequence[Sentence]:
        """The sentences that hold figures, about half of all."""
        return [sentence for sentence in self.sentences if sentence.mentions]

    def tokens_of(self, *kinds: Kind) -> Sequence[Token]:
        """The numbers of these kinds, in order."""
        found = [token for kind in kinds for token in self._by_kind.get(kind, ())]
        return found if len(kinds) < 2 else sorted(found, key=_start)

    @cached_property
    def _by_kind(self) -> Mapping[Kind, Sequence[Token]]:
        kinds: dict[Kind, list[Token]] = {}
        for token in self.tokens:
            kinds.setdefault(token.kind, []).append(token)
        return kinds

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables as lines and columns of values."""
        return tuple(Sheet(table) for table in self.tables)

    @cached_property
    def formulas(self) -> tuple[tuple[Sheet, Sequence[Formula]], ...]:
        """The tables with the formulas that their rows follow."""
        return tuple((sheet, formulas_of(sheet)) for sheet in self.sheets)

    @cached_property
    def levels(self) -> Sequence[Sequence[Level]]:
        """The figures of each paragraph that say how much there is."""
        return tuple(paragraphs_of(self.figured, self.text))

    @cached_property
    def breakdowns(self) -> Sequence[Breakdown]:
        """What sentences take apart into parts."""
        inside = (it for levels in self.levels for it in breakdowns_of(levels, self.text))
        apart = parts_apart_of(self.levels, self.text)
        return (*inside, *topics_of(self.levels, self.text), *apart)

    @cached_property
    def tallies(self) -> Sequence[Tally]:
        """The totals behind their parts, and before them without a word for it."""
        return tuple(
            it
            for levels in self.levels
            for it in (*tallies_behind(levels, self.text), *tallies_before(levels))
        )

    @cached_property
    def adjusted_budgets(self) -> Sequence[AdjustedBudget]:
        """The budgets told from the original to the adjusted one."""
        return tuple(adjusted_budgets(self.sentences, self.text))

    @cached_property
    def itemized(self) -> Sequence[Itemized]:
        """The numbered paragraphs that itemize a total."""
        paragraphs = {levels[0].paragraph: levels for levels in self.levels}
        return tuple(itemized(self.flow.blocks, paragraphs, self.text))

    @cached_property
    def enumerations(self) -> tuple[tuple[Sentence, Enumeration], ...]:
        """The counts with the names that they count, each with its sentence."""
        return tuple((sentence, each) for sentence in self.figured for each in enumerations_of(sentence))

    @cached_property
    def starts(self) -> list[int]:
        """Where the mentions begin."""
        return [mention.start for mention in self.mentions]

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The figures of a range."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    @cached_property
    def token_starts(self) -> list[int]:
        """Where the numbers begin."""
        return [token.start for token in self.tokens]

    def tokens_within(self, start: int, end: int) -> Sequence[Token]:
        """The numbers of a range, dates and names included."""
        return self.tokens[bisect_left(self.token_starts, start) : bisect_left(self.token_starts, end)]

    @cached_property
    def statements(self) -> Statements:
        """What prose and tables say of named subjects."""
        return statements_of(self.text, self.sentences, self.tables)

    @cached_property
    def comparisons(self) -> Sequence[Comparison]:
        """The values of prose with what they were before and how they changed."""
        return (*comparisons_of(self.figured), *turned_changes_of(self.figured))

    @cached_property
    def steps(self) -> Sequence[Step]:
        """The differences of two printed rates of prose."""
        return tuple(step for sentence in self.figured for step in steps_of(sentence))

    @cached_property
    def completions(self) -> Sequence[Completion]:
        """The rates of completion of prose with their terms."""
        return tuple(completions_of(self.figured))

    @cached_property
    def completions_apart(self) -> Sequence[Completion]:
        """The rates of execution of prose whose terms stand in several sentences."""
        return tuple(told_apart(self.sentences))

    @cached_property
    def shares(self) -> Sequence[Share]:
        """The shares of prose whose part and whole are printed."""
        return tuple(shares_of(self.figured))

    @cached_property
    def structures(self) -> Sequence[Structure]:
        """The shares of prose that make up a whole."""
        return tuple(structures_of(self.figured))

    @cached_property
    def table_lines(self) -> Mapping[str, Sequence[LineFigure]]:
        """The cells of tables by the line of the budget that they print."""
        return lines_of_tables(self.tables)

    @cached_property
    def spoken_lines(self) -> Sequence[LineFigure]:
        """The figures of prose that name a line of the budget which a table prints."""
        others = {statement.figure.start for statement in self.statements.spoken}
        lines = lines_of_prose(self.text, self.sentences, self.table_lines)
        return tuple(line for line in lines if line.figure.start not in others)

    @cached_property
    def project_counts(self) -> Sequence[tuple[Sentence, Sequence[ProjectCount]]]:
        """The numbers of projects that prose says, by sentence."""
        told = ((sentence, project_counts(sentence, self.text)) for sentence in self.figured)
        return tuple((sentence, counts) for sentence, counts in told if counts)

    @cached_property
    def project_tables(self) -> Sequence[ProjectTable]:
        """The tables with a row for each project."""
        return tuple(project_tables(self.tables))

    def place(self, start: int, end: int) -> Place:
        """The place in the original of a range of the flow."""
        quote = self.text[start:end]
        flow = start, end
        pieces = self.flow.place(start, end)
        first = pieces[0].place if pieces else None
        match first:
            case TextPlace():
                offsets = offsets_of(pieces)
                assert offsets, "all pieces of a text stand in it"
                return Place(quote=quote, start=offsets[0], end=offsets[1], flow=flow)
            case HtmlPlace(start=at, line=line):
                last = pieces[-1].place
                stop = last.start + len(pieces[-1].text) if isinstance(last, HtmlPlace) else at + len(quote)
                return Place(quote=quote, start=at, end=stop, line=line, flow=flow)
            case WordPlace():
                return Place(
                    quote=quote,
                    start=start,
                    end=end,
                    part=first.part,
                    paragraph=first.paragraph,
                    run=first.run,
                    offset=first.offset,
                    flow=flow,
                )
            case PagePlace(page=page, box=box):
                return Place(quote=quote, start=start, end=end, page=page, box=box, flow=flow)
            case CellPlace(sheet=sheet, cell=cell):
                return Place(quote=quote, start=start, end=end, sheet=sheet, cell=cell, flow=flow)
            case None:
                return Place(quote=quote, start=start, end=end, flow=flow)


@undisturbed()
def facts_of(document: Document, names: Sequence[str] = ()) -> Facts:
    """The facts of a document; numbers within `names` are parts of names, not figures."""
    return facts_of_flow(flow_of(document), names)


def facts_of_flow(flow: Flow, names: Sequence[str] = ()) -> Facts:
    """The facts of a flow."""
    tokens = scan(flow.text)
    if names:
        tokens = _without_names(tokens, flow.text, names)
    starts = [token.start for token in tokens]
    sentences: list[Sentence] = []
    tables: list[Table] = []
    loose: list[Mention] = []
    spoken: list[Mention] = []
    for block in flow.blocks:
        own = tokens[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        match block:
            case Grid():
                table = table_of(block, own)
                tables.append(table)
                for cell in table.worded:
                    said = Prose(cell.start, cell.end, block.headings)
                    inside = [token for token in own if cell.start <= token.start < cell.end]
                    spoken += _heard(said, flow.text, inside, sentences)
            case Prose() | Headline():
                spoken += _heard(block, flow.text, own, sentences)
            case Loose(is_contents=False):
                loose += [Mention(token) for token in own if token.kind in FIGURES]
            case Loose():
                pass
    everything = [*spoken, *loose]
    seen: set[int] = set()
    for table in tables:
        for mention in table.mentions:
            if mention.start not in seen:
                seen.add(mention.start)
                everything.append(mention)
    everything.sort(key=_start)
    for number, mention in enumerate(everything):
        mention.index = number
    return Facts(flow, tokens, everything, sentences, tables, loose)


def _heard(
    block: Prose | Headline, text: str, tokens: Sequence[Token], sentences: list[Sentence]
) -> list[Mention]:
    """The figures of a paragraph or of the words of a cell; its sentences are added to `sentences`."""
    mentions = [Mention(token) for token in tokens if token.kind in FIGURES]
    spans = [(token.start, token.end) for token in tokens]
    for sentence in sentences_of(block, text, mentions, spans):
        sentence.number = len(sentences)
        sentences.append(sentence)
    return mentions


def uncertain(facts: Facts) -> Iterator[tuple[Mention, str]]:
    """The figures that no rule can tie to others, each with the reason."""
    for mention in facts.loose:
        yield mention, _LOOSE_REASON
    for table in facts.tables:
        for mention in table.unplaced:
            yield mention, "看不出在表的哪一列"
    for mention in facts.mentions:
        if mention.is_prose and mention.kind is Kind.RANGE:
            yield mention, "区间，不是一个数"


def _without_names(tokens: Sequence[Token], text: str, names: Sequence[str]) -> list[Token]:
    """The numbers, those that a name holds being names."""
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    spans = [match.span() for match in re.finditer(longest_first, text)]
    ends = [end for _, end in spans]
    found = []
    for token in tokens:
        number = bisect_left(ends, token.start + 1)
        is_named = number < len(spans) and spans[number][0] <= token.start + token.digits - 1
        found.append(token._replace(kind=Kind.NAME) if is_named else token)
    return found


def _start(each: Mention | Token) -> int:
    return each.start
