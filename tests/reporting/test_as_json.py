from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from jixiao.reporting.as_json import line_of, record_of, schema_text
from jixiao.reporting.settings import Settings, Suppression
from tests.reporting.files import STYLE, WRONG_RATE, check, page_file, text_file, word_file, workbook_file

VALID = jsonschema.Draft202012Validator(json.loads(schema_text()))


def text(folder: Path) -> Path:
    return text_file(folder, WRONG_RATE, STYLE)


@pytest.mark.parametrize("file", [text, word_file, workbook_file, page_file])
def test_every_record_is_as_the_schema_says(tmp_path: Path, file: Callable[[Path], Path]):
    record = record_of(check(file(tmp_path))[0], with_relations=True)
    assert record["findings"]
    assert record["relations"]
    VALID.validate(json.loads(line_of(record)))


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))


def test_the_schema_refuses_what_is_not_so(tmp_path: Path):
    record = record_of(check(text(tmp_path))[0])
    record["findings"][0]["severity"] = "fatal"
    assert not VALID.is_valid(record)


def test_a_record_takes_one_line(tmp_path: Path):
    assert "\n" not in line_of(record_of(check(text(tmp_path))[0]))


def test_each_kind_of_file_adds_what_its_places_are(tmp_path: Path):
    def first(path: Path) -> dict[str, object]:
        place: dict[str, object] = record_of(check(path)[0])["findings"][0]["places"][0]
        return place

    assert first(text(tmp_path))["line"] == 2
    assert first(page_file(tmp_path))["line"] == 2
    assert {"part", "paragraph", "run", "offset"} <= first(word_file(tmp_path)).keys()
    cell = first(workbook_file(tmp_path))
    assert (cell["sheet"], cell["cell"]) == ("支出", "C5")


def test_the_finding_carries_its_sum_and_its_repair(tmp_path: Path):
    finding = record_of(check(text(tmp_path))[0])["findings"][0]
    assert finding["stated"] == "18.3%"
    assert finding["repair"] == finding["expected"] == "20.0%"
    assert finding["arithmetic"] == "20.0亿元÷（120.0亿元－20.0亿元）"


def test_what_is_suppressed_stands_apart_with_its_reason(tmp_path: Path):
    settings = Settings((Suppression("可比价", rule="GRO001"),))
    record = record_of(check(text(tmp_path), settings)[0])
    assert [each["reason"] for each in record["suppressed"]] == ["可比价"]
    assert "GRO001" not in {each["rule"] for each in record["findings"]}
    VALID.validate(record)
