"""Program (程序名): what a user types to call this program."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path


def program() -> str:
    """How the user calls this program: by name where that finds it, else by its path."""
    called = Path(sys.argv[0])
    found = shutil.which("jixiao")
    if called.stem != "jixiao":
        return f"{Path(sys.executable).name} -m jixiao"
    if found is not None and Path(found).resolve() == called.resolve():
        return "jixiao"
    return str(called)
