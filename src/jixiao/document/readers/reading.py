"""Reading (读取文件): any file that a report may come in, as a document.

What a file is decides its content; its name is only held against it. Libraries are loaded with the first file
that needs them.
"""

from __future__ import annotations

from pathlib import Path

from jixiao.document.model import Document
from jixiao.document.readers.kinds import Kind, kind_of
from jixiao.document.readers.refusals import content_of, damaged, encrypted, scanned
from jixiao.errors import UnreadableFile

_WORD = (Kind.WORD, Kind.OLD_WORD, Kind.RICH_TEXT, Kind.OPEN_TEXT)
_PAGE = (Kind.HTML, Kind.WEB_ARCHIVE)
_EXPECTED = {  # what a file of that name may be
    ".txt": (Kind.TEXT,),
    ".md": (Kind.TEXT,),
    ".html": _PAGE,
    ".htm": _PAGE,
    ".shtml": _PAGE,
    ".mht": _PAGE,
    ".mhtml": _PAGE,
    ".docx": _WORD,
    ".docm": _WORD,
    ".doc": _WORD,
    ".wps": _WORD,
    ".rtf": _WORD,
    ".odt": _WORD,
    ".xlsx": (Kind.WORKBOOK,),
    ".xlsm": (Kind.WORKBOOK,),
    ".xls": (Kind.WORKBOOK,),
    ".et": (Kind.WORKBOOK,),
    ".ods": (Kind.WORKBOOK,),
    ".pdf": (Kind.PDF,),
    ".ofd": (Kind.OFD,),
}

SUFFIXES = frozenset(_EXPECTED)
"""The endings of names that a search through a folder looks for, in small letters."""


def read_document(path: Path) -> Document:
    """The document in a file.

    Raises UnreadableFile, with one sentence that says why, where the file is missing, empty, damaged,
    encrypted, a scan, of another kind than its name says, or of no kind that can be read.
    """
    data = content_of(path)
    expected = _EXPECTED.get(path.suffix.lower(), ())
    kind = kind_of(data)
    if kind is Kind.TEXT and Kind.HTML in expected:
        kind = Kind.HTML  # a page without its frame
    if kind is Kind.LOCKED:
        raise encrypted(path.name)
    if kind in (Kind.BROKEN_ARCHIVE, Kind.COMPOUND):
        raise damaged(path.name)
    if kind is Kind.PICTURE and not expected:
        raise scanned(path.name)
    if kind is Kind.BINARY and expected and Kind.TEXT not in expected:
        raise damaged(path.name)
    if expected and kind not in expected and kind is not Kind.BINARY:
        raise _misnamed(path, kind)
    return _read(path, kind)


def _read(path: Path, kind: Kind) -> Document:
    match kind:
        case Kind.TEXT if path.suffix.lower() == ".md":
            from jixiao.document.readers.markdown import read_markdown

            return read_markdown(path)
        case Kind.TEXT | Kind.BINARY:
            from jixiao.document.readers.text import read_text

            return read_text(path)
        case Kind.HTML:
            from jixiao.document.readers.html import read_html

            return read_html(path)
        case Kind.WEB_ARCHIVE:
            from jixiao.document.readers.html import read_web_archive

            return read_web_archive(path)
        case Kind.WORD:
            from jixiao.document.readers.word import read_word

            return read_word(path)
        case Kind.OLD_WORD | Kind.RICH_TEXT | Kind.OPEN_TEXT:
            from jixiao.document.readers.office import read_by_office

            return read_by_office(path, kind)
        case Kind.WORKBOOK:
            from jixiao.document.readers.workbook import read_workbook

            return read_workbook(path)
        case Kind.PDF:
            from jixiao.document.readers.pdf import read_pdf

            return read_pdf(path)
        case Kind.OFD:
            from jixiao.document.readers.ofd import read_ofd

            return read_ofd(path)
        case _:
            raise _unread(path, kind)


def _misnamed(path: Path, kind: Kind) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} 的扩展名是 {path.suffix}，内容却是{kind.chinese}。",
        hint="请改正扩展名，或核对是不是发错了文件。",
        english=f"{path.name} is named {path.suffix} but is {kind.english}: correct its name.",
    )


def _unread(path: Path, kind: Kind) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} 是{kind.chinese}，不是能校核的文稿。",
        hint="能读 .docx、.pdf、.ofd、.html、.xlsx、.txt 等。",
        english=f"{path.name} is {kind.english}, which cannot be proofed.",
    )
