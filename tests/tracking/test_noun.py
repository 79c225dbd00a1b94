from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum

import pytest

from jixiao.quantity import Money
from jixiao.tracking.noun import Noun, attributes, column, key_attribute, noun
from jixiao.tracking.year import TABLES

KINDS = (str, int, bool, Decimal, Money, dt.date)


class Color(Enum):
    GREEN = "绿"


@noun("样例", "Samples", "一行一个样例。", appears="since")
class Sample(Noun):
    code: str = column("编号", "Code", is_key=True)
    since: dt.date | None = column("日期", "Since", default=None)
    color: Color = column("颜色", "Color", default=Color.GREEN)
    names: tuple[str, ...] = column("名称", "Names", default=())


def test_a_noun_tells_everything_that_a_file_format_needs():
    described = {each.name: (each.base, each.is_many, each.is_required) for each in attributes(Sample)}
    assert described == {
        "code": (str, False, True),
        "since": (dt.date, False, False),
        "color": (Color, False, False),
        "names": (str, True, False),
    }
    key = key_attribute(Sample)
    assert key is not None
    assert (key.name, Sample.sheet, Sample.appears) == ("code", "样例", "since")


def test_what_a_noun_cannot_hold_is_refused():
    @noun("错例", "Wrong")
    class Wrong(Noun):
        share: complex = column("比例", "Share")

    with pytest.raises(TypeError, match="complex"):
        attributes(Wrong)


@pytest.mark.parametrize("cls", TABLES.values())
def test_every_field_of_every_table_is_described_in_both_languages(cls: type[Noun]):
    described = attributes(cls)
    assert described
    for each in described:
        assert each.column.label
        assert each.column.english.isascii()
        assert each.base in KINDS or issubclass(each.base, Enum)
    labels = [each.column.label for each in described]
    assert len(labels) == len(set(labels))


def test_no_two_tables_share_a_sheet():
    sheets = [cls.sheet for cls in TABLES.values()]
    assert len(sheets) == len(set(sheets))
