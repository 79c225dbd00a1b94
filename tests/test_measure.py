from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.measure import LONGEST, Key

words = st.text(min_size=1, max_size=80)
keys = st.builds(Key, words, words, st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))


@given(keys)
def test_a_key_reads_back_as_itself_whatever_users_call_their_outputs(key: Key):
    assert Key.parse(str(key)) == key


@given(keys, keys)
def test_two_facts_never_share_a_tag(one: Key, other: Key):
    assert (one.tag == other.tag) == (one == other)


@given(keys)
def test_a_tag_fits_into_a_content_control(key: Key):
    assert len(key.tag.encode("utf-16-le")) // 2 <= LONGEST


def test_a_short_key_is_its_own_tag():
    key = Key("project.P07", "spent", dt.date(2019, 12, 31))
    assert key.tag == "project.P07/spent@2019-12-31"


def test_a_measure_may_hold_a_slash():
    assert str(Key("project.P03", "outputs.元/㎡")) == "project.P03/outputs.元/㎡"


@pytest.mark.parametrize("text", ["", "spent", "focus/", "/spent", "focus/spent@", "focus/spent@2019-02-30"])
def test_what_is_no_key_is_refused(text: str):
    with pytest.raises(ValueError):  # noqa: PT011 - a date that does not exist speaks for itself
        Key.parse(text)
