from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from jixiao.errors import UnreadableFile
from jixiao.example import example_year
from jixiao.exchange.as_json import from_json, json_schema, schema_text, to_json
from jixiao.exchange.reading import Rule
from jixiao.tracking.noun import attributes
from jixiao.tracking.year import TABLES, Year
from tests.years import years

PUBLISHED = Path(__file__).parents[2] / "docs" / "reference" / "year.schema.json"
UNIT = {"name": "某街道办事处", "short_name": "某街道"}


def document(**tables: object) -> str:
    return json.dumps({"format": 1, "fiscal_year": 2019, "unit": UNIT, **tables}, ensure_ascii=False)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(years())
def test_every_year_comes_back_from_json_and_fits_the_schema(year: Year):
    text = to_json(year)
    assert from_json(text).year == year
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(text))


def test_the_published_schema_is_the_one_that_the_nouns_give():
    assert PUBLISHED.read_text("utf-8") == schema_text(), "run .venv/bin/python docs/generate.py"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_schema_tells_every_field_of_every_noun():
    definitions = json_schema()["$defs"]
    for cls in TABLES.values():
        assert set(definitions[cls.__name__]["properties"]) == {each.name for each in attributes(cls)}


def test_the_schema_refuses_what_the_reader_refuses():
    validator = jsonschema.Draft202012Validator(json_schema())
    entry = {"date": "2019-05-01", "amount": "12.345"}
    assert not validator.is_valid(json.loads(document(entries=[entry])))
    assert from_json(document(entries=[entry])).year is None


def test_money_is_a_string_so_that_nobody_makes_a_float_of_it():
    written = json.loads(to_json(example_year()))
    assert written["approval_lines"][3]["amount"] == "20842151"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "第 1 行"),
        ("[]", "不是年度数据|里不是"),
        ("{", "读不通"),
        ('{"format": 1, "format": 1}', "不止一次"),
        ('{"format": 99}', "请升级"),
        ('{"format": "一"}', "格式版本"),
        ('{"fiscal_year": NaN}', "不是数"),
        ('{"fiscal_year": ' + "9" * 5000 + "}", "长得不像"),
        ("[" * 100_000, "嵌套过深"),
    ],
)
def test_a_text_that_is_no_year_gets_one_sentence(text: str, said: str):
    with pytest.raises(UnreadableFile, match=said):
        from_json(text, "年度.json")


def test_bytes_of_another_encoding_get_one_sentence():
    with pytest.raises(UnreadableFile, match="UTF-8"):
        from_json("{”年度“}".encode("gbk"))


def test_everything_wrong_is_told_at_once_with_its_place():
    reading = from_json(
        document(
            projects=[{"code": "P01"}, {"code": "P02", "name": "甲", "colour": "红"}],
            entries=[{"date": "2019-02-31", "amount": "1e400", "project": "P09"}],
            budgets=[],
        ),
        "年度.json",
    )
    assert reading.year is None
    told = [(each.rule, str(each.places[0])) for each in reading.findings]
    assert (Rule.REQUIRED.value, "projects!第1行 name") in told
    assert (Rule.UNKNOWN_COLUMN.value, "projects!第2行 colour") in told
    assert (Rule.VALUE.value, "entries!第1行 date") in told
    assert (Rule.VALUE.value, "entries!第1行 amount") in told
    assert (Rule.CONTENT.value, "budgets") in told
    assert (Rule.REFERENCE.value, "entries!第1行 project") in told


@pytest.mark.parametrize("value", [1, "甲", [1], [["甲"]], None])
def test_a_table_of_the_wrong_shape_is_a_finding(value: object):
    assert from_json(document(projects=value)).year is None


def test_a_year_without_a_unit_is_none():
    assert from_json('{"format": 1, "fiscal_year": 2019}').year is None
