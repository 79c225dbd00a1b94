"""Makes what the pages need beside their source: `python -m jixiao_web.frontend`, quick if nothing changed.

The build does the same (hatch_build.py); this is for a checkout that was brought up to date.
"""

from __future__ import annotations

import sys

from jixiao_web.frontend.fetch import ROOT, NotFetched, fetch
from jixiao_web.pages.catalogs import compile_catalogs


def main() -> int:
    """Compile the translations and fetch the third-party files; say what went wrong where it did."""
    compile_catalogs()
    try:
        fetch(for_tests=(ROOT / "pyproject.toml").is_file())
    except NotFetched as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
