"""Pages (屏幕输出): the terminal, or the file in its place."""

from __future__ import annotations

import sys

from rich.console import Console


def page() -> Console:
    """Where results are printed. Names of projects are never taken for markup."""
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, soft_wrap=True)
