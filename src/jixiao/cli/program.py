"""Program (程序名): what a user types to call this program."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path


def program() -> list[str]:
    """How the user calls this program: by name where that finds it, else by its path."""
    called = Path(sys.argv[0])
    found = shutil.which("jixiao")
    if called.stem != "jixiao":
        return [Path(sys.executable).name, "-m", "jixiao"]
    if found is not None and Path(found).resolve() == called.resolve():
        return ["jixiao"]
    return [str(called)]


def typed(*words: str | Path) -> str:
    """The words as a user types them in a command, quoted where they need it."""
    texts = [str(word) for word in words]
    return subprocess.list2cmdline(texts) if os.name == "nt" else shlex.join(texts)
