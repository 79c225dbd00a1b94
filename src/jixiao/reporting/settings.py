"""Settings (核稿设置): a unit's own `jixiao.toml`: what is not to be reported and why, levels, names.

[severities]
GRO001 = "warning"

[[suppressions]]
rule = "GRO001"
quote = "18.3%"
file = "2024*.docx"
reason = "可比价增长，已在附注说明"

[names]
not_figures = ["12341热线", "1+3工作法"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Any

from jixiao.catalogue import RETIRED, RULES
from jixiao.errors import JixiaoError
from jixiao.findings import Finding, Severity

NAME = "jixiao.toml"

_LARGEST = 1024 * 1024  # bytes
_TABLES = ("severities", "suppressions", "names")
_CONDITIONS = ("rule", "quote", "place", "file")


class WrongSettings(JixiaoError):
    """The settings are not as expected. / 设置文件不符合要求。"""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Findings that a person has looked at and wants no more of (不再提示), and why.

    All conditions that are given must be met: the code of the rule, words that the quotation holds, words of
    the place (`第3页`, `项目!C5`), a pattern of the file's name.
    """

    reason: str
    rule: str = ""
    quote: str = ""
    place: str = ""
    file: str = ""

    def covers(self, finding: Finding, where: str, path: Path) -> bool:
        """Whether the finding is one of these; `where` is its place in words."""
        quoted = finding.places[0].quote if finding.places else ""
        return (
            (not self.rule or self.rule == finding.rule)
            and (not self.quote or _tight(self.quote) in _tight(quoted) or self.quote == finding.stated)
            and (not self.place or self.place in where)
            and (not self.file or fnmatch(path.name, self.file) or fnmatch(path.as_posix(), self.file))
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """What a unit has settled for its documents (核稿设置); empty where it has no such file."""

    suppressions: tuple[Suppression, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def suppressed(self, finding: Finding, where: str, path: Path) -> Suppression | None:
        """Why the finding is not to be reported; none where it is."""
        return next((each for each in self.suppressions if each.covers(finding, where, path)), None)


def settings_for(document: Path) -> Settings:
    """The settings beside the document or in the nearest folder above it.

    Raises WrongSettings where that file is not as expected.
    """
    found = _found(document.absolute().parent)
    return load_settings(found) if found else Settings()


@lru_cache(maxsize=256)
def load_settings(path: Path) -> Settings:
    """The settings in a file. Raises WrongSettings where it is not as expected."""
    try:
        if path.stat().st_size > _LARGEST:
            raise WrongSettings(
                f"{path} 超过 1 MB，不像设置文件。", english=f"{path} is too large for settings."
            )
        content = tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        raise WrongSettings(
            f"读不了设置文件 {path}：{error.strerror}。", english=f"Cannot read {path}: {error.strerror}."
        ) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise WrongSettings(f"{path} 不是合格的 TOML：{error}。", english=f"{path}: {error}.") from None
    try:
        return _settings(content)
    except _Wrong as wrong:
        raise WrongSettings(f"{path}：{wrong.chinese}", english=f"{path}: {wrong.english}") from None


class _Wrong(Exception):
    def __init__(self, chinese: str, english: str) -> None:
        self.chinese, self.english = chinese, english
        super().__init__(chinese)


@lru_cache(maxsize=1024)
def _found(folder: Path) -> Path | None:
    own = folder / NAME
    try:
        if own.is_file():
            return own
    except OSError:
        return None
    return _found(folder.parent) if folder.parent != folder else None


def _settings(content: Mapping[str, Any]) -> Settings:
    _no_others(content, _TABLES, "")
    names = _table(content, "names")
    _no_others(names, ("not_figures",), "[names] 里")
    rows = content.get("suppressions", [])
    if not isinstance(rows, list):
        raise _Wrong("每条不再提示写作 [[suppressions]]。", "write each suppression as [[suppressions]].")
    return Settings(
        tuple(_suppression(row, number) for number, row in enumerate(rows, 1)),
        {_rule(code): _severity(code, level) for code, level in _table(content, "severities").items()},
        tuple(_texts(names.get("not_figures", []))),
    )


def _suppression(row: object, number: int) -> Suppression:
    at = f"第 {number} 条 [[suppressions]]"
    if not isinstance(row, Mapping):
        raise _Wrong(f"{at} 不是一张表。", f"suppression {number} is no table.")
    _no_others(row, (*_CONDITIONS, "reason"), at)
    for key, value in row.items():
        if not isinstance(value, str) or not value.strip():
            raise _Wrong(f"{at} 的 {key} 应是不空的文字。", f"suppression {number}: {key} must be a text.")
    if "reason" not in row:
        raise _Wrong(f"{at} 没有写理由（reason）。", f"suppression {number} gives no reason.")
    given = {key: row[key] for key in _CONDITIONS if key in row}
    if not given:
        raise _Wrong(
            f"{at} 没有写条件：rule、quote、place、file 至少写一个。",
            f"suppression {number} says of nothing: give rule, quote, place or file.",
        )
    if "rule" in given:
        given["rule"] = _rule(given["rule"])
    return Suppression(row["reason"], **given)


def _rule(code: str) -> str:
    wanted = code.strip()
    for rule in RULES:
        if wanted.upper() == rule.code or wanted.lower() == rule.name:
            return rule.code
    if wanted.upper() in RETIRED:
        return wanted.upper()
    raise _Wrong(f"没有规则“{code}”；jixiao rules 列出全部。", f"no rule “{code}”; see jixiao rules.")


def _severity(code: str, level: object) -> Severity:
    for severity in Severity:
        if level in (severity.value, severity.chinese):
            return severity
    known = "、".join(severity.value for severity in Severity)
    raise _Wrong(
        f"{code} 的级别“{level}”应是 {known} 之一。",
        f"{code}: “{level}” is none of {known.replace('、', ', ')}.",
    )


def _table(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = content.get(name, {})
    if not isinstance(table, Mapping):
        raise _Wrong(f"{name} 应写作 [{name}]。", f"write {name} as [{name}].")
    return table


def _texts(values: object) -> Iterable[str]:
    if not isinstance(values, list) or not all(isinstance(each, str) and each.strip() for each in values):
        raise _Wrong("not_figures 应是一列不空的文字。", "not_figures must be a list of texts.")
    return values


def _no_others(table: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise _Wrong(
                f"{where}不认识“{key}”；可以写 {'、'.join(known)}。",
                f"“{key}” is not known; there are {', '.join(known)}.",
            )


def _tight(text: str) -> str:
    return "".join(text.split())
