"""The house's rules that a tool can judge; each tool's own words are shown when it objects."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
EXACT = ("quantity", "numerals", "tracking", "facts", "checks")


@pytest.mark.parametrize(
    "gate",
    [
        pytest.param("ruff check --output-format concise", id="the linter is content"),
        pytest.param("ruff format --check", id="the code is formatted"),
        pytest.param("mypy", id="the types agree"),
        pytest.param("lint-imports", id="imports point down"),
    ],
)
def test_gate(gate: str):
    tool, *arguments = gate.split()
    command = [str(Path(sys.executable).parent / tool), *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode:
        pytest.fail(f"{gate}\n{run.stdout}{run.stderr}", pytrace=False)


@pytest.mark.parametrize("package", EXACT)
def test_the_exact_core_knows_no_float(package: str):
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "src/jixiao" / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert found == []


def test_no_pattern_repeats_a_group_possessively():
    """Python 3.11.0 to 3.11.4 match `(?:…)++` wrongly where the group steps back, `(?>(?:…)+)` right."""
    possessive = re.compile(r"(?<!\\)\)(?:[*+?]|\{+[0-9,]*\}+)\+")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in (ROOT / "src").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if possessive.search(line)
    ]
    assert found == []


def pins(lock: str) -> dict[str, str]:
    """Return the versions that a lock file installs, by name."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return dict(line.split()[0].split("==") for line in lines if line[:1].isalnum())


def test_the_locks_hold_what_the_project_asks_for():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = declared["project"]
    extras = project["optional-dependencies"]
    runtime = [*project["dependencies"], *extras["pdf"], *declared["dependency-groups"]["setup"]]
    for lock, asked in (("requirements.txt", runtime), ("requirements-dev.txt", [*runtime, *extras["dev"]])):
        locked = pins(lock)
        for requirement in map(Requirement, asked):
            assert requirement.specifier.contains(locked[requirement.name.lower()]), (lock, requirement)


def test_tests_run_on_the_versions_that_users_get():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize("page", [".ci/run", "CONTRIBUTING.md", "README.md", "README.zh-CN.md"])
def test_a_newcomer_is_told_of_every_package_that_a_test_may_need(page: str):
    conftest = ast.parse((ROOT / "tests/conftest.py").read_text(encoding="utf-8"))
    (packages,) = [
        ast.literal_eval(node.value)
        for node in conftest.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PACKAGES"
    ]
    told = (ROOT / page).read_text(encoding="utf-8")
    assert {package for line in packages.values() for package in line.split() if package not in told} == set()
