"""Assembly (拼装): rows read from any kind of file become one year, or findings; nothing by halves.

The rows of all tables are collected first. Only then is it known what references may name, so names and
keys are settled at the end, together with rows that occur twice and dates that cannot be meant.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import typing
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jixiao.exchange.dates import in_words
from jixiao.exchange.reading import Reading, Rule, found, quoted
from jixiao.exchange.values import folded, suggestion
from jixiao.findings import Finding, Place, Severity
from jixiao.tracking.noun import (
    Attribute,
    Column,
    Noun,
    Origin,
    attributes,
    key_attribute,
    name_attribute,
)
from jixiao.tracking.unit import PartyKind, Unit
from jixiao.tracking.year import TABLES, Year

UNIT_TABLE = "unit"
NOUNS: dict[str, type[Noun]] = {UNIT_TABLE: Unit, **TABLES}
"""All tables of a file: the unit's single row, then those of the year."""

FISCAL_YEAR = Attribute(
    "fiscal_year",
    Column("年度", "Fiscal year", help="四位年份，如 2019", synonyms=("预算年度", "财政年度", "年份")),
    int,
    is_many=False,
    is_required=True,
    default=None,
)
"""The year itself, kept as a column of the unit's row."""

WHOLE_UNIT = "unit"
"""What a reference to the whole unit is kept as; people write 单位."""
WHOLE_UNIT_WORDS = ("单位", "本单位", "unit", "全单位", "部门整体")

YEARS = range(1949, 2200)

_MOST_SUGGESTIONS = 100

Locate = Callable[[int, str, object], Place]
"""Tells the place of a field of a row of the sheet, given what stands there."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: values by field name, references as written."""

    values: dict[str, Any]
    origin: Origin
    within: Locate

    def locate(self, name: str, quote: object) -> Place:
        """The place of a field, where `quote` stands."""
        return self.within(self.origin.row, name, quote)


class Assembly:
    """Collects the rows of one year and makes the year of them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.rows: dict[str, list[Row]] = {name: [] for name in NOUNS}
        self.fiscal_year: int | None = None
        self._targets: dict[str, _Targets] = {}

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

    def _targets_of(self, column: Column) -> _Targets:
        if column.refers not in self._targets:
            self._targets[column.refers] = _Targets(column.targets, self.rows)
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
                wanted = _spelled_key(pattern, row.values.get("number"))
                while not wanted or wanted in taken:
                    wanted = _spelled_key(pattern, next(numbers))
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


class _Targets:
    """What references to one noun, or to one of several, may say."""

    def __init__(self, names: Sequence[str], rows: Mapping[str, Sequence[Row]]) -> None:
        self.sheets: list[str] = []
        self.exact: dict[str, str] = {}
        self.words: list[str] = []  # what to suggest: names before keys
        folded_words: dict[str, set[str]] = defaultdict(set)
        by_name: dict[str, set[str]] = defaultdict(set)
        for table, cls in NOUNS.items():
            if cls.__name__ not in names:
                continue
            self.sheets.append(cls.sheet)
            if cls is Unit:
                self.exact |= dict.fromkeys(WHOLE_UNIT_WORDS, WHOLE_UNIT)
                self.words.append(WHOLE_UNIT_WORDS[0])
                continue
            key, name = key_attribute(cls), name_attribute(cls)
            assert key is not None, f"nothing can refer to {cls.__name__}, which has no key"
            for row in rows[table]:
                code = row.values.get(key.name)
                if not code:
                    continue
                self.exact.setdefault(code, code)
                folded_words[folded(code)].add(code)
                called = row.values.get(name.name) if name else None
                if called:
                    by_name[called].add(code)
                    folded_words[loose(called)].add(code)
                    folded_words[folded(called)].add(code)
                self.words.append(called or code)
        self.ambiguous = {name: codes for name, codes in by_name.items() if len(codes) > 1}
        for called, codes in by_name.items():
            if len(codes) == 1:
                self.exact.setdefault(called, next(iter(codes)))
        self._suggestions: dict[str, str] = {}
        self.folded = {word: next(iter(codes)) for word, codes in folded_words.items() if len(codes) == 1}

    def key(self, written: str) -> str | None:
        """The key that was meant; none where nothing, or more than one thing, is called so."""
        return self.exact.get(written) or self.folded.get(folded(written)) or self.folded.get(loose(written))

    def _suggestion(self, written: str) -> str:
        """What may have been meant, for the first words that are not known: more would take too long."""
        if written not in self._suggestions and len(self._suggestions) < _MOST_SUGGESTIONS:
            self._suggestions[written] = suggestion(written, self.words)
        return self._suggestions.get(written, "")

    def unknown(self, written: str, attribute: Attribute, place: Place) -> Finding:
        """The finding that a reference names nothing."""
        sheets = "”或“".join(self.sheets)
        if written in self.ambiguous:
            codes = sorted(self.ambiguous[written])
            message, hint = (
                f"在“{sheets}”表里不止一行叫这个名称",
                f"请改填编号：{'、'.join(codes[:5])}",
            )
        else:
            message = f"在“{sheets}”表里找不到"
            hint = self._suggestion(written) or f"请在“{sheets}”表里补上，或改为表中已有的名称"
        return found(
            Rule.REFERENCE,
            Severity.ERROR,
            f"“{attribute.column.label}”读到{quoted(written)}，{message}",
            [place],
            hint=hint,
        )


def loose(name: str) -> str:
    """A name as people vary it: with or without 项目 at its end, whatever quotation marks it has.

    >>> loose("“无围墙”站点年租金项目") == loose("无围墙站点年租金")
    True
    """
    short = folded(name)
    return short.removesuffix("项目") or short


_PATTERN = re.compile(r"如 ([A-Z]+)(\d+)")


def generated_key(attribute: Attribute) -> tuple[str, int] | None:
    """The prefix and width of keys that can be given to rows without one, as the help's example shows.

    >>> from jixiao.tracking.project import Project
    >>> from jixiao.tracking.noun import key_attribute
    >>> generated_key(key_attribute(Project))
    ('P', 2)
    """
    match = _PATTERN.search(attribute.column.help) if attribute.column.is_key else None
    return (match[1], len(match[2])) if match else None


def _spelled_key(pattern: tuple[str, int], number: object) -> str:
    return f"{pattern[0]}{number:0{pattern[1]}}" if isinstance(number, int) and number > 0 else ""


_KINDS = (
    (re.compile("执法"), PartyKind.ENFORCEMENT),
    (re.compile("纪工委|纪检|监察"), PartyKind.DISCIPLINE),
    (re.compile("中心$|所$|站$|院$|馆$|学校$"), PartyKind.INSTITUTION),
    (re.compile("[办室科处部股组]$"), PartyKind.OFFICE),
)


def party_kind(name: str) -> PartyKind:
    """What an office of that name presumably is."""
    return next((kind for shape, kind in _KINDS if shape.search(name)), PartyKind.OTHER)


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
