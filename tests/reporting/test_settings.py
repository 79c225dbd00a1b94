from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.findings import Finding, Place, Severity
from jixiao.reporting.settings import Settings, Suppression, WrongSettings, load_settings, settings_for

GOOD = """
[severities]
GRO001 = "warning"
growth-amount = "提示"

[[suppressions]]
rule = "gro001"
quote = "18.3%"
file = "2024*.docx"
reason = "可比价增长，附注已说明"

[names]
not_figures = ["12341热线"]
"""


def settings(folder: Path, text: str) -> Settings:
    path = folder / "jixiao.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_a_file_says_what_to_leave_out_and_why(tmp_path: Path):
    read = settings(tmp_path, GOOD.replace("growth-amount", "GRO002"))
    assert read.suppressions == (
        Suppression("可比价增长，附注已说明", rule="GRO001", quote="18.3%", file="2024*.docx"),
    )
    assert read.severities == {"GRO001": Severity.WARNING, "GRO002": Severity.NOTICE}
    assert read.names == ("12341热线",)


def test_the_nearest_file_above_the_document_counts(tmp_path: Path):
    (tmp_path / "jixiao.toml").write_text('[names]\nnot_figures = ["一"]\n', encoding="utf-8")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert settings_for(deep / "r.docx").names == ("一",)
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "jixiao.toml").write_text('[names]\nnot_figures = ["二"]\n', encoding="utf-8")
    assert settings_for(tmp_path / "c" / "r.docx").names == ("二",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[suppressions]]\nrule = 'GRO001'\n", "第 1 条 [[suppressions]] 没有写理由（reason）"),
        ("[[suppressions]]\nreason = '。'\n", "至少写一个"),
        ("[[suppressions]]\nrule = 'GRO001'\nreason = ' '\n", "应是不空的文字"),
        ("[[suppressions]]\nrule = 'NOP999'\nreason = '无'\n", "没有规则“NOP999”"),
        ("[[suppressions]]\nrules = 'GRO001'\nreason = '无'\n", "不认识“rules”"),
        ("[severities]\nGRO001 = 'off'\n", "级别“off”应是 error、warning、notice、style 之一"),
        ("[names]\nnot_figures = 'x'\n", "not_figures 应是一列"),
        ("[name]\n", "不认识“name”"),
        ("suppressions = 1\n", "[[suppressions]]"),
        ("suppressions = [1]\n", "不是一张表"),
        ("severities = 1\n", "应写作 [severities]"),
        ("a = [", "不是合格的 TOML"),
    ],
)
def test_whatever_is_wrong_is_said_in_a_sentence(tmp_path: Path, text: str, told: str):
    with pytest.raises(WrongSettings) as caught:
        settings(tmp_path, text)
    assert told in str(caught.value)
    assert "jixiao.toml" in str(caught.value)
    assert caught.value.english


def test_settings_that_are_no_text_are_refused(tmp_path: Path):
    path = tmp_path / "jixiao.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WrongSettings):
        load_settings(path)
    with pytest.raises(WrongSettings):
        load_settings(tmp_path / "missing.toml")


@pytest.mark.parametrize(
    ("suppression", "covers"),
    [
        (Suppression("-", rule="GRO001"), True),
        (Suppression("-", rule="GRO002"), False),
        (Suppression("-", quote="18.3"), True),
        (Suppression("-", quote="18.4"), False),
        (Suppression("-", place="第3行"), True),
        (Suppression("-", place="第4行"), False),
        (Suppression("-", file="2024*.docx"), True),
        (Suppression("-", file="reports/*"), True),
        (Suppression("-", file="2025*"), False),
        (Suppression("-", rule="GRO001", quote="18.4"), False),
    ],
)
def test_all_conditions_that_are_given_must_be_met(suppression: Suppression, covers: bool):
    finding = Finding("GRO001", Severity.ERROR, "", places=(Place(quote="增长 18.3%"),))
    assert suppression.covers(finding, "第3行 · “收入”", Path("reports/2024年报.docx")) is covers
