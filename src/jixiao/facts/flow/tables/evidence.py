"""What shows that numbers have their columns (列位的依据), where blanks are not printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from jixiao.facts.flow.raw import RawCell
from jixiao.facts.flow.tables.leading import Record
from jixiao.facts.flow.tables.sides import Stacked
from jixiao.facts.flow.tables.words import is_total

_FEWEST = 3  # noughts or dashes
_BLANKS = Fraction(1, 5)  # of the records have a nought or dash where blanks are printed
_TOTAL_PROOF = 3  # full records that show that the first number is the sum of the others
_NOUGHT = "0.-—–－ "

_SEPARATORS = re.compile(r"[,，\s]")
_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?")


def total_is_full(rows: Sequence[Stacked], values: int) -> bool:
    """Whether a total has as many numbers as any row: where a total is blank so is its whole column."""
    return any(len(row.numbers) == values and is_total(row.words[-1].text) for row in rows if row.words)


def prints_blanks(records: Sequence[Record]) -> bool:
    """Whether what is not there is printed as nought or a dash, so that no number is missing in a row."""
    blanks = sum(not cell.text.strip(_NOUGHT) for record in records for cell in record.numbers)
    return blanks >= max(Fraction(_FEWEST), _BLANKS * len(records))


def first_is_sum(records: Sequence[Record], values: int) -> bool:
    """Whether in the full records the first number is the sum of the others, so that none lacks it."""
    if values < 2:
        return False
    full = [[_plain(cell) for cell in record.numbers] for record in records if len(record.numbers) == values]
    return len(full) >= _TOTAL_PROOF and all(sum(rest) == first for first, *rest in full)


def _plain(cell: RawCell) -> Decimal:
    digits = _SEPARATORS.sub("", cell.text)
    return Decimal(digits) if _PLAIN.fullmatch(digits) else Decimal(0)
