"""Tests for jixiao.undisturbed."""

from __future__ import annotations

import gc
import weakref

import pytest

from jixiao.undisturbed import undisturbed


def test_the_collector_rests_meanwhile_and_goes_on_behind_even_where_the_work_fails() -> None:
    @undisturbed()
    def failing() -> None:
        assert not gc.isenabled()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_left_in_cycles_just_before_is_gone_when_the_work_begins() -> None:
    class Clause:
        host: object = None

    left = Clause()
    left.host = left
    seen = weakref.ref(left)
    del left
    with undisturbed():
        assert seen() is None
