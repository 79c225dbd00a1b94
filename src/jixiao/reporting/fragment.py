"""Fragment (来稿片段): a few paragraphs that an office sends by mail, their figures held to the ledger.

The paragraphs speak of one project, or of none in particular; its budget, its spending and its outputs are
what their figures are compared with. What the ledger does not know stays as it is and is said to be so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from jixiao.document.model import Document, Paragraph, Sentence, Span, Table
from jixiao.facts.facts import Facts, facts_of
from jixiao.facts.flow.mention import Mention
from jixiao.narrative import facts as ledger
from jixiao.narrative.naming import described
from jixiao.proof.against import exact_value, facts_against
from jixiao.quantity import Quantity
from jixiao.tracking.basis import Period
from jixiao.tracking.policy import load_policy
from jixiao.tracking.year import Year

LONGEST = 20_000
"""Characters; a passage of a report has some hundreds."""


class Standing(Enum):
    """How a figure stands to the ledger (与台账的关系)."""

    SAME = "一致"
    DIFFERENT = "不一致"
    UNKNOWN = "台账没有"


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure of the fragment: what was written, what it is, what the ledger has."""

    text: str
    standing: Standing
    name: str = ""
    expected: str = ""


Piece = str | FoundFigure


@dataclass(frozen=True)
class Fragment:
    """The fragment by paragraph, words and figures in their order."""

    paragraphs: Sequence[Sequence[Piece]]

    @property
    def text(self) -> str:
        """The words as they were written, a paragraph a line."""
        return "\n".join(
            "".join(each if isinstance(each, str) else each.text for each in line) for line in self.paragraphs
        )

    @property
    def figures(self) -> list[FoundFigure]:
        """The figures in their order."""
        return [each for line in self.paragraphs for each in line if isinstance(each, FoundFigure)]

    @property
    def different(self) -> list[FoundFigure]:
        """Those that the ledger has otherwise."""
        return [each for each in self.figures if each.standing is Standing.DIFFERENT]


def fragment_of(text: str, year: Year, period: Period, subject: str = "") -> Fragment:
    """The text with its figures held to the year at the end of the period.

    `subject` is the code of the project, or theme, of which it speaks.
    """
    facts = ledger.Facts(year, period, load_policy(year.unit.policy), period.end)
    lines = [line.strip() for line in text[:LONGEST].splitlines() if line.strip()]
    return Fragment(tuple(tuple(_pieces(line, facts, subject)) for line in lines))


def words_of(document: Document) -> str:
    """The words of a document, a paragraph or a row of a table a line: what an office's Word file says."""
    lines = []
    for block in document.blocks:
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append("".join(filter(None, (getattr(block, "text", ""), _body(block)))))
    return "\n".join(line for line in lines if line.strip())


def _body(block: object) -> str:
    return "".join(sentence.text for sentence in getattr(block, "body", ()))


def _pieces(line: str, facts: ledger.Facts, subject: str) -> Iterator[Piece]:
    """The words and figures of one paragraph, which is read as one about the project."""
    project = facts.visible.project_by_code.get(subject)
    opening = _opening(project.name) if project and not _names_another(line, facts, subject) else ""
    read = facts_against(facts_of(_document(opening + line)), facts)
    known = {each.place[0]: each for each in read.ledger}
    end = len(opening)
    for mention in sorted(_mentions(read), key=lambda each: each.start):
        if mention.start < end:
            continue
        if mention.start > end:
            yield read.flow.text[end : mention.start]
        told = known.get(mention.start)
        if told is not None:
            standing = Standing.SAME if told.is_as_printed else Standing.DIFFERENT
            yield FoundFigure(mention.text, standing, told.name, told.expected)
        else:
            yield _as_output(mention, read, facts, subject)
        end = mention.end
    if rest := read.flow.text[end:].rstrip("\n"):
        yield rest


def _names_another(line: str, facts: ledger.Facts, subject: str) -> bool:
    """Whether the paragraph names another project before its first figure: then it speaks of that one."""
    before = _inner(re.split(r"\d", line, maxsplit=1)[0])
    return any(each.code != subject and _inner(each.name) in before for each in facts.visible.projects)


def _opening(name: str) -> str:
    """The words by which a paragraph would name the project."""
    return f"“{_inner(name)}”" if name.endswith("项目") else f"“{_inner(name)}”项目"


def _inner(name: str) -> str:
    """A name as it stands within quotation marks."""
    return name.replace("“", "‘").replace("”", "’")


def _document(line: str) -> Document:
    return Document("", (Paragraph((Sentence((Span(line),)),)),))


def _mentions(read: Facts) -> list[Mention]:
    return [each for each in read.mentions if each.is_prose]


def _as_output(mention: Mention, read: Facts, facts: ledger.Facts, subject: str) -> FoundFigure:
    """The figure as an output that the words before it name, where it counts the same things."""
    before = read.flow.text[: mention.start]
    clause = before[max(map(before.rfind, "，。；、,;")) + 1 :]
    for output in facts.outputs_of(subject) if subject else ():
        if output.name not in clause or (output.unit and not mention.text.endswith(output.unit)):
            continue
        exact = exact_value(output.quantity, mention.unit, mention.scale)
        if exact is None:
            continue
        key = facts.key(subject, f"outputs.{output.name}")
        standing = Standing.SAME if exact.meets(mention.rounded) else Standing.DIFFERENT
        return FoundFigure(mention.text, standing, described(facts, key), _printed(output.quantity))
    return FoundFigure(mention.text, Standing.UNKNOWN)


def _printed(quantity: Quantity) -> str:
    """The quantity as a report prints it: 3,700余名."""
    word = quantity.precision
    return f"{word.before}{quantity.amount:,f}{word.after}{quantity.unit}"
