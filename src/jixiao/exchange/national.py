"""National exchange tables (一体化自评交换表): a year's self-evaluations in the shape of the state's systems.

Five tables as units' systems exchange them (shaped like the national technical standard; practice): amounts
in yuan, rates as shares with four places, time stamps of 17 digits, `is_deleted` 2 for no. What must not be
empty is not: a project whose total cannot be computed is left out, and said so. The core has no clock, so the
stamp is given.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from jixiao.document.writers.word_package import replace_file
from jixiao.narrative.forms.goal_words import INDICATOR_WORDS
from jixiao.narrative.forms.vocabulary import BASES
from jixiao.quantity import Money
from jixiao.tracking.glance import Glance
from jixiao.tracking.hierarchy import plain
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.position import Position
from jixiao.tracking.self_evaluation import Evaluated, SelfEvaluation

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "PM_PERF_SELF_EVAL": (
        "eval_id", "fiscal_year", "mof_div_code", "mof_div_name", "dept_code", "dept_name", "agency_code",
        "agency_name", "pro_code", "pro_name", "devi_analy", "application_advise", "total_eval_value",
        "dept_score", "dept_suggest", "dep_aud_opinion", "mof_aud_opinion", "is_last_inst", "update_time",
        "is_deleted", "create_time",
    ),
    "PM_SELF_EVAL_GOAL": ("eval_kpi_id", "eval_id", "kpi_per_id", "kpi_target", "goal_comp"),
    "PM_SELF_EVAL_INDICATOR": (
        "eval_ind_id", "eval_id", "kpi_id", "lv1_perf_ind_code", "lv1_perf_ind_name", "lv2_perf_ind_code",
        "lv2_perf_ind_name", "lv3_perf_ind_code", "lv3_perf_ind_name", "kpi_val", "ind_comp", "kpi_evalstd",
        "ind_weight", "eval_score", "devi_analy", "application_advise",
    ),
    "PM_PERF_SELF_BGT": (
        "bgt_eval_id", "eval_id", "found_type_code", "found_type_name", "reply_amt", "year_adj_amt",
        "cur_amt", "year_exe_amt", "exe_amt_rate", "exe_score",
    ),
    "PERF_PUBLIC_FILE": (
        "file_id", "eval_id", "file_name", "full_path", "report_type_code", "report_type_name",
    ),
}  # fmt: skip
"""The columns of each table, in the order of the standard."""

STAMP = re.compile(r"\d{17}")
NO = "2"  # of is_deleted and is_last_inst: not deleted, not the last instance
_FOUR = Decimal("0.0001")
_TOTAL = ("0", "年度资金总额")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class NationalTables:
    """The tables by name, and the projects that were left out because a score of theirs is missing."""

    tables: Mapping[str, Sequence[Row]]
    left_out: Sequence[str]


def national_tables(glance: Glance, stamp: str) -> NationalTables:
    """The tables of the self-evaluations at a date; `stamp` is when they are made, yyyyMMddHHmmssSSS."""
    if not STAMP.fullmatch(stamp):
        raise ValueError(f"a time stamp has 17 digits, not {stamp!r}")
    evaluation = SelfEvaluation(glance)
    tables: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    left_out = []
    for each in evaluation.projects.values():
        if each.total is None:
            left_out.append(each.name)
            continue
        for table, row in _rows(each, glance, stamp):
            tables[table].append({name: row.get(name, "") for name in COLUMNS[table]})
    return NationalTables(tables, left_out)


def write_national(found: NationalTables, folder: Path) -> list[Path]:
    """Write a CSV file for each table and one JSON file of all; the files in order."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, rows in found.tables.items():
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, COLUMNS[name], lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        written.append(folder / f"{name}.csv")
        replace_file(written[-1], b"\xef\xbb\xbf" + buffer.getvalue().encode())
    written.append(folder / "self-evaluation.json")
    replace_file(written[-1], (json.dumps(found.tables, ensure_ascii=False, indent=1) + "\n").encode())
    return written


def _rows(each: Evaluated, glance: Glance, stamp: str) -> Iterator[tuple[str, Row]]:
    project, unit, statement = each.project, glance.visible.unit, each.statement
    assert project is not None
    key = f"{glance.year.fiscal_year}-{project.code}"
    yield (
        "PM_PERF_SELF_EVAL",
        {
            "eval_id": key,
            "fiscal_year": str(glance.year.fiscal_year),
            "agency_code": unit.code,
            "agency_name": unit.name,
            "pro_code": project.official_code or project.code,
            "pro_name": project.name,
            "devi_analy": statement.deviation if statement else "",
            "application_advise": statement.suggestions if statement else "",
            "total_eval_value": f"{each.total:f}",
            "is_last_inst": NO,
            "update_time": stamp,
            "is_deleted": NO,
            "create_time": stamp,
        },
    )
    if each.objective is not None:
        goal = {
            "eval_kpi_id": f"{key}-G",
            "eval_id": key,
            "kpi_target": each.objective.text,
            "goal_comp": statement.completion if statement else "",
        }
        yield "PM_SELF_EVAL_GOAL", goal
    yield from _indicators(each, key)
    yield from _budget(each, key, glance)
    for number, evidence in enumerate(_evidence(each), start=1):
        yield "PERF_PUBLIC_FILE", {"file_id": f"{key}-F{number}", "eval_id": key, "file_name": evidence}


def _indicators(each: Evaluated, key: str) -> Iterator[tuple[str, Row]]:
    for row in each.indicators:
        goal, indicator = row.goal, row.goal.indicator
        if goal.is_removed or row.score.points is None:
            continue
        yield (
            "PM_SELF_EVAL_INDICATOR",
            {
                "eval_ind_id": f"{key}-{indicator.code}",
                "eval_id": key,
                "kpi_id": indicator.code,
                "lv1_perf_ind_name": indicator.first,
                "lv2_perf_ind_name": indicator.second,
                "lv3_perf_ind_name": indicator.name,
                "kpi_val": str(goal.target),
                "ind_comp": INDICATOR_WORDS["完成值"](goal),
                "kpi_evalstd": indicator.standard,
                "ind_weight": plain(row.score.weight),
                "eval_score": plain(row.score.points),
                "devi_analy": goal.attained.explanation if goal.attained else "",
            },
        )


def _budget(each: Evaluated, key: str, glance: Glance) -> Iterator[tuple[str, Row]]:
    project = each.project
    assert project is not None
    whole = [(*_TOTAL, each.standing.position)]
    parts = [
        (str(number), basis.name, Ledger(glance.year, glance.as_of, basis).of(project.code))
        for number, (name, basis) in enumerate(BASES.items(), start=1)
        if name != "本年一般公共预算拨款"  # a part of 当年财政拨款
    ]
    for code, name, position in (*whole, *(it for it in parts if it[2] != Position())):
        rate = position.execution_rate
        share = Decimal() if rate is None else Decimal(rate.numerator) / Decimal(rate.denominator)
        yield (
            "PM_PERF_SELF_BGT",
            {
                "bgt_eval_id": f"{key}-B{code}",
                "eval_id": key,
                "found_type_code": code,
                "found_type_name": name,
                "reply_amt": _yuan(position.original),
                "year_adj_amt": _yuan(position.adjusted - position.original),
                "cur_amt": _yuan(position.adjusted),
                "year_exe_amt": _yuan(position.spent),
                "exe_amt_rate": "" if rate is None else f"{share.quantize(_FOUR, ROUND_HALF_UP):f}",
                "exe_score": f"{each.execution.points:f}" if code == _TOTAL[0] else "",
            },
        )


def _evidence(each: Evaluated) -> list[str]:
    told = [row.goal.attained.evidence for row in each.indicators if row.goal.attained]
    return list(dict.fromkeys(words for words in told if words))


def _yuan(amount: Money) -> str:
    return f"{amount.yuan:.2f}"
