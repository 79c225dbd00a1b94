"""What must not be flagged: each case of the trade's list is text of the project's own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from jixiao.findings import Severity
from tests.checks.document_pages import proof_of_text

LEVELS = list(Severity)


@dataclass(frozen=True)
class Silence:
    """A text in which nothing may be found above a level; `missed` says why it is."""

    name: str
    case: str
    text: str
    at_most: str
    missed: str

    @property
    def levels(self) -> list[Severity]:
        """The levels that a finding may not have."""
        return LEVELS[: LEVELS.index(Severity(self.at_most))] if self.at_most else LEVELS


def silences() -> list[Silence]:
    told = tomllib.loads((Path(__file__).parent / "silences.toml").read_text(encoding="utf-8"))
    return [
        Silence(
            f"{number:02}-{letter}",
            each["case"],
            text.lstrip("\n"),
            each.get("at_most", ""),
            each.get("missed", ""),
        )
        for number, each in enumerate(told["silence"], 1)
        for letter, text in zip("abcdefgh", each["texts"], strict=False)
    ]


@pytest.mark.parametrize(
    "silence",
    [
        pytest.param(each, id=each.name, marks=[pytest.mark.xfail(reason=each.missed)] if each.missed else [])
        for each in silences()
    ],
)
def test_nothing_is_said_where_the_trade_sees_no_error(silence: Silence):
    found = proof_of_text(silence.text).findings
    assert [each.message for each in found if each.severity in silence.levels] == [], silence.case
