"""Kinds of files (文件类型), told by what is in them and not by what they are called."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from enum import Enum

from jixiao.containers.compound import MAGIC, BrokenContainer, Compound


class Kind(Enum):
    """What a file is, in Chinese and in English."""

    TEXT = ("纯文本", "a plain text")
    HTML = ("网页（.html）", "a web page (.html)")
    WEB_ARCHIVE = ("网页存档（.mht）", "a web archive (.mht)")
    WORD = (" Word 文档（.docx）", "a Word file (.docx)")
    OLD_WORD = ("旧格式的 Word、WPS 文档（.doc、.wps）", "an old Word or WPS file (.doc, .wps)")
    RICH_TEXT = (" RTF 文档", "an RTF file")
    OPEN_TEXT = (" OpenDocument 文档（.odt）", "an OpenDocument text (.odt)")
    WORKBOOK = ("工作簿（Excel、WPS 表格）", "a workbook (Excel, WPS)")
    PDF = (" PDF", "a PDF")
    OFD = (" OFD", "an OFD")
    LOCKED = ("设有打开密码的 Office 文件", "an Office file under a password")
    SLIDES = ("演示文稿", "a presentation")
    PICTURE = ("图片", "a picture")
    ARCHIVE = ("压缩包", "an archive")
    PROGRAM = ("程序", "a program")
    COMPOUND = ("无法识别的 Office 文件", "an unknown Office file")
    BROKEN_ARCHIVE = ("损坏的文件", "a damaged file")
    BINARY = ("无法识别的文件", "a file of an unknown kind")

    @property
    def chinese(self) -> str:
        """What the file is, in Chinese."""
        return self.value[0]

    @property
    def english(self) -> str:
        """What the file is, in English."""
        return self.value[1]


_PARTS = {  # what an archive holds if it is of that kind
    "word/document.xml": Kind.WORD,
    "xl/workbook.xml": Kind.WORKBOOK,
    "OFD.xml": Kind.OFD,
    "ppt/presentation.xml": Kind.SLIDES,
}
_OPEN_DOCUMENT = {  # what the first part of an OpenDocument says
    "spreadsheet": Kind.WORKBOOK,
    "text": Kind.OPEN_TEXT,
    "presentation": Kind.SLIDES,
}
_STREAMS = {  # what a compound file holds if it is of that kind
    "EncryptedPackage": Kind.LOCKED,
    "WordDocument": Kind.OLD_WORD,
    "Workbook": Kind.WORKBOOK,
    "Book": Kind.WORKBOOK,
    "PowerPoint Document": Kind.SLIDES,
}
_MARKS = {
    b"{\\rtf": Kind.RICH_TEXT,
    b"\x89PNG": Kind.PICTURE,
    b"\xff\xd8\xff": Kind.PICTURE,
    b"GIF8": Kind.PICTURE,
    b"II*\x00": Kind.PICTURE,
    b"MM\x00*": Kind.PICTURE,
    b"Rar!\x1a": Kind.ARCHIVE,
    b"7z\xbc\xaf\x27\x1c": Kind.ARCHIVE,
    b"\x1f\x8b\x08": Kind.ARCHIVE,
    b"MZ\x90\x00": Kind.PROGRAM,
    b"\x7fELF": Kind.PROGRAM,
}
_HEAD = 4096  # bytes that are looked at
_PDF_WITHIN = 1024  # bytes within which the mark of a PDF stands
_FEW_ZEROS = 100  # characters, of which one at least is a digit or a line feed, in UTF-16
_UNICODE = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_MULTIPART = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(data: bytes) -> Kind:
    """The kind of a file with this content.

    >>> kind_of(b"%PDF-1.7 ...").name, kind_of("支出98元".encode()).name
    ('PDF', 'TEXT')
    """
    head = data[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return _packed(data)
    if head.startswith(MAGIC):
        return _compound(data)
    marked = next((kind for mark, kind in _MARKS.items() if head.startswith(mark)), None)
    if marked:
        return marked
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Kind.PDF
    if _PAGE.match(head):
        return Kind.HTML
    if _MULTIPART.search(head):
        return Kind.WEB_ARCHIVE
    is_text = head.startswith(_UNICODE) or not _CONTROLS.search(head) or _is_wide(head)
    return Kind.TEXT if is_text else Kind.BINARY


def _packed(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            first = archive.infolist()[0] if names else None
    except (zipfile.BadZipFile, ValueError, struct.error, OSError, NotImplementedError, EOFError):
        return Kind.BROKEN_ARCHIVE
    found = next((kind for part, kind in _PARTS.items() if part in names), None)
    if found:
        return found
    if first and first.filename == "mimetype":
        said = data[30 : 30 + 200].decode("ascii", "replace")
        return next(
            (kind for word, kind in _OPEN_DOCUMENT.items() if f"opendocument.{word}" in said), Kind.ARCHIVE
        )
    if "[Content_Types].xml" in names and any(name.endswith("document.xml") for name in names):
        return Kind.WORD
    return Kind.ARCHIVE


def _compound(data: bytes) -> Kind:
    try:
        names = Compound(data).names
    except (BrokenContainer, struct.error):
        return Kind.COMPOUND
    return next((kind for stream, kind in _STREAMS.items() if stream in names), Kind.COMPOUND)


def _is_wide(head: bytes) -> bool:
    """Whether it looks like UTF-16 without a mark: line feeds, spaces and digits have a zero on one side."""
    pairs = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return not min(even, odd) and max(even, odd) * _FEW_ZEROS > pairs
