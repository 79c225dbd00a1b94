"""The program as users call it, with the commands of the site, whatever the machine has installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = (
    "from jixiao.cli.app import app; from jixiao_web.running.commands import add_commands; "
    "add_commands(app); from jixiao.cli import main; main()"
)


def command(*arguments: str) -> list[str]:
    """What is run."""
    return [sys.executable, "-c", PROGRAM, *arguments]


def environment(**more: str) -> dict[str, str]:
    """In Chinese, with nothing of the suite's own settings."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JIXIAO_", "DATABASE_", "DJANGO_"))
    }
    return own | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "JIXIAO_LANG": "zh"} | more


def call(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Call the program and wait for its end."""
    return subprocess.run(
        command(*arguments),
        env=environment(**more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=240,
    )


def prepare(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the preparation as `serve` does; a secret of its own lets production start in a test's folder."""
    return subprocess.run(
        [sys.executable, "-m", "jixiao_web.running.prepare", *arguments],
        env=environment(JIXIAO_DATA=str(data), **more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
