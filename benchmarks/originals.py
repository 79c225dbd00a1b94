"""How truly originals are read: the figures of each file against those of a text of it, in order.

    python3 -m benchmarks.originals FOLDER [NAME …]

FOLDER holds originals (.pdf, .html …); the text of each has the same name with .txt, beside it or in the
folder above. Figures are runs of digits with the points and commas in them. Lines that are page furniture
(numbers of pages, running heads) are set aside on both sides; headers that a table repeats on each page
count though the document has them once. Recall is the share of the text's figures that are read in their
order, precision the share of those read that stand in the text.
"""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from jixiao.document.model import Document, Heading, Paragraph, Row, Table
from jixiao.document.place import PagePlace
from jixiao.document.readers import pages as page_reader
from jixiao.document.readers.pdf import read_pdf
from jixiao.document.readers.pdf_ink import pages_of

READERS = {".pdf": read_pdf}

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_SHOWN = 5


def main(arguments: Sequence[str]) -> int:
    """Compare every original with its text."""
    folder = Path(arguments[0])
    names = arguments[1:]
    read = [path for path in sorted(folder.iterdir()) if path.suffix in READERS]
    for path in read:
        if not names or any(path.name.startswith(name) for name in names):
            print(*compared(path), sep="\n", flush=True)
    return 0


def compared(path: Path) -> Iterator[str]:
    """What to say of one original."""
    text_file = next(
        (
            each
            for each in (path.with_suffix(".txt"), path.parent.parent / f"{path.stem}.txt")
            if each.exists()
        ),
        None,
    )
    if text_file is None:
        yield f"{path.name}: no text to compare with"
        return
    started = time.perf_counter()
    document = READERS[path.suffix](path)
    seconds = time.perf_counter() - started
    furniture, repeated = aside(path) if path.suffix == ".pdf" else (Counter[str](), {})
    wanted = figures(without(text_file.read_text("utf-8").splitlines(), furniture))
    found = figures(spoken(document, repeated))
    kept = in_order(wanted, found)
    any_order = sum((Counter(wanted) & Counter(found)).values())
    yield (
        f"{path.stem[:40]:40} {len(wanted):6} figures · recall {share(len(kept), len(wanted))}"
        f" ({share(any_order, len(wanted))} in any order) · precision {share(len(kept), len(found))}"
        f" · {seconds:.2f} s"
    )
    held = {one for one, _ in kept}
    missing = [number for number in range(len(wanted)) if number not in held]
    for number in missing[:_SHOWN]:
        yield f"    not read in place: {' '.join(wanted[max(0, number - 3) : number])} ▶{wanted[number]}"
    held = {other for _, other in kept}
    extra = [number for number in range(len(found)) if number not in held]
    for number in extra[:_SHOWN]:
        yield f"    not in the text: {' '.join(found[max(0, number - 3) : number])} ▶{found[number]}"


def share(part: int, whole: int) -> str:
    """A share in percent, cut and not rounded: 100 % is all."""
    return f"{part * 10000 // whole / 100 if whole else 100:6.2f} %"


def spoken(document: Document, repeated: dict[int, list[str]]) -> Iterator[str]:
    """All that the document says, block by block and cell by cell.

    What a table repeats where it goes on over a page is not in the document; here it is put back.
    """
    left = dict(sorted(repeated.items()))
    for block in document.blocks:
        match block:
            case Heading():
                yield block.text
                yield "".join(span.text for span in block.spans)
            case Paragraph():
                yield block.text
            case Table():
                yield block.caption
                yield block.unit_note
                first = _page(block.rows[0])
                for row in block.rows:
                    while left and first < next(iter(left)) <= _page(row):
                        yield from left.pop(next(iter(left)))
                    yield from (cell.text for cell in row.cells)
                yield from (note.text for note in block.notes)
            case _:
                pass


def _page(row: Row) -> int:
    """The page on which a row stands; 0 where the file has none."""
    places = [span.place for cell in row.cells for span in cell.spans if isinstance(span.place, PagePlace)]
    return places[0].page if places else 0


def figures(lines: Iterator[str] | Sequence[str]) -> list[str]:
    """The figures of the lines in order."""
    return [
        figure.replace(",", "")
        for line in lines
        for figure in _FIGURE.findall(unicodedata.normalize("NFKC", line))
    ]


def aside(path: Path) -> tuple[Counter[str], dict[int, list[str]]]:
    """What the reader leaves out of a PDF: furniture by its words, and by page what tables repeat."""
    sheets = page_reader.sheets_of(pages_of(path.read_bytes()).pages)
    furniture = Counter(compact(sheet.lines[number].text) for sheet in sheets for number in sheet.dropped)
    reading = page_reader.Reading(sheets)
    reading.blocks()
    return furniture, reading.left_out


def compact(text: str) -> str:
    """The text without spaces."""
    return "".join(text.split())


def without(lines: Sequence[str], furniture: Counter[str]) -> Iterator[str]:
    """The lines but the one that tells the source, and those that are furniture, whole or in pieces."""
    left = furniture.copy()
    at = 1 if lines and lines[0].startswith("# source") else 0
    while at < len(lines):
        for length in (3, 2, 1):
            pieces = [compact(line) for line in lines[at : at + length]]
            candidates = {"".join(pieces), "".join(reversed(pieces))}
            key = next((each for each in candidates if each and left[each] > 0), None)
            if key:
                left[key] -= 1
                at += length
                break
        else:
            yield lines[at]
            at += 1


def in_order(wanted: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """A longest common subsequence as pairs of indices. E. W. Myers, An O(ND) Difference Algorithm (1986)."""
    furthest = {1: 0}
    trail: list[dict[int, int]] = []
    for edits in range(len(wanted) + len(found) + 1):
        trail.append(furthest.copy())
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (
                diagonal != edits and furthest[diagonal - 1] < furthest[diagonal + 1]
            )
            x = furthest[diagonal + 1] if down else furthest[diagonal - 1] + 1
            while x < len(wanted) and x - diagonal < len(found) and wanted[x] == found[x - diagonal]:
                x += 1
            furthest[diagonal] = x
            if x >= len(wanted) and x - diagonal >= len(found):
                return _walked(trail, len(wanted), len(found))
    return []


def _walked(trail: Sequence[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """The pairs that the way through the edits keeps, from the first to the last."""
    kept: list[tuple[int, int]] = []
    for edits in range(len(trail) - 1, -1, -1):
        before = trail[edits]
        diagonal = x - y
        down = diagonal == -edits or (diagonal != edits and before[diagonal - 1] < before[diagonal + 1])
        former = diagonal + 1 if down else diagonal - 1
        start_x = before[former]
        start_y = start_x - former
        while x > start_x and y > start_y and x > 0 and y > 0:
            x, y = x - 1, y - 1
            kept.append((x, y))
        x, y = start_x, start_y
    return kept[::-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
