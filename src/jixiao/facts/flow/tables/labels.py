"""Labels that are broken over lines (折行的项目名): which lines are one label, and which are the header's.

A label is broken where its column ends, so all of its lines but the last are of one width. What is no label
broken there is one without numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction

from jixiao.facts.flow.cells import width
from jixiao.facts.flow.ordinals import ordinal_of
from jixiao.facts.flow.raw import RawCell
from jixiao.facts.flow.tables.leading import Record
from jixiao.facts.flow.tables.sides import LEFT, RIGHT, said_side
from jixiao.facts.flow.tables.words import is_among, is_total

_FEWEST = 3  # records that show how many words a label has
_NEAR = 8  # records that are set alike
_ALIKE = Fraction(3, 5)  # of the lines of broken labels are of one width
_RECURS = Fraction(1, 10)  # of the records have broken labels where the first may be broken over many lines
_MOST_BROKEN = 6  # lines of a label
_LONGEST = 120  # characters of a label


def label_count(records: Sequence[Record]) -> int:
    """How many columns of words stand before the numbers: as many as every record has words, else one."""
    counted = {len(record.words) for record in records[1:] if record.numbers}
    return counted.pop() if len(counted) == 1 and len(records) > _FEWEST else 1


def head_and_label(
    records: Sequence[Record], is_header: Callable[[Sequence[RawCell]], bool]
) -> tuple[list[RawCell], list[RawCell]]:
    """The words before the first numbers: those of the header, and those of the first record's label.

    The label may be broken over lines, but only where the header does not need the first of them:
    `is_header` tells whether words name all columns.
    """
    words = records[0].words
    count = label_count(records)
    if count > 1 or len(words) < 3 or ordinal_of(words[-1].text):
        return words[:-count], words[-count:]
    widest = next(iter(label_widths(records[1:])), 0)
    others = sum(len(record.words) > 1 for record in records[1:])
    most = min(_MOST_BROKEN if others >= _RECURS * len(records) else 2, len(words) - 1)
    pieces = next(
        (n for n in range(1, most) if not _is_broken(words[-n - 1], words[-n], widest)),
        most,
    )
    is_shorter = pieces > 1 and width(words[-1].text) < width(words[-2].text)
    if not others and not is_shorter:
        pieces = 1
    for n in range(1, pieces + 1):
        if is_header(words[:-n]):
            return words[:-n], words[-n:]
    count = 2 if is_shorter else 1
    return words[:-count], words[-count:]


def _is_broken(word: RawCell, following: RawCell, widest: int) -> bool:
    """Whether two lines may be one label that is broken where its column ends."""
    if ordinal_of(following.text):
        return False
    return width(word.text) + 2 > widest and width(following.text) <= width(word.text) + 1


def label_widths(records: Sequence[Record]) -> list[int]:
    """For each record the columns that the label's line has room for, which differ from page to page.

    Lines that are all but the last of their labels and of one width were broken there.
    """
    single = max((width(record.words[0].text) for record in records if len(record.words) == 1), default=0)
    found: list[int] = []
    for start in range(0, len(records), _NEAR):
        near = records[start : start + _NEAR]
        parts = [width(word.text) for record in near for word in record.words[:-1]]
        (usual, _), *_ = Counter(parts).most_common(1) or [(0, 0)]
        alike = sum(usual - 2 <= part <= usual + 1 for part in parts)
        are_broken = 2 * len(parts) > len(near) and alike >= _ALIKE * len(parts)
        found += [usual if are_broken else single] * len(near)
    return found


def unbroken(words: Sequence[RawCell], widest: int) -> list[RawCell]:
    """The labels, those together that were broken because the column was not wider."""
    found: list[RawCell] = []
    last = 0
    for word in words:
        goes_on = found and last + 2 >= widest and not ordinal_of(word.text) and not is_among(word.text)
        goes_on = goes_on and len(found[-1].text) < _LONGEST
        if goes_on and not is_total(word.text) and not _are_beside(found[-1], word):
            found[-1] = found[-1].with_more([word])
        else:
            found.append(word)
        last = width(word.text)
    return found


def _are_beside(word: RawCell, following: RawCell) -> bool:
    """Whether the labels say that one is on the left and the other on the right of two tables."""
    return said_side(word.text) == LEFT and said_side(following.text) == RIGHT
