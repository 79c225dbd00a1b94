"""Tables: a sound one is silent, one damaged figure is found, chance and torn cells accuse nobody."""

from __future__ import annotations

import random
import time

import pytest

from jixiao.checks import table_rows, tables
from jixiao.facts.facts import facts_of
from jixiao.findings import Severity
from jixiao.proof import Proof, proof_of_facts
from tests.checks.document_pages import document_of

RULES = (*tables.RULES, *table_rows.RULES)
HEADER = "序号\t项目名称\t年初预算\t年中追加\t年中追减\t调整后预算\t实际支出\t执行率"


def proved(lines: list[str]) -> Proof:
    return proof_of_facts(facts_of(document_of("\n".join(lines))), RULES)


def errors(proof: Proof) -> list[str]:
    return [each.message for each in proof.findings if each.severity is Severity.ERROR]


def budget(chance: random.Random, rows: int) -> list[list[str]]:
    """A table of projects that adds up, cell by cell, with its total."""
    found, sums = [], [0, 0, 0, 0, 0]
    for number in range(rows):
        original = chance.randint(2_000, 900_000)
        more = chance.choice([0, 0, chance.randint(100, 50_000)])
        less = 0 if more else chance.choice([0, chance.randint(100, original // 2)])
        adjusted = original + more - less
        spent = chance.randint(adjusted // 2, adjusted)
        figures = [original, more, less, adjusted, spent]
        sums = [one + other for one, other in zip(sums, figures, strict=True)]
        found.append([str(number + 1), f"项目{'甲乙丙丁戊己庚辛'[number % 8]}{number}", *printed(figures)])
    return [*found, ["合计", *printed(sums)]]


def printed(figures: list[int]) -> list[str]:
    adjusted, spent = figures[3], figures[4]
    rate = (spent * 100_000 // adjusted + 5) // 10
    cells = [f"{figure // 100:,}.{figure % 100:02}" if figure else "-" for figure in figures]
    return [*cells, f"{rate // 100}.{rate % 100:02}%"]


def lines_of(table: list[list[str]]) -> list[str]:
    return ["单位：万元", HEADER, *("\t".join(row) for row in table)]


@pytest.mark.parametrize("seed", range(12))
def test_a_sound_table_is_silent_and_vouched_for(seed: int) -> None:
    chance = random.Random(seed)
    proof = proved(lines_of(budget(chance, chance.randint(6, 40))))
    assert errors(proof) == []
    assert len(proof.verified) == len(proof.facts.mentions)


@pytest.mark.parametrize("seed", range(24))
def test_one_damaged_figure_is_found_where_it_stands(seed: int) -> None:
    chance = random.Random(seed)
    table = budget(chance, chance.randint(8, 30))
    row = chance.choice(table)
    columns = [number for number in range(-6, 0) if row[number] not in ("-", "100.00%")]
    column = chance.choice(columns)
    spots = [number for number, sign in enumerate(row[column]) if sign.isdigit()][:2]
    spot = chance.choice(spots)
    digit = str((int(row[column][spot]) + chance.randint(2, 7)) % 10 or 9)
    damaged = row[column][:spot] + digit + row[column][spot + 1 :]
    if damaged == row[column]:
        return
    row[column] = damaged
    proof = proved(lines_of(table))
    quotes = [place.quote for each in proof.findings for place in each.places]
    assert errors(proof)
    assert damaged in quotes


@pytest.mark.parametrize("seed", range(20))
def test_figures_of_chance_accuse_nobody(seed: int) -> None:
    chance = random.Random(seed)
    most, columns = chance.choice([9, 99, 9_999]), chance.randint(1, 5)
    names = "\t".join(["项目名称", "东区", "西区", "南区", "北区", "中区"][: columns + 1])
    lines = ["单位：万元", names]
    for number in range(40):
        name = "小计" if number % 5 == 4 else f"项目{number}甲"
        lines.append(name + "".join(f"\t{chance.randint(1, most)}" for _ in range(columns)))
    lines.append("合计" + "".join(f"\t{chance.randint(1, most * 9)}" for _ in range(columns)))
    assert errors(proved(lines)) == []


def test_parts_of_codes_among_amounts_show_that_the_table_is_torn() -> None:
    lines = ["单位：元", "项目名称\t合计\t基本支出\t项目支出"]
    lines += [f"项目{n}甲\t{n * 300000}\t{n * 100000}\t{n * 200000}" for n in range(1, 7)]
    lines.append("项目七甲\t2100000\t05\t99")
    lines.append("合计\t8400000\t2800000\t5600000")
    assert errors(proved(lines)) == []


def test_rates_prices_and_means_are_never_added_up() -> None:
    lines = ["项目名称\t数量（个）\t单价（元）\t人均（元）\t执行率（%）"]
    lines += [f"项目{n}甲\t{n * 3}\t{n * 17}\t{n * 11}\t9{n}.5" for n in range(1, 6)]
    lines.append("合计\t45\t51\t33\t93.5")
    assert errors(proved(lines)) == []


def test_a_row_that_does_not_follow_the_header_words_alone_is_no_error() -> None:
    lines = [
        "单位：万元",
        "项目\t预算数\t执行数\t执行率（%）",
        "路灯\t30.00\t29.00\t88.00",
        "公园\t20.00\t19.00\t77.00",
    ]
    assert errors(proved(lines)) == []


def test_a_long_table_takes_time_in_proportion() -> None:
    assert min(seconds(4_000) / max(seconds(500), 0.02) for _ in range(2)) < 8 * 4


def seconds(rows: int) -> float:
    """What the proof of a table of so many rows takes of the processor."""
    facts = facts_of(document_of("\n".join(lines_of(budget(random.Random(1), rows)))))
    start = time.process_time()
    assert not errors(proof_of_facts(facts, RULES))
    return time.process_time() - start
