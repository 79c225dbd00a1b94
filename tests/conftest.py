"""What a test may need from the machine, and the honest end of a run: each skipped test with its reason.

The marker `needs` names programs that a test calls and that not every machine has; the reason for skipping
names the Debian package that brings them. A test that asks for the fixture `reference` reads material that
lies outside the project; without JIXIAO_REFERENCE there is nothing for it to test, and it is deselected.
With `--all` a skip is a failure. The tests of the site run on SQLite and, by tests/test_beside.py, a second
time on PostgreSQL, without those that are marked `one_database`: what a database has no part in, and journeys
through the browser beyond one round and one import. There the first case of each test runs alone, for the
same queries with other values are the same queries; but of what is written for one database or the other,
every case.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import hypothesis
import pytest

if TYPE_CHECKING:
    from tests.beside import Beside

MANY = 2_000
"""Tests beyond which a run is one of everything."""
ASIDE = (Path(__file__).parent / "browser", Path(__file__).parent / "test_gates.py")
"""What a run of everything leaves to a process beside itself."""
EVERY_CASE = [Path(__file__).parent / "web" / name for name in ("history", "jobs", "ledger", "search")]
"""The folders of the tests whose queries are written for one database or the other."""

PACKAGES = {
    "chromium": "chromium",
    "curl": "curl",
    "initdb": "postgresql",
    "pdffonts": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdftohtml": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "soffice": "libreoffice-writer libreoffice-calc",
}

hypothesis.settings.register_profile("house", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("house")

deselected = pytest.StashKey[int]()
BESIDE = pytest.StashKey[dict[str, "Beside"]]()
"""Where a run of everything keeps the runs that it has begun beside itself, by their names."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--all`."""
    parser.addoption("--all", action="store_true", help="fail instead of skipping / 不允许跳过")


def pytest_configure(config: pytest.Config) -> None:
    """Explain the marker, and refuse a reference folder that does not exist."""
    config.addinivalue_line("markers", "needs(program, ...): calls a program that not every machine has")
    config.addinivalue_line("markers", "run_of_everything: waits for what runs beside a run of everything")
    config.addinivalue_line("markers", "one_database: is the same whatever the database; runs on SQLite only")
    named = os.environ.get("JIXIAO_REFERENCE")
    if named and not Path(named).is_dir():
        raise pytest.UsageError(f"JIXIAO_REFERENCE names no folder: {named}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what has nothing to test here: no reference material; or a process beside this one has it."""
    left_out = []
    if not os.environ.get("JIXIAO_REFERENCE"):
        left_out = [item for item in items if "reference" in getattr(item, "fixturenames", ())]
        config.stash[deselected] = len(left_out)
    waiting = [item for item in items if item.path.name == "test_beside.py"]
    if not waiting or len(items) < MANY or config.option.collectonly:
        left_out += [item for item in waiting if item.get_closest_marker("run_of_everything")]
    else:
        left_out += [item for item in items if {item.path, *item.path.parents}.intersection(ASIDE)]
    if os.environ.get("JIXIAO_TEST_DATABASE"):
        left_out += further_cases(items)
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]


def further_cases(items: list[pytest.Item]) -> list[pytest.Item]:
    """All cases of each test but the first, outside the folders that want every case."""
    seen: set[str] = set()
    found = []
    for item in items:
        test = item.nodeid.partition("[")[0]
        if test in seen and item.path.parent not in EVERY_CASE:
            found.append(item)
        seen.add(test)
    return found


def where_is(program: str) -> str | None:
    """Return the path of a program; Debian keeps those of PostgreSQL's server off the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return shutil.which(program) or (str(debian[-1]) if debian else None)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin what runs beside this run; what waits for it comes last."""
    config = session.config
    waiting = {item.name: item for item in session.items if item.path.name == "test_beside.py"}
    if "test_the_tests_in_the_browser_and_the_gates_pass" not in waiting:
        return
    from tests.beside import aside, on_postgresql

    config.stash[BESIDE] = {"aside": aside(config)}
    if where_is("initdb") and not os.environ.get("JIXIAO_TEST_DATABASE"):
        config.stash[BESIDE]["on PostgreSQL"] = on_postgresql(config)
    session.items.sort(key=lambda item: item in waiting.values())


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what is still running beside a run that was broken off."""
    for run in config.stash.get(BESIDE, {}).values():
        run.end()


@pytest.fixture(scope="session")
def reference() -> Path:
    """Return the folder of reference material that JIXIAO_REFERENCE names."""
    return Path(os.environ["JIXIAO_REFERENCE"])


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is missing, and say which package brings it."""
    for mark in item.iter_markers("needs"):
        for program in mark.args:
            if program not in PACKAGES:
                raise pytest.UsageError(f"{item.nodeid}: tests/conftest.py knows no package for {program!r}")
            if where_is(program) is None:
                pytest.skip(f"needs {program} (Debian: apt install {PACKAGES[program]})")


Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one where nothing may be skipped."""
    report = yield
    return forbid_skip(item.config, report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a skipped module into a failed one where nothing may be skipped."""
    report = yield
    return forbid_skip(collector.config, report)


def forbid_skip(config: pytest.Config, report: Report) -> Report:
    """Return the report; with `--all`, a skip in it has become a failure that gives the skip's reason."""
    if config.getoption("--all") and report.skipped and not hasattr(report, "wasxfail"):
        report.longrepr = f"skipped, which --all forbids: {reason(report)}"
        report.outcome = "failed"
    return report


def reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return why a test was skipped, without pytest's prefix."""
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return words.removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name what was skipped and why, after everything else."""
    skipped = terminalreporter.getreports("skipped")
    left_out = config.stash.get(deselected, 0)
    if not skipped and not left_out:
        return
    terminalreporter.section("跳过 / skipped")
    for why, names in groupby(sorted((reason(report), report.nodeid) for report in skipped), itemgetter(0)):
        terminalreporter.line(why)
        for _, name in names:
            terminalreporter.line(f"    {name}")
    if left_out:
        tests = "test" if left_out == 1 else "tests"
        terminalreporter.line(f"{left_out} {tests} on reference material: set JIXIAO_REFERENCE to its folder")
