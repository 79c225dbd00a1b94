"""Pages of a PDF (PDF 的版面): what `pdf_extraction`, run in a process of its own, found on them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from array import array
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from jixiao.document.readers.page_ink import REPLACEMENT, Mark, Page, Rule, page_of

MOST_SECONDS = 60
"""For the pages of one file; 100 pages of dense tables take less than one."""

MOST_MEMORY = 3 * 2**30
MOST_PAGES = 3_000
MOST_GLYPHS = 1_500_000

_NUMBERS = 8  # that come with each glyph


class Unread(Exception):
    """The pages could not be taken from the file; `why` is `damaged`, `encrypted`, `large` or `slow`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a file, its own title, and the numbers of pages that are broken."""

    pages: list[Page]
    title: str
    broken: list[int]


def pages_of(data: bytes) -> Pages:
    """The pages of a PDF. Raises Unread."""
    program = Path(__file__).with_name("pdf_extraction.py")
    limits = (MOST_PAGES, MOST_GLYPHS, MOST_MEMORY)
    try:
        done = subprocess.run(
            [sys.executable, "-B", str(program), *map(str, limits)],
            input=data,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        raise Unread("slow") from None
    return _decoded(BytesIO(done.stdout))


def _decoded(stream: BytesIO) -> Pages:
    """The pages that the process wrote; a process that did not come to its end found the file damaged."""
    found = Pages([], "", [])
    while line := stream.readline():
        record = json.loads(line)
        match record:
            case {"end": "", "title": title}:
                return Pages(found.pages, title, found.broken)
            case {"end": "pages" | "glyphs"}:
                raise Unread("large")
            case {"end": why}:
                raise Unread(why)
            case _:
                pass
        number = len(found.pages) + 1
        codes = _numbers("I", stream, record["glyphs"])
        places = _numbers("f", stream, record["glyphs"] * _NUMBERS)
        lines = _numbers("f", stream, record["lines"] * 4)
        marks = [
            Mark._make((_character(code), *places[at : at + 7], int(places[at + 7])))
            for code, at in zip(codes, range(0, len(places), _NUMBERS), strict=True)
        ]
        rules = (Rule(*lines[at : at + 4]) for at in range(0, len(lines), 4))
        size = record["width"], record["height"]
        found.pages.append(page_of(number, size, marks, rules, pictured=record["pictured"]))
        if record["broken"]:
            found.broken.append(number)
    raise Unread("damaged")


def _numbers(kind: str, stream: BytesIO, count: int) -> array[float]:
    numbers: array[float] = array(kind)
    piece = stream.read(count * numbers.itemsize)
    if len(piece) != count * numbers.itemsize:
        raise Unread("damaged")
    numbers.frombytes(piece)
    return numbers


def _character(code: float) -> str:
    number = int(code)
    return REPLACEMENT if 0xD800 <= number < 0xE000 or number > sys.maxunicode else chr(number)
