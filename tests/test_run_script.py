"""`run.py` on a small project of its own, in a folder with a space and Chinese characters; no network."""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

RUN = Path(__file__).parent.parent / "run.py"

# A project that needs nothing but pip: its build tool lies in its own folder.
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
BACKEND = """
import pathlib, zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    files = {
        "_jixiao.pth": str(pathlib.Path("src").resolve()),
        "jixiao-1.dist-info/METADATA": "Metadata-Version: 2.1\\nName: jixiao\\nVersion: 1\\n",
        "jixiao-1.dist-info/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        "jixiao-1.dist-info/entry_points.txt": "[console_scripts]\\njixiao = jixiao:main\\n",
    }
    files["jixiao-1.dist-info/RECORD"] = "".join(f"{name},,\\n" for name in files)
    with zipfile.ZipFile(pathlib.Path(folder, "jixiao-1-py3-none-any.whl"), "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return "jixiao-1-py3-none-any.whl"
"""
PROGRAM = """
import sys, abacus

def main():
    print("jixiao", abacus.BEADS, *sys.argv[1:])
"""


def make_wheel(folder: Path, version: str) -> str:
    """Make the wheel of a tiny package; return the line of a lock file that asks for it."""
    stem = f"abacus-{version}"
    files = {
        "abacus.py": "BEADS = 91\n",
        f"{stem}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: abacus\nVersion: {version}\n",
        f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{stem}.dist-info/RECORD"] = "".join(f"{name},,\n" for name in files)
    folder.mkdir(exist_ok=True)
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return f"abacus=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def lay_out(root: Path) -> Path:
    """Lay out the small project around a copy of `run.py`; return the folder."""
    (root / "src/jixiao").mkdir(parents=True)
    shutil.copy(RUN, root)
    (root / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (root / "backend.py").write_text(BACKEND, encoding="utf-8")
    (root / "src/jixiao/__init__.py").write_text(PROGRAM, encoding="utf-8")
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (root / lock).write_text(make_wheel(root / "wheels", "1.0"), encoding="utf-8")
    return root


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call `run.py` from another folder."""
    return subprocess.run(
        [sys.executable, str(root / "run.py"), *arguments],
        cwd=root.parent,
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that has been set up once."""
    root = lay_out(tmp_path_factory.mktemp("run") / "绩效 项目")
    outcome = run(root, "setup")
    assert outcome.returncode == 0, outcome.stderr
    assert "Setting up" in outcome.stderr
    return root


@pytest.fixture
def project(finished: Path) -> Iterator[Path]:
    """Return the project that is set up, and put back afterwards what a test changes beside .venv."""
    before = {path: path.read_bytes() for path in finished.glob("*.t*")}
    yield finished
    for path, content in before.items():
        path.write_bytes(content)


def test_the_main_job_writes_beside_the_script_wherever_it_is_called_from(project: Path):
    outcome = run(project, "--once")
    assert outcome.stdout == f"jixiao 91 example -o {project / 'out'}\n"
    assert outcome.stderr == ""  # the second time nothing is set up


def test_packages_that_lie_about_elsewhere_are_not_taken(project: Path, tmp_path: Path):
    (tmp_path / "abacus.py").write_text("BEADS = 0\n", encoding="utf-8")
    outcome = run(project, "--once", PYTHONPATH=str(tmp_path))
    assert outcome.stdout == f"jixiao 91 example -o {project / 'out'}\n"


@pytest.mark.parametrize("options", [[], ["--port", "8123"], ["--port=8123", "--fresh"], ["--fresh"]])
def test_without_a_command_the_example_is_written_and_then_served(project: Path, options: list[str]):
    outcome = run(project, *options)
    written, served = outcome.stdout.splitlines()
    assert written == f"jixiao 91 example -o {project / 'out'}"
    assert served == " ".join(["jixiao 91 demo --data", str(project / "demo-data"), *options])
    assert run(project, "serve", *options).stdout == outcome.stdout


def test_what_could_not_be_written_is_not_served(project: Path):
    program = project / "src/jixiao/__init__.py"
    before = program.read_text(encoding="utf-8")
    program.write_text(PROGRAM + '    sys.exit(3 if "example" in sys.argv else 0)\n', encoding="utf-8")
    outcome = run(project)
    program.write_text(before, encoding="utf-8")
    assert outcome.returncode == 3
    assert "demo" not in outcome.stdout


def test_the_source_is_found_by_a_path_that_no_encoding_can_spoil(project: Path):
    (pth,) = project.glob(".venv/**/_jixiao.pth")
    assert not Path(pth.read_text(encoding="ascii").strip()).is_absolute()


@pytest.mark.parametrize("damage", ["stamp cut short", "interpreter lost"])
def test_an_interrupted_or_broken_setup_is_mended_by_the_next_run(project: Path, damage: str):
    stamp = project / ".venv/jixiao-setup.json"
    if damage == "stamp cut short":
        stamp.write_bytes(stamp.read_bytes()[:20])
    else:
        for interpreter in project.glob(".venv/bin/python*"):
            interpreter.unlink()
    outcome = run(project)
    assert "Setting up" in outcome.stderr
    assert "jixiao 91 example" in outcome.stdout


def test_a_copied_folder_gets_an_environment_of_its_own(project: Path):
    copy = project.parent / "副本"
    shutil.copytree(project, copy, symlinks=True)
    outcome = run(copy)
    assert "Setting up" in outcome.stderr
    assert outcome.stdout.startswith(f"jixiao 91 example -o {copy / 'out'}\n")
    assert str(project) not in (copy / ".venv/bin/jixiao").read_text(encoding="utf-8")


def test_a_changed_lock_is_installed_from_nothing(project: Path):
    (project / "requirements.txt").write_text(make_wheel(project / "wheels", "2.0"), encoding="utf-8")
    outcome = run(project)
    assert "Setting up" in outcome.stderr
    assert [path.name for path in project.glob(".venv/**/abacus-*.dist-info")] == ["abacus-2.0.dist-info"]


def test_a_package_that_is_not_what_the_lock_names_stops_the_setup_and_says_what_to_do(project: Path):
    wrong = f"abacus==1.0 --hash=sha256:{'0' * 64}\n"
    (project / "requirements.txt").write_text(wrong, encoding="utf-8")
    outcome = run(project)
    assert outcome.returncode == 1
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in outcome.stderr
    assert "依赖包没有装成" in outcome.stderr
    assert "pip download --only-binary :all: -d wheels" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_folder_of_wheels_that_does_not_exist_is_named_before_anything_is_made(tmp_path: Path):
    root = lay_out(tmp_path / "绩效")
    outcome = run(root, "setup", JIXIAO_WHEELS=str(root / "nowhere"))
    assert outcome.returncode == 1
    assert f"JIXIAO_WHEELS 指明的文件夹不存在：{root / 'nowhere'}" in outcome.stderr
    assert not (root / ".venv").exists()


def pretend(root: Path, statement: str) -> subprocess.CompletedProcess[str]:
    """Call `run.py setup` in an interpreter that a statement has changed."""
    code = f"import runpy, sys; {statement}; runpy.run_path(sys.argv.pop(1), run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(root / "run.py"), "setup"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_an_old_python_is_refused_in_two_languages(tmp_path: Path):
    outcome = pretend(lay_out(tmp_path / "绩效"), "sys.version_info = (3, 9, 2, 'final', 0)")
    assert outcome.returncode == 1
    assert "需要 Python 3.11 或更新版本，现在是 3.9。" in outcome.stderr
    assert "Python 3.11 or newer is needed; this is 3.9." in outcome.stderr


def test_a_python_without_ensurepip_is_told_what_to_install(tmp_path: Path):
    outcome = pretend(lay_out(tmp_path / "绩效"), "sys.modules['ensurepip'] = None")
    assert outcome.returncode == 1
    assert "缺少 venv 或 ensurepip 模块" in outcome.stderr
    assert "sudo apt install python3-venv" in outcome.stderr


def test_the_script_can_be_read_by_the_oldest_python_that_it_speaks_to():
    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize(
    "arguments", [["instal"], ["setup", "now"], ["--once", "--fresh"], ["--port"], ["--port", "http"]]
)
def test_a_mistyped_command_shows_what_there_is(project: Path, arguments: list[str]):
    outcome = run(project, *arguments)
    assert outcome.returncode == 2
    assert "python3 run.py test" in outcome.stderr
    assert " ".join(arguments) in outcome.stderr
