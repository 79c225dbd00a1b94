from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema

from jixiao.reporting.as_sarif import log_of, results_of
from jixiao.reporting.settings import Settings, Suppression
from tests.reporting.files import STYLE, WRONG_RATE, check, page_file, text_file, word_file, workbook_file

ESSENTIALS = json.loads((Path(__file__).parent / "sarif.schema.json").read_text(encoding="utf-8"))
"""What SARIF 2.1.0 (OASIS, errata 01) demands of the objects that we write; anything else is refused."""


def results(path: Path, settings: Settings | None = None) -> list[dict[str, Any]]:
    return results_of(check(path, settings)[0])


def test_a_log_is_as_the_standard_demands(tmp_path: Path):
    files = [
        text_file(tmp_path, WRONG_RATE, STYLE),
        word_file(tmp_path),
        workbook_file(tmp_path),
        page_file(tmp_path),
    ]
    settings = Settings((Suppression("可比价", rule="GRO001", file="*.html"),))
    told = [each for path in files for each in results(path, settings)]
    log = log_of(told, [(Path("坏的.docx"), "坏的.docx 已损坏。")], "0.2.0")
    jsonschema.Draft7Validator(ESSENTIALS).validate(json.loads(json.dumps(log)))
    assert {each["ruleId"] for each in told} >= {"GRO001", "WRI005", "TAB001"}


def test_a_result_points_to_its_rule(tmp_path: Path):
    told = results(text_file(tmp_path, WRONG_RATE))[0]
    rules = log_of([told], [], "0.2.0")["runs"][0]["tool"]["driver"]["rules"]
    assert rules[told["ruleIndex"]]["id"] == told["ruleId"] == "GRO001"


def test_a_text_has_lines_and_columns_and_a_fix(tmp_path: Path):
    told = results(text_file(tmp_path, WRONG_RATE))[0]
    region = told["locations"][0]["physicalLocation"]["region"]
    line = WRONG_RATE
    assert (region["startLine"], region["endLine"]) == (2, 2)
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "18.3%" == region["snippet"]["text"]
    (replacement,) = told["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"]["text"] == "20.0%"


def test_a_file_that_is_no_text_has_places_in_words(tmp_path: Path):
    told = results(workbook_file(tmp_path))[0]
    location = told["locations"][0]
    assert "region" not in location["physicalLocation"]
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "支出!C5"


def test_a_suppressed_result_says_so(tmp_path: Path):
    told = results(text_file(tmp_path, WRONG_RATE), Settings((Suppression("可比价", rule="GRO001"),)))
    assert told[0]["suppressions"] == [{"kind": "external", "justification": "可比价"}]


def test_a_fingerprint_outlives_lines_that_are_added_above(tmp_path: Path):
    before = results(text_file(tmp_path, WRONG_RATE))[0]["partialFingerprints"]
    after = results(text_file(tmp_path, "新的一段。", WRONG_RATE))[0]["partialFingerprints"]
    assert before == after


def test_a_file_that_cannot_be_read_makes_the_run_unsuccessful():
    (run,) = log_of([], [(Path("a b.docx"), "坏了。")], "0.2.0")["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    note = invocation["toolExecutionNotifications"][0]
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.docx"
