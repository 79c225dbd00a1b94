"""Key (数字的身份): subject/measure@as-of, shared by ledger entries, bound figures and facts.

It names one fact of the year: what it is about, what was measured and on which date. It is short enough
(at most 64 characters) for the tag of a content control in Word.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass

LONGEST = 64
"""The characters that Word allows in a tag; it counts UTF-16 units."""

_DIGEST = 10
_SHAPE = re.compile(r"(?P<subject>[^/@]+)/(?P<measure>[^@]+)(?:@(?P<as_of>\d{4}-\d{2}-\d{2}))?")


@dataclass(frozen=True, slots=True)
class Key:
    """The identity of a figure, e.g. `project.P07/spent@2019-12-31`.

    Names that users gave may hold the signs that part a key; these are written %2F and %40.

    >>> str(Key("focus", "spent", dt.date(2019, 12, 31)))
    'focus/spent@2019-12-31'
    >>> Key.parse("focus/spent@2019-12-31").measure
    'spent'
    """

    subject: str
    measure: str
    as_of: dt.date | None = None

    def __str__(self) -> str:
        date = f"@{self.as_of.isoformat()}" if self.as_of else ""
        return f"{_escaped(self.subject).replace('/', '%2F')}/{_escaped(self.measure)}{date}"

    @property
    def tag(self) -> str:
        """The key in at most 64 characters: itself, or shortened with a digest that keeps it unique."""
        text = str(self)
        if _length(text) <= LONGEST:
            return text
        digest = hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]
        kept = text[: LONGEST - _DIGEST - 1]
        while _length(kept) > LONGEST - _DIGEST - 1:
            kept = kept[:-1]
        return f"{kept}~{digest}"

    @classmethod
    def parse(cls, text: str) -> Key:
        """The key that `text` spells. Raises ValueError where it spells none."""
        match = _SHAPE.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not subject/measure@date")
        as_of = dt.date.fromisoformat(match["as_of"]) if match["as_of"] else None
        return cls(_unescaped(match["subject"]), _unescaped(match["measure"]), as_of)


def _escaped(name: str) -> str:
    return name.replace("%", "%25").replace("@", "%40")


def _unescaped(name: str) -> str:
    return name.replace("%2F", "/").replace("%40", "@").replace("%25", "%")


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
