"""Letters as files (公函成文件): the covering letter and the cover page of a report in a folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from jixiao.document.layout import Layout, load_layout
from jixiao.document.writers import write
from jixiao.exchange.forms import file_name
from jixiao.narrative.letters import load_letter, write_letter
from jixiao.narrative.report import Draft
from jixiao.tracking.basis import Period
from jixiao.tracking.year import Year

USUAL_LETTERS = ("submission", "cover")


def write_letters(
    year: Year,
    period: Period,
    folder: Path,
    *,
    number: str = "",
    dated: dt.date | None = None,
    as_of: dt.date | None = None,
    letters: Sequence[str | Path] = USUAL_LETTERS,
    layout: Layout | None = None,
    suffix: str = ".docx",
) -> list[tuple[Path, Draft]]:
    """Write each letter into the folder, and return the files with what each still lacks.

    Raises PolicyError where a letter's file is not as expected; nothing is written then.
    """
    layout = layout or load_layout()
    chosen = [load_letter(each) for each in letters]
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for letter in chosen:
        draft = write_letter(letter, year, period, number=number, dated=dated, as_of=as_of)
        path = folder / f"{file_name(letter.label)}{suffix}"
        write(draft.document, path, layout if letter.page_number else replace(layout, page_number=""))
        written.append((path, draft))
    return written
