"""What a file is (文件类型), by its first bytes; and names that every file system and browser bears."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

LONGEST_NAME = 120


class Type(Enum):
    """A type of content: how people call it, its media type, its endings (the first is the usual)."""

    PDF = ("PDF", "application/pdf", ("pdf",))
    PNG = ("PNG 图片", "image/png", ("png",))
    JPEG = ("JPEG 图片", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"))
    WORD = (
        "Word 文档",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ("docx", "docm"),
    )
    EXCEL = (
        "Excel 工作簿",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ("xlsx", "xlsm", "et"),
    )
    OFD = ("OFD 版式文件", "application/ofd", ("ofd",))
    OLD_OFFICE = ("旧版 Office 文件", "application/x-ole-storage", ("doc", "xls", "wps", "et", "ppt", "dps"))
    ZIP = ("压缩包", "application/zip", ("zip",))
    OTHER = ("其他文件", "application/octet-stream", ())

    def __init__(self, title: str, media_type: str, endings: tuple[str, ...]) -> None:
        self.title, self.media_type, self.endings = title, media_type, endings


SHOWN_IN_BROWSER = frozenset({Type.PDF.media_type, Type.PNG.media_type, Type.JPEG.media_type})

WITHOUT_WORDS = frozenset({Type.PNG.media_type, Type.JPEG.media_type, Type.ZIP.media_type})
"""Types in which there is nothing to read."""

_BEGINNINGS = (
    (b"%PDF-", Type.PDF),
    (b"\x89PNG\r\n\x1a\n", Type.PNG),
    (b"\xff\xd8\xff", Type.JPEG),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Type.OLD_OFFICE),
)
_ZIPPED = (Type.WORD, Type.EXCEL, Type.OFD)


def type_of(name: str, beginning: bytes) -> Type:
    """The type that the first bytes tell; among zip containers, of which many kinds are made, the ending."""
    for begins, each in _BEGINNINGS:
        if beginning.startswith(begins) or (each is Type.PDF and begins in beginning[:1024]):
            return each
    if beginning.startswith(b"PK\x03\x04"):
        return next((each for each in _ZIPPED if ending_of(name) in each.endings), Type.ZIP)
    return Type.OTHER


def ending_of(name: str) -> str:
    """The ending, without its dot, in small letters."""
    return name.rpartition(".")[2].casefold() if "." in name else ""


_UNFIT = re.compile(r'[\\/:*?"<>|]')


def clean_name(name: str) -> str:
    r"""A name without folders, unprintable characters and what Windows does not bear.

    >>> clean_name("C:\\tmp\\批复\u202etxt.exe")
    '批复txt.exe'
    >>> clean_name("../..")
    '文件'
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    printable = "".join(each for each in last if unicodedata.category(each)[0] != "C")
    clean = " ".join(_UNFIT.sub("_", printable).split()).strip(". ")
    if not clean:
        return "文件"
    stem, dot, ending = clean.rpartition(".")
    if len(clean) > LONGEST_NAME and dot and len(ending) <= 10:
        return stem[: LONGEST_NAME - len(ending) - 1] + "." + ending
    return clean[:LONGEST_NAME]
