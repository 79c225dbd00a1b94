"""What people get who install Jixiao without its repository."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_carries_every_file_of_the_package(tmp_path: Path):
    build = f"from hatchling.build import build_wheel; build_wheel({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    tracked = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src/jixiao").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert tracked - packed == set()
    assert "jixiao/py.typed" in packed
    assert any(name.endswith("licenses/LICENSE") for name in packed)
