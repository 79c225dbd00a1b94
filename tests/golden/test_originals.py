"""Every finding quotes the ink of the file itself, whatever kind of file the document is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path

import pytest

from jixiao.document.place import WordPlace
from jixiao.document.readers import read_document
from jixiao.document.readers.word_parts import parts_of
from jixiao.document.readers.word_places import WordText
from jixiao.document.readers.word_runs import run_text
from jixiao.findings import Place
from jixiao.proof import Proof, proof_of
from tests.document.readers.word_file import cell, packed, para, row, table
from tests.golden.golden import NAMES, slips, spoiled


def spoiled_text(name: str) -> str:
    several = [slip for slip in slips(name) if not slip.missed and not slip.is_alone]
    return spoiled(name, several)[0]


def blocks(text: str) -> Iterator[tuple[bool, list[list[str]]]]:
    """The lines of a text, those of a table together, as cells."""
    lines = [line for line in text.split("\n") if line.strip()]
    for is_table, own in groupby(lines, key=lambda line: "\t" in line):
        yield is_table, [line.split("\t") for line in own]


def spanned(rows: list[list[str]]) -> Iterator[list[tuple[str, int]]]:
    """The cells with the columns that each spans; of a short row the total is wide, or the last one."""
    widest = max(map(len, rows))
    for each in rows:
        wide = 0 if each[0] == "合计" else len(each) - 1
        yield [(it, widest - len(each) + 1 if at == wide else 1) for at, it in enumerate(each)]


def as_word(text: str) -> bytes:
    body = ""
    for is_table, rows in blocks(text):
        if is_table:
            cells = ((cell(escape(it), span=span) for it, span in each) for each in spanned(rows))
            body += table(*(row(*each) for each in cells))
        else:
            body += "".join(para(escape(each[0])) for each in rows)
    return packed(body)


def as_page(text: str) -> bytes:
    body = ""
    for is_table, rows in blocks(text):
        if is_table:
            cells = (
                "".join(f"<td colspan='{span}'>{escape(it)}</td>" for it, span in each)
                for each in spanned(rows)
            )
            body += f"<table>{''.join(f'<tr>{each}</tr>' for each in cells)}</table>\n"
        else:
            body += "".join(f"<p>{escape(each[0])}</p>\n" for each in rows)
    page = f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>"
    return page.encode()


FORMS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "utf-8": (".txt", str.encode),
    "crlf": (".txt", lambda text: text.replace("\n", "\r\n").encode()),
    "bom": (".txt", lambda text: text.replace("\n", "\r\n").encode("utf-8-sig")),
    "gbk": (".txt", lambda text: text.encode("gb18030")),
    "word": (".docx", as_word),
    "page": (".html", as_page),
}


def proof_of_file(name: str, form: str, folder: Path) -> tuple[Proof, bytes]:
    suffix, written = FORMS[form]
    data = written(spoiled_text(name))
    path = folder / f"报告{suffix}"
    path.write_bytes(data)
    return proof_of(read_document(path)), data


def ink_of_word(data: bytes) -> Callable[[Place], str]:
    parts = parts_of(data, "报告.docx")
    words = WordText({"body": parts.main}, parts.styles)

    def ink(place: Place) -> str:
        assert place.paragraph is not None and place.run is not None and place.offset is not None  # noqa: PT018
        at = WordPlace(place.paragraph, place.run, place.offset, place.part)
        ranges = words.ranges(at, len(place.quote))
        return "".join(run_text(each.run)[each.start : each.end] for each in ranges)

    return ink


def ink_of_text(data: bytes, encoding: str) -> Callable[[Place], str]:
    text = data.decode(encoding).replace("\r\n", "\n")
    return lambda place: text[place.start : place.end]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_a_finding_quotes_the_ink_of_its_file(name: str, form: str, tmp_path: Path):
    proof, data = proof_of_file(name, form, tmp_path)
    encoding = {"gbk": "gb18030", "bom": "utf-8-sig"}.get(form, "utf-8")
    ink = ink_of_word(data) if form == "word" else ink_of_text(data, encoding)
    places = [place for each in proof.findings for place in each.places]
    assert len(places) > 20
    assert [(place.quote, ink(place)) for place in places if ink(place) != place.quote] == []


@pytest.mark.parametrize("form", [form for form in FORMS if form != "utf-8"])
@pytest.mark.parametrize("name", NAMES)
def test_the_kind_of_file_changes_no_finding(name: str, form: str, tmp_path: Path):
    plain, _ = proof_of_file(name, "utf-8", tmp_path)
    other, _ = proof_of_file(name, form, tmp_path)
    assert said(other) == said(plain)


def said(proof: Proof) -> list[tuple[str, str, str, str]]:
    """What is found; words that name a cell by its header may differ."""
    return sorted((each.rule, each.severity.value, each.stated, each.repair) for each in proof.findings)
