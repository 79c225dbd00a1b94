"""The command line (命令行): `jixiao year · report · forms · letter · track · example · rules · explain`.

It reads arguments, calls the core and says what came of it; it calculates nothing.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program on its arguments; the exit code is 0, 1 (errors in the data), 2 (refused) or 130."""
    from jixiao.cli.running import run

    return run(sys.argv[1:])
