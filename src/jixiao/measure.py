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

_SHAPE = re.compile(r"(?P<subject>[^/@]+)/(?P<measure>[^@]+)(?:@(?P<as_of>\d{4}-\d{2}-\d{2}))?")


@dataclass(frozen=True, slots=True)
class Key:
    """The identity of a figure, e.g. `project.P07/spent@2019-12-31`.

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
        return f"{self.subject}/{self.measure}{date}"

    @property
    def tag(self) -> str:
        """The key in at most 64 characters: itself, or shortened with a digest that keeps it unique."""
        text = str(self)
        if len(text) <= LONGEST:
            return text
        digest = hashlib.sha256(text.encode()).hexdigest()[:10]
        return f"{text[: LONGEST - 11]}~{digest}"

    @classmethod
    def parse(cls, text: str) -> Key:
        """The key that `text` spells. Raises ValueError where it spells none."""
        match = _SHAPE.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not subject/measure@date")
        as_of = match["as_of"]
        return cls(match["subject"], match["measure"], dt.date.fromisoformat(as_of) if as_of else None)
