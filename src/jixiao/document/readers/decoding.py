"""Decoding (字符编码): the characters of a text whose encoding nobody tells.

Chinese offices send UTF-8, GB 18030 (GBK, GB 2312 within it), now and then UTF-16 or Big5. A mark at the
start or faultless UTF-8 settles it; else the encoding wins that yields most of what Chinese is written with.
The same bytes always give the same text.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from jixiao.document.readers.refusals import other_kind, without_text
from jixiao.errors import UnreadableFile

_MARKS = (  # the longer ones first: that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TRIED = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
_ALIKE = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
}
_SAMPLE = 1 << 18  # bytes by which an encoding is judged
_WORST = 0.7  # of the characters must be common, else it is no text
_MOST_CONTROLS = 50  # one control character in so many: else it is no text
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_LINE_END = re.compile("\r\n?")
_SIGNS = "°±²³·×÷‰℃№■□○●▲△★☆㎡㎖㎏㎝"


def decoded(data: bytes, name: str, *, declared: str = "") -> str:
    """The characters, every line end as one line feed, the mark at the start left out.

    `declared` is what the text says of itself; pages say gb2312 and are UTF-8 often enough, so it counts only
    where UTF-8 has a fault. Raises UnreadableFile where the bytes are no text, or nothing but space.
    """
    text = _LINE_END.sub("\n", _characters(data, declared.strip().lower()))
    if not text or text.isspace():
        raise without_text(name)
    if len(_CONTROLS.findall(text)) * _MOST_CONTROLS > len(text) or text.count("\ufffd") * 10 > len(text):
        raise not_text(name)
    return text


def not_text(name: str) -> UnreadableFile:
    """The bytes are of no encoding that is known."""
    return other_kind(name, "文本，或已损坏", "text, or is damaged")


def _characters(data: bytes, declared: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\x00" not in data[:_SAMPLE]:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as fault:
            if fault.end == len(data) and fault.reason == "unexpected end of data":
                return data.decode("utf-8", "replace")  # cut off within its last character
    declared = _ALIKE.get(declared, declared)
    tried = _TRIED if declared not in _TRIED else (declared, *(each for each in _TRIED if each != declared))
    sample = data[:_SAMPLE]
    scores = {encoding: _commonness(sample.decode(encoding, "replace")) for encoding in tried}
    best = max(tried, key=lambda encoding: scores[encoding])
    return data.decode(best, "replace") if scores[best] >= _WORST else "\ufffd"


def _commonness(text: str) -> float:
    """The share of the characters that are common in Chinese texts, at most 1; a fault counts against."""
    if not text:
        return 0.0
    known = _common()
    return sum(known.get(character, 0.0) for character in text) / len(text)


@lru_cache(maxsize=1)
def _common() -> dict[str, float]:
    """How common characters are: those of GB 2312 level 1 fully, others of it and those of Big5 less."""
    known: dict[str, float] = {}
    _add(known, "big5", 0xC9, 0xF9, 0.2)
    _add(known, "gb2312", 0xD8, 0xF7, 0.4)
    _add(known, "big5", 0xA4, 0xC6, 0.8)
    _add(known, "gb2312", 0xB0, 0xD7, 1.0)
    for first, last in ((0x20, 0x7E), (0x2010, 0x2027), (0x2460, 0x249B), (0x3000, 0x3020), (0xFF01, 0xFF5E)):
        known.update({chr(code): 1.0 for code in range(first, last + 1)})
    known.update(dict.fromkeys(_SIGNS, 1.0))
    known.update(dict.fromkeys("\t\n\r\f\ufeff", 1.0))
    known["\ufffd"] = -2.0
    return known


def _add(known: dict[str, float], encoding: str, first: int, last: int, value: float) -> None:
    """Take in the ideographs whose leading byte lies between the two."""
    for lead in range(first, last + 1):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            character = bytes((lead, trail)).decode(encoding, "ignore")
            if len(character) == 1 and "\u4e00" <= character <= "\u9fff":
                known[character] = value
