"""What a run of the tests says about the tests that it did not run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import pytest

@pytest.mark.needs("soffice")
def test_with_an_office(): ...

def test_on_reference_material(reference):
    assert reference.is_dir()

def test_that_skips_itself():
    pytest.skip("no moon tonight")
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Return a small suite under the house's conftest, on a machine without LibreOffice."""
    shutil.copy(Path(__file__).parent / "conftest.py", tmp_path)
    (tmp_path / "test_some.py").write_text(TESTS, encoding="utf-8")
    return tmp_path


def run(suite: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the suite with nothing on the PATH."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ("JIXIAO_REFERENCE", "DJANGO_SETTINGS_MODULE")
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=suite,
        env=inherited
        | {"PATH": str(suite), "PYTHONUTF8": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_run_ends_by_naming_what_it_skipped_and_why(suite: Path):
    outcome = run(suite)
    end = outcome.stdout.split("跳过 / skipped")[1]
    assert outcome.returncode == 0
    assert "libreoffice-calc)\n    test_some.py::test_with_an_office\n" in end
    assert "no moon tonight\n    test_some.py::test_that_skips_itself\n" in end
    assert "1 test on reference material: set JIXIAO_REFERENCE" in end
    assert "2 skipped, 1 deselected" in end.splitlines()[-1]


def test_all_fails_instead_of_skipping_but_asks_for_no_reference_material(suite: Path):
    outcome = run(suite, "--all")
    assert outcome.returncode == 1
    assert "skipped, which --all forbids: no moon tonight" in outcome.stdout
    assert "skipped, which --all forbids: needs soffice" in outcome.stdout
    assert "1 deselected" in outcome.stdout.splitlines()[-1]
    assert "passed" not in outcome.stdout.splitlines()[-1]


def test_reference_material_is_tested_where_there_is_some(suite: Path):
    outcome = run(suite, "--all", "-k", "reference", JIXIAO_REFERENCE=str(suite))
    assert "1 passed" in outcome.stdout.splitlines()[-1]


def test_a_reference_folder_that_does_not_exist_is_refused(suite: Path):
    outcome = run(suite, JIXIAO_REFERENCE=str(suite / "nowhere"))
    assert outcome.returncode == 4
    assert "JIXIAO_REFERENCE names no folder" in outcome.stderr


def test_an_unknown_program_is_a_mistake_of_the_test(suite: Path):
    (suite / "test_some.py").write_text(
        "import pytest\n@pytest.mark.needs('sofice')\ndef test_typo(): ...\n", encoding="utf-8"
    )
    outcome = run(suite)
    assert outcome.returncode != 0
    assert "knows no package for 'sofice'" in outcome.stdout + outcome.stderr


def test_on_the_second_database_each_test_runs_with_its_first_case_and_some_with_all(suite: Path):
    cases = "import pytest\n@pytest.mark.parametrize('n', [1, 2, 3])\ndef test_case(n): ...\n"
    (suite / "test_some.py").write_text(cases, encoding="utf-8")
    (suite / "web" / "search").mkdir(parents=True)
    (suite / "web" / "search" / "test_other.py").write_text(cases, encoding="utf-8")
    assert "6 passed" in run(suite).stdout.splitlines()[-1]
    assert (
        "4 passed, 2 deselected" in run(suite, JIXIAO_TEST_DATABASE="postgresql://").stdout.splitlines()[-1]
    )
