"""How truly originals are read: the figures of each file against those of a text of it, in order.

    python3 -m benchmarks.originals FOLDER [NAME …]

FOLDER holds originals (.pdf, .html, .docx …); the text of each has the same name with .txt, beside it or in
the folder above. Both are read as checks see them (`facts.flow_of`), and every number that the lexer finds
there is a figure, so that lines are joined, and page furniture and what a table repeats are dropped, on both
sides. Of a web page only the article counts: lines of the text that the page says outside of it, or does not
show, are set aside, and how many figures stand in them is printed. Recall is the share of the text's figures
that are read in their order, precision the share of those read that stand in the text.
"""

from __future__ import annotations

import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.document.model import Document, Table
from jixiao.document.readers.decoding import decoded
from jixiao.document.readers.html_article import article_of
from jixiao.document.readers.html_flow import Item
from jixiao.document.readers.html_flow import flow_of as items_of
from jixiao.document.readers.html_tree import HIDDEN, UNREAD, Element, Words, page_of
from jixiao.document.readers.reading import SUFFIXES, read_document
from jixiao.facts import flow_of
from jixiao.numerals.scan import scan

_SHOWN = 8
_PAGES = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the text has, what the original gives, and the pairs of places that are kept in order."""

    name: str
    wanted: list[str]
    found: list[str]
    aside: int  # figures of the text that stand outside the article
    seconds: float
    kept: list[tuple[int, int]]

    def lines(self) -> Iterator[str]:
        """What to say of it."""
        in_text, read = {one for one, _ in self.kept}, {other for _, other in self.kept}
        missing = [number for number in range(len(self.wanted)) if number not in in_text]
        extra = [number for number in range(len(self.found)) if number not in read]
        moved = sum((_at(self.wanted, missing) & _at(self.found, extra)).values())
        recall, precision = (share(len(self.kept), len(each)) for each in (self.wanted, self.found))
        yield (
            f"{self.name[:36]:36} {len(self.wanted):6} figures · recall {recall} · precision {precision}"
            f" · missing {len(missing)}, extra {len(extra)}, of these {moved} moved · aside {self.aside}"
            f" · {self.seconds:.2f} s"
        )
        for title, figures, places in (
            ("not read in place", self.wanted, missing),
            ("not in the text", self.found, extra),
        ):
            for number in places[:_SHOWN]:
                yield f"    {title}: {' '.join(figures[max(0, number - 3) : number])} ▶{figures[number]}"


def main(arguments: Sequence[str]) -> int:
    """Compare every original with its text, and add all up."""
    folder, names = Path(arguments[0]), arguments[1:]
    done: list[Comparison] = []
    for path in sorted(folder.iterdir()):
        text = text_of(path)
        chosen = not names or any(path.name.startswith(name) for name in names)
        if chosen and path.suffix in SUFFIXES - {".txt"}:
            if text is None:
                print(f"{path.name}: no text to compare with")
                continue
            done.append(compared(path, text))
            print(*done[-1].lines(), sep="\n", flush=True)
    wanted, kept = sum(len(each.wanted) for each in done), sum(len(each.kept) for each in done)
    low = [each.name for each in done if len(each.kept) * 100 < 99 * len(each.wanted)]
    print(
        f"{len(done)} originals, {wanted} figures: recall {share(kept, wanted)}; below 99 %: {low or 'none'}"
    )
    return 0


def text_of(path: Path) -> Path | None:
    """The text of an original."""
    beside = (path.with_suffix(".txt"), path.parent.parent / f"{path.stem}.txt")
    return next((each for each in beside if each != path and each.exists()), None)


def compared(path: Path, text: Path) -> Comparison:
    """The original against its text."""
    lines = text.read_text("utf-8").splitlines()
    if lines and lines[0].startswith("# source"):
        del lines[0]
    outside = aside(lines, path) if path.suffix in _PAGES else set[int]()
    apart = [line for number, line in enumerate(lines) if number in outside]
    kept_lines = [line for number, line in enumerate(lines) if number not in outside]
    started = time.perf_counter()
    found = figures(read_document(path))
    seconds = time.perf_counter() - started
    wanted = figures(document_of(kept_lines))
    set_aside = len(figures(document_of(apart))) if any(map(str.strip, apart)) else 0
    return Comparison(path.stem, wanted, found, set_aside, seconds, in_order(wanted, found))


def aside(lines: Sequence[str], path: Path) -> set[int]:
    """The numbers of the lines that a page says outside of its article, or does not show.

    Where the article says a line too, as it does its title, those that come first are the others.
    """
    source = decoded(path.read_bytes(), path.name)
    page = page_of(source)
    items = items_of(page.root, source)
    _, chosen = article_of(page, items)
    inside = {id(item) for item in chosen}
    said = [line for item in chosen for line in _said(item)]
    others = [compact(page.title), *map(compact, _unseen(page.root))]
    others += [line for item in items if id(item) not in inside for line in _said(item)]
    article, around, whole = Counter(said), "\n".join(others), set(others)
    texts = [compact(line.removeprefix("- ")) for line in lines]  # of an item of a list
    spoken = Counter(texts)
    found: set[int] = set()
    for number, text in enumerate(texts):
        outside = text in whole or (text in around and not any(text in each for each in said))
        if text and outside and spoken[text] > article[text]:
            spoken[text] -= 1
            found.add(number)
    return found


def _unseen(element: Element, *, hidden: bool = False) -> Iterator[str]:
    """The words that a page holds and does not show, element by element."""
    words = (each for each in element.children if isinstance(each, Words))
    yield "".join(each.text for each in words if hidden or each.marks & HIDDEN)
    for child in element.children:
        if isinstance(child, Element):
            yield from _unseen(child, hidden=hidden or child.is_hidden or child.name in UNREAD)


def _said(item: Item) -> list[str]:
    """What a block says, row by row and cell by cell, without white space."""
    if isinstance(item.block, Table):
        rows = [[compact(cell.text) for cell in row.cells] for row in item.block.rows]
        return ["".join(row) for row in rows] + [cell for row in rows if len(row) > 1 for cell in row]
    return [compact(item.text)]


def document_of(lines: Sequence[str]) -> Document:
    """The lines as the reader of texts reads them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text("\n".join(lines), "utf-8")
        return read_document(path)


def figures(document: Document) -> list[str]:
    """The figures of a document in order, each as printed, without what parts its digits."""
    return [
        compact(unicodedata.normalize("NFKC", token.text)).replace(",", "")
        for token in scan(flow_of(document).text)
    ]


def share(part: int, whole: int) -> str:
    """A share in percent, cut and not rounded: 100 % is all."""
    return f"{part * 10000 // whole / 100 if whole else 100:6.2f} %"


def compact(text: str) -> str:
    """The text without spaces."""
    return "".join(text.split())


def _at(figures: Sequence[str], places: Sequence[int]) -> Counter[str]:
    return Counter(figures[number] for number in places)


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
