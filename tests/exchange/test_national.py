from __future__ import annotations

import csv
import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.example import example_year
from jixiao.exchange.national import COLUMNS, NationalTables, national_tables, write_national
from jixiao.tracking.glance import Glance
from jixiao.tracking.policy import load_policy
from jixiao.tracking.year import Year

STAMP = "20240112093000000"
YEAR = example_year("shifan-2023")


def tables(of: Year = YEAR) -> NationalTables:
    return national_tables(Glance(of, dt.date(2023, 12, 31), load_policy("national")), STAMP)


def test_every_project_has_its_evaluation_with_what_must_not_be_empty():
    found = tables().tables["PM_PERF_SELF_EVAL"]
    assert len(found) == 6
    for row in found:
        for name in ("total_eval_value", "is_last_inst", "update_time", "is_deleted", "create_time"):
            assert row[name]
    first = found[0]
    assert (first["total_eval_value"], first["is_deleted"], first["update_time"]) == ("100.00", "2", STAMP)


def test_points_of_indicators_and_execution_make_the_total():
    found = tables().tables
    for row in found["PM_PERF_SELF_EVAL"]:
        of = [each for each in found["PM_SELF_EVAL_INDICATOR"] if each["eval_id"] == row["eval_id"]]
        execution = [each for each in found["PM_PERF_SELF_BGT"] if each["eval_id"] == row["eval_id"]]
        points = sum(float(each["eval_score"]) for each in of) + float(execution[0]["exe_score"])
        assert points == pytest.approx(float(row["total_eval_value"]))


def test_amounts_are_yuan_and_rates_have_four_places():
    budget = {each["bgt_eval_id"]: each for each in tables().tables["PM_PERF_SELF_BGT"]}
    row = budget["2023-P03-B0"]
    amounts = [row[name] for name in ("reply_amt", "year_adj_amt", "cur_amt")]
    assert amounts == ["1800000.00", "-200000.00", "1600000.00"]
    assert (row["year_exe_amt"], row["exe_amt_rate"]) == ("1556000.00", "0.9725")


def test_a_removed_indicator_is_no_row_and_a_changed_one_bears_what_is_in_force():
    names = {each["lv3_perf_ind_name"]: each for each in tables().tables["PM_SELF_EVAL_INDICATOR"]}
    assert "短片审核通过率" not in names
    assert (names["上门服务"]["kpi_val"], names["上门服务"]["ind_comp"]) == ("≥32000人次", "31000人次")


def test_a_project_without_a_total_is_left_out_and_named():
    attainments = tuple(each for each in YEAR.attainments if each.indicator != "K01")
    found = tables(replace(YEAR, attainments=attainments))
    assert found.left_out == ["街面清扫保洁"]
    assert all(each["eval_id"] != "2023-P01" for rows in found.tables.values() for each in rows)


def test_the_files_hold_the_tables_as_they_are(tmp_path: Path):
    found = tables()
    written = write_national(found, tmp_path / "交换表")
    assert [each.name for each in written] == [*(f"{name}.csv" for name in COLUMNS), "self-evaluation.json"]
    for path in written[:-1]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.DictReader(file)) == found.tables[path.stem]
    assert json.loads(written[-1].read_text("utf-8")) == found.tables


def test_a_stamp_that_is_none_is_refused():
    with pytest.raises(ValueError, match="17"):
        national_tables(Glance(YEAR, dt.date(2023, 12, 31), load_policy("national")), "2024")
