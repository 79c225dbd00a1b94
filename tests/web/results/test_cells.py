"""The official form on screen, to be copied cell by cell into another system."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from jixiao_web.rounds.models import Round
from tests.web.results.test_forms import at
from tests.web.results.test_indicators import filed, half, promised, whole
from tests.web.rounds.stage import MINE, OTHERS

Browser = Callable[[str], Client]

__all__ = ["half", "promised", "whole"]


def test_the_form_is_shown_with_what_is_typed_and_each_value_is_copied_plain(half: Round, browser: Browser):
    client = browser("clerk")
    client.post(at(half), filed(half, do="save", **{"indicators-0-actual": "1234"}))
    page = client.get(at(half, MINE, "cells/")).content.decode()
    assert 'data-cell="1234㎡" data-name="产出指标 · 数量指标 · 清扫面积 ·' in page
    assert "监控分析" not in page
    assert "<h2>项目支出绩效目标执行监控表</h2>" in page


def test_money_is_in_the_unit_that_one_has_chosen_without_separators(whole: Round, browser: Browser):
    client = browser("coordinator")
    wan = client.get(at(whole, MINE, "cells/")).content.decode()
    client.cookies["money_unit"] = "%E5%85%83"
    yuan = client.get(at(whole, MINE, "cells/")).content.decode()
    assert 'data-cell="981.88"' in wan
    assert 'data-cell="9818825.00"' in yuan
    assert "9,818,825.00" in yuan


def test_nobody_sees_the_form_of_another_office(half: Round, browser: Browser):
    assert browser("clerk").get(at(half, OTHERS, "cells/")).status_code == 404
    assert browser("leader").get(at(half, MINE, "cells/")).status_code == 200
