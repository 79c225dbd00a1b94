"""Compiles the translations (翻译) that each app keeps in locale/: the build calls it, and who edits them.

python -m jixiao_web.pages.catalogs            compile what has changed
python -m jixiao_web.pages.catalogs --update   write new sentences into the catalogs, drop those nobody says
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def catalogs() -> list[Path]:
    """Every catalog of the site."""
    return sorted(ROOT.glob("*/locale/*/LC_MESSAGES/django.po"))


def compile_catalogs() -> list[Path]:
    """Compile each catalog that is newer than what was made of it; return those."""
    compiled = []
    for source in catalogs():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        with source.open("rb") as stream:
            catalog = read_po(stream, abort_invalid=True)
        written = io.BytesIO()
        write_mo(written, catalog)
        target.write_bytes(written.getvalue())
        compiled.append(target)
    return compiled


if __name__ == "__main__":
    if "--update" in sys.argv[1:]:
        from jixiao_web.pages.sentences import update_catalogs

        update_catalogs()
    compile_catalogs()
