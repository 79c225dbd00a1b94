"""Assembly (拼装): rows read from any kind of file become one year, or findings; nothing by halves.

The rows of all tables are collected first. Only then is it known what references may name, so names and
keys are settled at the end, together with rows that occur twice and dates that cannot be meant.
"""

from __future__ import annotations

import datetime as dt
import itertools
import typing
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from jixiao.exchange.dates import in_words
from jixiao.exchange.derived import generated_key, spelled_key
from jixiao.exchange.reading import Reading, Rule, found, quoted
from jixiao.exchange.references import References, loose
from jixiao.exchange.tables import NOUNS, UNIT_TABLE, YEARS, Locate, Row
from jixiao.exchange.values import folded
from jixiao.findings import Finding, Severity
from jixiao.tracking.noun import Attribute, Column, Noun, Origin, attributes, key_attribute
from jixiao.tracking.unit import Unit, party_kind
from jixiao.tracking.year import TABLES, Year


class Assembly:
    """Collects the rows of one year and makes the year of them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.rows: dict[str, list[Row]] = {name: [] for name in NOUNS}
        self.fiscal_year: int | None = None
        self.before: Year | None = None  # the year as it was, whose names still count
        self._targets: dict[str, References] = {}

    def add(self, table: str, values: dict[str, Any], origin: Origin, within: Locate) -> None:
        """Take a row of the table of that field name (`projects`, `unit`)."""
        self.rows[table].append(Row(values, origin, within))

    def report(self, finding: Finding) -> None:
        """Take a finding."""
        self.findings.append(finding)

    def finish(self) -> Reading:
        """The year, if nothing is wrong with it; in any case everything that was found."""
        unit = self._single_unit()
        self._give_keys()
        self._derive_parties()
        tables = {name: tuple(self._made(name)) for name in TABLES}
        self._check_projects_once()
        if self.fiscal_year is not None:
            for name, cls in NOUNS.items():
                self.findings += _misdated(cls, self.rows[name], self.fiscal_year)
        failed = any(each.severity is Severity.ERROR for each in self.findings)
        if failed or unit is None or self.fiscal_year is None:
            return Reading(None, tuple(self.findings))
        fields = typing.cast(Any, tables)
        return Reading(Year(fiscal_year=self.fiscal_year, unit=unit, **fields), tuple(self.findings))

    def _single_unit(self) -> Unit | None:
        rows = self.rows[UNIT_TABLE]
        if len(rows) > 1:
            places = [row.locate("name", row.values.get("name")) for row in rows[1:]]
            self.report(found(Rule.TWICE, Severity.ERROR, "“单位”只能有一行", places, hint="请只留一行"))
        if self.fiscal_year is None:
            self.report(
                found(
                    Rule.CONTENT,
                    Severity.ERROR,
                    "没有找到预算年度",
                    expected="“单位”表的“年度”栏写四位年份",
                    hint="在“单位”表填写年度，或在表格标题中写明“2019年”",
                )
            )
        elif self.fiscal_year not in YEARS:
            self.report(
                found(
                    Rule.CONTENT,
                    Severity.ERROR,
                    f"预算年度读到{quoted(self.fiscal_year)}",
                    [row.locate("fiscal_year", self.fiscal_year) for row in rows],
                    expected="四位年份，如 2019",
                )
            )
            self.fiscal_year = None
        if not rows:
            self.report(found(Rule.CONTENT, Severity.ERROR, "没有找到单位的名称", hint="在“单位”表填写一行"))
            return None
        return typing.cast(Unit | None, self._noun(UNIT_TABLE, rows[0]))

    def _made(self, table: str) -> Iterator[Noun]:
        key = key_attribute(TABLES[table])
        first: dict[object, Row] = {}
        for row in self.rows[table]:
            if key is not None and key.name in row.values:
                value = row.values[key.name]
                if value in first:
                    self.report(_twice(key, first[value], row, value))
                else:
                    first[value] = row
            made = self._noun(table, row)
            if made is not None:
                yield made

    def _noun(self, table: str, row: Row) -> Noun | None:
        """The row as its noun; none where a required value is missing or a reference leads nowhere."""
        cls = NOUNS[table]
        values = row.values
        complete = True
        for each in attributes(cls):
            if each.name not in values:
                complete = complete and not each.is_required
            elif each.column.refers:
                settled = self._settled(each, row)
                complete = complete and settled is not None
                values[each.name] = settled
        return cls(origin=row.origin, **values) if complete else None

    def _settled(self, attribute: Attribute, row: Row) -> Any:
        """The keys that the row's reference names; none, with a finding, where it names nothing."""
        written = row.values[attribute.name]
        parts = written if attribute.is_many else (written,)
        keys = []
        for part in parts:
            if not part:
                keys.append(part)
                continue
            targets = self._targets_of(attribute.column)
            key = targets.key(part)
            if key is None:
                self.report(targets.unknown(part, attribute, row.locate(attribute.name, written)))
                return None
            keys.append(key)
        return tuple(keys) if attribute.is_many else keys[0]

    def _targets_of(self, column: Column) -> References:
        if column.refers not in self._targets:
            self._targets[column.refers] = References(column.targets, self.rows, self.before)
        return self._targets[column.refers]

    def _give_keys(self) -> None:
        """Give a key to rows that came without one, where keys are just numbers of our own."""
        for table, cls in NOUNS.items():
            key = key_attribute(cls)
            pattern = generated_key(key) if key is not None else None
            if key is None or pattern is None:
                continue
            keyless = [row for row in self.rows[table] if key.name not in row.values]
            taken = {row.values[key.name] for row in self.rows[table] if key.name in row.values}
            numbers = itertools.count(1)
            for row in keyless:
                wanted = spelled_key(pattern, row.values.get("number"))
                while not wanted or wanted in taken:
                    wanted = spelled_key(pattern, next(numbers))
                row.values[key.name] = wanted
                taken.add(wanted)
            if keyless:
                first, last = (row.values[key.name] for row in (keyless[0], keyless[-1]))
                self.report(
                    found(
                        Rule.DERIVED,
                        Severity.NOTICE,
                        f"“{cls.sheet}”有 {len(keyless)} 行没有“{key.column.label}”，已编为 {first}"
                        + (f" 至 {last}" if len(keyless) > 1 else ""),
                        [keyless[0].locate(key.name, "")],
                    )
                )

    def _derive_parties(self) -> None:
        """Conclude the offices from the rows that name them, where nobody filled in their table."""
        if self.rows["parties"]:
            return
        named: dict[str, Row] = {}
        for table, cls in NOUNS.items():
            fields = [each for each in attributes(cls) if "Party" in each.column.targets]
            for row, each in itertools.product(self.rows[table], fields):
                value = row.values.get(each.name, ())
                for name in value if each.is_many else (value,):
                    if name:
                        named.setdefault(name, row)
        for name, row in named.items():
            self.add("parties", {"name": name, "kind": party_kind(name)}, row.origin, row.within)
        if named:
            self.report(
                found(
                    Rule.DERIVED,
                    Severity.NOTICE,
                    f"没有“部门”表，按项目中的执行部门列出 {len(named)} 个：{'、'.join(named)}",
                    hint="部门性质按名称推断，请核对",
                )
            )

    def _check_projects_once(self) -> None:
        """Find projects that occur twice under different codes."""
        by_name: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows["projects"]:
            if row.values.get("name"):
                by_name[loose(row.values["name"])].append(row)
        for rows in by_name.values():
            names = {folded(row.values["name"]) for row in rows}
            if len({row.values.get("code") for row in rows}) < 2:
                continue
            places = [row.locate("name", row.values["name"]) for row in rows]
            self.report(
                found(
                    Rule.SAME_PROJECT,
                    Severity.ERROR if len(names) < len(rows) else Severity.WARNING,
                    f"项目{quoted(rows[-1].values['name'])}填了 {len(rows)} 次，编号不同："
                    + "、".join(str(row.values.get("code", "")) for row in rows),
                    places[::-1],
                    hint="同一个项目只留一行；确是不同的项目，请在名称上区分",
                )
            )


def _twice(key: Attribute, first: Row, again: Row, value: object) -> Finding:
    place = first.locate(key.name, value)
    return found(
        Rule.DUPLICATE,
        Severity.ERROR,
        f"“{key.column.label}”{quoted(value)}重复，{place.cell or place}已有同样的一行",
        [again.locate(key.name, value), place],
        hint="同一行请只留一份；确是两行，请换一个编号",
    )


def _misdated(cls: type[Noun], rows: Iterable[Row], year: int) -> Iterator[Finding]:
    """Dates of the rows that can hardly be meant."""
    dated = [each for each in attributes(cls) if each.base is dt.date]
    if not dated:
        return
    strict = [each.name for each in dated if each.column.is_in_year]
    for row in rows:
        for each in dated:
            value = row.values.get(each.name)
            if value is None or (each.name not in strict and 1949 <= value.year <= year + 30):
                continue
            if each.name in strict and value.year == year:
                continue
            yield found(
                Rule.DATE,
                Severity.WARNING,
                f"“{each.column.label}”是{in_words(value)}，不在{year}年度"
                if each.name in strict
                else f"“{each.column.label}”是{in_words(value)}，年份不像真的",
                [row.locate(each.name, value)],
                hint=f"请核对年份，是不是{year}年？" if each.name in strict else "请核对年份",
            )
