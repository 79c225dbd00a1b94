"""What our workbooks calculate is what the ledger says, in a spreadsheet program too."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
import pytest

from jixiao.exchange.forms import write_forms
from jixiao.narrative.report import full_year
from tests.exchange.test_blank import TWO, fill


@pytest.mark.needs("soffice")
def test_a_filled_blank_and_a_form_calculate_what_the_ledger_gives(tmp_path: Path):
    (blank,) = fill(tmp_path)
    form, _ = write_forms(TWO, full_year(TWO), tmp_path / "forms", forms=["tracking-list"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")]
    subprocess.run([*command, str(blank.path), str(form)], check=True, capture_output=True, timeout=120)
    filled = openpyxl.load_workbook(tmp_path / "saved" / blank.path.name, data_only=True)["清单"]
    assert (filled["D9"].value, filled["G9"].value) == (30, pytest.approx(29.1234 / 31.5))
    listed = openpyxl.load_workbook(tmp_path / "saved" / form.name, data_only=True).worksheets[0]
    assert (listed["H7"].value, listed["M7"].value) == (30, pytest.approx(29.1234 / 31.5))
