"""Letters as files: side by side in a folder, each with what it still lacks."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from jixiao.errors import PolicyError
from jixiao.exchange.letters import write_letters
from jixiao.narrative.report import full_year
from tests.narrative.small_year import year


def test_letter_and_cover_stand_in_the_folder_with_what_they_lack(tmp_path: Path):
    of = year()
    made = write_letters(of, full_year(of), tmp_path / "公函", dated=dt.date(2025, 1, 8))
    assert [path.name for path, _ in made] == ["报送函.docx", "封面.docx"]
    assert [{gap.what for gap in draft.gaps} for _, draft in made] == [{"发文字号", "主送机关"}, set()]


def test_neither_bears_a_page_number(tmp_path: Path):
    of = year()
    for path, _ in write_letters(of, full_year(of), tmp_path):
        with zipfile.ZipFile(path) as parts:
            assert not any("footer" in each for each in parts.namelist())


def test_nothing_is_written_where_a_letter_cannot_be_used(tmp_path: Path):
    of = year()
    with pytest.raises(PolicyError):
        write_letters(of, full_year(of), tmp_path / "公函", letters=["submission", "lost"])
    assert not (tmp_path / "公函").exists()
