"""What is typed into the entry screen (填报页的内容): fields of the page and a form's content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from jixiao.exchange.indicator_entry import ATTAINED
from jixiao.exchange.result_entry import OF_ROW, OUTPUT, PLAIN, SHORTCOMING, is_blank
from jixiao.tracking.attainment import Attainment
from jixiao.tracking.noun import Noun
from jixiao.tracking.results import Output, Shortcoming

LONGEST = 20_000
"""Characters of a text; a passage of a report has some hundreds."""

MOST_ROWS = 200
NOUNS: dict[str, type[Noun]] = {"outputs": Output, "shortcomings": Shortcoming, "indicators": Attainment}
LISTS = {"outputs": OUTPUT, "shortcomings": SHORTCOMING, "indicators": ("code", *ATTAINED)}
MANY = frozenset({"causes"})
"""Fields of rows that hold several words; the page sends each by itself."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def content_of(data: QueryDict | Mapping[str, Any]) -> dict[str, Any]:
    """The content that the fields of the page say; rows in their order.

    Rows that say nothing are left out, but for those of indicators, of which each keeps its place.
    """
    content: dict[str, Any] = {name: cleaned(data.get(name, "")) for name in PLAIN}
    for table, names in LISTS.items():
        rows = []
        for number in _numbers(data, table):
            row = {name: _told(data, f"{table}-{number}-{name}", name) for name in (*names, *OF_ROW)}
            told = {name: value for name, value in row.items() if name not in OF_ROW}
            if row.get("code") or not is_blank(told):
                rows.append(row)
        content[table] = rows[:MOST_ROWS]
    return content


def fields_of(content: Mapping[str, Any]) -> dict[str, str]:
    """The fields of the page that say this content; without the identities of rows."""
    told = {name: str(content.get(name) or "") for name in PLAIN}
    for table, names in LISTS.items():
        for number, row in enumerate(content.get(table) or ()):
            told |= {f"{table}-{number}-{name}": str(row.get(name) or "") for name in names}
    return told


def _told(data: QueryDict | Mapping[str, Any], key: str, name: str) -> str:
    """What the page says in a field of a row."""
    if name in MANY and isinstance(data, QueryDict):
        return "、".join(cleaned(each) for each in data.getlist(key) if each)
    return cleaned(data.get(key, ""))


def cleaned(value: Any) -> str:
    """A text as it is kept: without control characters, lines ended alike, not longer than a text may be."""
    return _CONTROL.sub("", str(value or "").replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST]


def _numbers(data: QueryDict | Mapping[str, Any], table: str) -> list[int]:
    """The numbers of the rows that the page sent."""
    shape = re.compile(rf"{table}-(\d{{1,4}})-")
    return sorted({int(match[1]) for name in data if (match := shape.match(name))})


def version_in(data: QueryDict) -> int:
    """The version of the form that the editor saw; 0 where there was none."""
    given = data.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0
