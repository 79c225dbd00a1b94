"""Many forms in one table: what is changed and what stays, one text for many, and two who write at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml.html import document_fromstring

from jixiao_web.ledger.models import BudgetYear
from jixiao_web.results.models import Form, State
from jixiao_web.rounds.models import Round
from tests.web.conftest import OFFICE
from tests.web.results.test_forms import at, begun
from tests.web.results.test_indicators import EVALUATED, filed, half, promised, whole
from tests.web.rounds.stage import MINE, OTHERS, announced

Browser = Callable[[str], Client]

__all__ = ["half", "promised", "whole"]


@pytest.fixture
def round_(year: BudgetYear) -> Round:
    return announced(year)


def address(round_: Round, part: str = "judgement") -> str:
    return f"/2019/results/{round_.pk}/together/?part={part}"


def shown(client: Client, round_: Round, part: str = "judgement", more: str = "") -> dict[str, Any]:
    """What the page would send if nobody touched it; of fields sent several times, all values."""
    page: Any = document_fromstring(client.get(address(round_, part) + more).content.decode())
    found: dict[str, Any] = {}
    for name, value in page.get_element_by_id("together").form_values():
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items() if ":" in name}


def number_of(data: dict[str, Any], code: str = MINE) -> str:
    return next(name.split(":")[0] for name, value in data.items() if value == f"project/{code}")


def test_every_project_of_the_office_stands_in_the_table_and_no_other(browser: Browser, round_: Round):
    client = browser("clerk")
    keys = {value for name, value in shown(client, round_).items() if name.endswith(":key")}
    assert f"project/{MINE}" in keys
    assert f"project/{OTHERS}" not in keys
    coordinator = {
        value for name, value in shown(browser("coordinator"), round_).items() if name.endswith(":key")
    }
    assert {f"project/{MINE}", f"project/{OTHERS}"} <= coordinator


def test_saving_what_nobody_touched_begins_no_form(browser: Browser, round_: Round):
    client = browser("coordinator")
    for part in ("judgement", "words", "indicators"):
        answer = client.post(address(round_, part), shown(client, round_, part) | {"do": "save"})
        assert answer.status_code == 302
        assert not Form.objects.exists(), part
        assert "没有改动" in client.get(address(round_, part)).content.decode()


def test_what_is_changed_is_kept_and_the_rest_of_the_form_stays(browser: Browser, round_: Round):
    client = browser("clerk")
    client.post(at(round_), begun(round_) | {"do": "save", "results": "自己写的完成情况"})
    before = Form.objects.get().content
    data = shown(client, round_)
    name = f"{number_of(data)}:explanation"
    assert client.post(address(round_), data | {name: "人数变动。", "do": "save"}).status_code == 302
    form = Form.objects.get()
    assert form.content == before | {"explanation": "人数变动。"}
    assert form.version == 2


def test_indicators_are_reported_in_the_table_by_their_codes(whole: Round, browser: Browser):
    client = browser("clerk")
    data = shown(client, whole, "indicators")
    number = number_of(data)
    typed = {f"{number}:indicators-0-actual": "1000", f"{number}:indicators-3-actual": "92"}
    assert client.post(address(whole, "indicators"), data | typed | {"do": "save"}).status_code == 302
    rows = {row["code"]: row for row in Form.objects.get().content["indicators"]}
    assert (rows["K91"]["actual"], rows["K94"]["actual"]) == ("1000", "92")
    page = client.get(address(whole, "indicators")).content.decode()
    assert 'value="1000"' in page


def test_causes_that_are_unticked_are_gone_and_those_not_shown_stay(half: Round, browser: Browser):
    client = browser("clerk")
    client.post(at(half), filed(half, do="save", **{"indicators-0-causes": ["经费保障", "其他"]}))
    part = "indicators"
    data = shown(client, half, part)
    number = number_of(data)
    seen_ticks = {f"{number}:indicators-0-causes": ["其他"]}
    assert client.post(address(half, part), data | seen_ticks | {"do": "save"}).status_code == 302
    assert Form.objects.get().content["indicators"][0]["causes"] == "其他"
    data = {
        name: value for name, value in shown(client, half, part).items() if not name.endswith("causes:shown")
    }
    client.post(address(half, part), data | {f"{number}:indicators-0-actual": "600", "do": "save"})
    row = Form.objects.get().content["indicators"][0]
    assert (row["actual"], row["causes"]) == ("600", "其他")


def test_one_reason_fills_the_blanks_of_those_that_are_ticked(browser: Browser, round_: Round):
    client = browser("coordinator")
    data = shown(client, round_)
    mine, theirs = number_of(data), number_of(data, OTHERS)
    typed = {f"{mine}:explanation": "自己的原因。", f"{theirs}:explanation": ""}
    fill = {
        "do": "fill",
        "field": "explanation",
        "text": "据实发放。",
        "ticked": [f"project/{MINE}", f"project/{OTHERS}"],
    }
    answer = client.post(address(round_), data | typed | fill, follow=True)
    kept = {form.code: form.content["explanation"] for form in Form.objects.all()}
    assert kept == {MINE: "自己的原因。", OTHERS: "据实发放。"}
    page = answer.content.decode()
    assert "填入 1 个项目" in page
    assert "1 个项目没有填" in page
    client.post(address(round_), shown(client, round_) | fill | {"replaces": "1"})
    assert {form.content["explanation"] for form in Form.objects.all()} == {"据实发放。"}


def test_a_fill_that_meets_what_somebody_else_wrote_counts_only_what_is_kept(browser: Browser, round_: Round):
    client = browser("coordinator")
    mine = shown(client, round_)
    name = f"{number_of(mine)}:explanation"
    browser("clerk").post(at(round_), begun(round_) | {"do": "save", "explanation": "对方写的。"})
    fill = {
        "do": "fill",
        "field": "explanation",
        "text": "据实发放。",
        "replaces": "1",
        "ticked": [f"project/{MINE}", f"project/{OTHERS}"],
    }
    answer = client.post(address(round_), mine | {name: "我写的。"} | fill)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert {form.code: form.content["explanation"] for form in Form.objects.all()} == {
        MINE: "对方写的。",
        OTHERS: "据实发放。",
    }
    assert "填入 1 个项目" in page
    assert "填入 2 个项目" not in page
    assert "个项目没有填" not in page


def test_a_reason_for_indicators_goes_to_those_that_ask_for_one(whole: Round, browser: Browser):
    client = browser("clerk")
    said = {**EVALUATED, "indicators-0-actual": "900", "indicators-2-explanation": ""}
    client.post(at(whole), filed(whole, do="save", **said))
    fill = {
        "do": "fill",
        "field": "indicators.explanation",
        "text": "雨天停工。",
        "ticked": f"project/{MINE}",
    }
    client.post(address(whole), shown(client, whole) | fill)
    told = {row["code"]: row.get("explanation", "") for row in Form.objects.get().content["indicators"]}
    assert told["K91"] == told["K93"] == "雨天停工。"
    assert told["K92"] == told["K94"] == ""


@pytest.mark.parametrize(
    ("fill", "told"),
    [
        ({"field": "", "text": "一"}, "先选要填哪一栏"),
        ({"field": "explanation", "text": " "}, "先写要填的内容"),
        ({"field": "explanation", "text": "一", "ticked": []}, "先勾选要填的项目"),
        ({"field": "objectives", "text": "差不多"}, "只能填"),
        ({"field": "version", "text": "9"}, "先选要填哪一栏"),
    ],
)
def test_a_fill_that_cannot_be_is_told_and_what_was_typed_is_kept(
    fill: dict[str, Any], told: str, browser: Browser, round_: Round
):
    client = browser("clerk")
    data = shown(client, round_)
    typed = {f"{number_of(data)}:explanation": "手写的。"}
    given = {"do": "fill", "ticked": f"project/{MINE}"} | fill
    page = client.post(address(round_), data | typed | given, follow=True).content.decode()
    assert told in page
    assert Form.objects.get().content["explanation"] == "手写的。"


def test_a_word_of_a_choice_is_kept_as_the_form_keeps_it(browser: Browser, round_: Round):
    client = browser("clerk")
    fill = {
        "do": "fill",
        "field": "objectives",
        "text": "部分实现",
        "ticked": f"project/{MINE}",
        "replaces": "1",
    }
    client.post(address(round_), shown(client, round_) | fill)
    sent = client.get(at(round_)).content.decode()
    assert re.search(r'<option value="[^"]+" selected>部分实现</option>', sent)


def test_two_may_write_in_different_fields_of_one_form(browser: Browser, round_: Round):
    client = browser("clerk")
    mine = shown(client, round_)
    name = f"{number_of(mine)}:explanation"
    browser("coordinator").post(at(round_), begun(round_) | {"do": "save", "forecast": "明年继续。"})
    assert client.post(address(round_), mine | {name: "人数变动。", "do": "save"}).status_code == 302
    content = Form.objects.get().content
    assert (content["forecast"], content["explanation"]) == ("明年继续。", "人数变动。")


def test_two_in_one_field_see_each_other_before_anything_is_lost(browser: Browser, round_: Round):
    client = browser("clerk")
    mine = shown(client, round_)
    name = f"{number_of(mine)}:explanation"
    browser("coordinator").post(at(round_), begun(round_) | {"do": "save", "explanation": "对方写的。"})
    answer = client.post(address(round_), mine | {name: "我写的。", "do": "save"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert Form.objects.get().content["explanation"] == "对方写的。"
    assert "我写的。" in page
    assert "原因说明：对方写的。" in page
    seen = unescape(re.search(r'name="\d+:seen" value="([^"]*)"', page)[1])  # type: ignore[index]
    again = {f"{number_of(mine)}:key": f"project/{MINE}", f"{number_of(mine)}:seen": seen, name: "我写的。"}
    assert client.post(address(round_), again | {"do": "save"}).status_code == 302
    assert Form.objects.get().content["explanation"] == "我写的。"


def test_what_is_typed_is_kept_while_it_is_typed(browser: Browser, round_: Round):
    client = browser("clerk")
    data = shown(client, round_)
    number = number_of(data)
    told = {name: value for name, value in data.items() if name.startswith(f"{number}:")}
    said = client.post(address(round_), told | {f"{number}:explanation": "一。", "do": "keep"}).json()
    assert '"explanation": "一。"' in said["seen"][number]
    assert said["contested"] == []
    assert isinstance(said["gaps"][number], int)
    assert Form.objects.get().content["explanation"] == "一。"


def test_what_is_ticked_and_whole_is_sent_and_the_rest_is_told(whole: Round, browser: Browser):
    client = browser("coordinator")
    client.post(at(whole), filed(whole, do="save"))
    client.post(at(whole, OTHERS), begun(whole, OTHERS) | {"do": "save", "objectives": ""})
    ticked = {"ticked": [f"project/{MINE}", f"project/{OTHERS}"], "do": "send"}
    page = client.post(address(whole), shown(client, whole) | ticked, follow=True).content.decode()
    assert Form.objects.get(code=MINE).state != State.DRAFT
    assert Form.objects.get(code=OTHERS).state == State.DRAFT
    assert "已送审 1 项" in page
    assert re.search(r"没有送审：[^<]*处待补", page)


def test_sent_forms_and_those_who_only_read_see_values_and_no_fields(whole: Round, browser: Browser):
    client = browser("clerk")
    client.post(at(whole), filed(whole, do="send"))
    assert Form.objects.get().state == State.SENT
    page = client.get(address(whole)).content.decode()
    assert f'value="project/{MINE}"' not in page
    assert f"/project/{MINE}/" in page
    leader = browser("leader")
    assert 'name="0:explanation"' not in leader.get(address(whole)).content.decode()
    assert leader.post(address(whole), {"0:key": f"project/{MINE}", "0:explanation": "x"}).status_code == 403
    assert client.post(address(whole), {"0:key": f"project/{MINE}", "0:explanation": "x"}).status_code == 403
    assert browser("outsider").get(address(whole)).status_code in (403, 404)


def test_the_table_can_be_narrowed(browser: Browser, round_: Round):
    client = browser("coordinator")
    everything = shown(client, round_)
    office = shown(client, round_, more=f"&office={OFFICE}")
    assert f"project/{MINE}" in office.values()
    assert f"project/{OTHERS}" not in office.values()
    assert f"project/{OTHERS}" in everything.values()
    assert client.get(f"{address(round_)}&only=gaps&page=99").status_code == 200
    assert client.get(f"{address(round_)}&part=nonsense&page=x").status_code == 200


def test_the_table_asks_the_database_as_often_for_many_as_for_one(browser: Browser, round_: Round):
    counts = []
    for who in ("clerk", "coordinator"):
        client = browser(who)
        client.get(address(round_))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address(round_))
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 3
