from __future__ import annotations

import copy

from hypothesis import given

from jixiao.tracking.noun import Origin
from jixiao.tracking.year import Year, fingerprint
from tests.tracking.years import day, granted, paid, year, years


@given(years)
def test_equal_years_have_the_same_fingerprint(of: Year):
    assert fingerprint(copy.deepcopy(of)) == fingerprint(of)


@given(years, years)
def test_years_that_differ_have_different_ones(one: Year, other: Year):
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


def test_a_fen_a_day_and_a_word_each_make_a_difference():
    alike = [
        year(entries=(paid("12.34"),)),
        year(entries=(paid("12.340001"),)),
        year(entries=(paid("12.34", day(12, 30)),)),
        year(entries=(paid("12.34", note="补"),)),
        year(approval_lines=(granted("12.34"),)),
        year(),
    ]
    assert len({fingerprint(each) for each in alike}) == len(alike)


def test_where_it_was_read_makes_none():
    read = Origin("年度.xlsx", "支出", 7)
    assert fingerprint(year(entries=(paid("1", origin=read),))) == fingerprint(year(entries=(paid("1"),)))
