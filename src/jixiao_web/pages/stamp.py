"""The stamp in the address of static files (静态文件版本): another file, another address; browsers keep them.

Modules import one another by relative addresses; a stamp in the path before them serves for all at once.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
OTHERS = ("django-htmx", "django-ninja")


def stamp() -> str:
    """Ten characters that change with any file that is served."""
    digest = hashlib.sha256("".join(f"{name}{version(name)}" for name in OTHERS).encode())
    for folder in [*sorted(ROOT.glob("*/static")), ROOT / "vendored"]:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
