"""What people get who install Jixiao without its repository."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from jixiao_web.frontend.fetch import SERVED_FILES, is_fetched
from jixiao_web.pages.catalogs import catalogs

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"


def build(kind: str, folder: Path) -> set[str]:
    """Build a wheel or an sdist; return the names in it, an sdist's without its first folder and src."""
    code = f"from hatchling.build import build_{kind}; build_{kind}({str(folder)!r})"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    if kind == "wheel":
        (made,) = folder.glob("*.whl")
        with zipfile.ZipFile(made) as archive:
            return set(archive.namelist())
    (made,) = folder.glob("*.tar.gz")
    with tarfile.open(made) as archive:
        return {name.partition("/")[2].removeprefix("src/") for name in archive.getnames()}


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def packed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return build(request.param, tmp_path_factory.mktemp(request.param))


def test_a_package_carries_every_file_of_the_source(packed: set[str]):
    kept = {
        path.relative_to(SOURCE).as_posix()
        for top in ("jixiao", "jixiao_web")
        for path in (SOURCE / top).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert kept - packed == set()
    assert "jixiao/py.typed" in packed
    assert any(name.endswith("LICENSE") for name in packed)


def test_a_package_carries_the_compiled_translations(packed: set[str]):
    wanted = {path.relative_to(SOURCE).with_suffix(".mo").as_posix() for path in catalogs()}
    assert wanted
    assert wanted - packed == set()


def test_a_package_carries_the_files_that_draw_charts(packed: set[str]):
    if not is_fetched():
        pytest.skip("needs the files of package-lock.json (python -m jixiao_web.frontend)")
    assert {f"jixiao_web/vendored/vendored/{each.name}" for each in SERVED_FILES} - packed == set()


def test_a_package_carries_nothing_that_is_for_tests_alone(packed: set[str]):
    assert not any("axe" in Path(name).name for name in packed if name.startswith("jixiao_web/"))
