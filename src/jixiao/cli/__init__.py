"""The command line (命令行): `jixiao year · report · forms · letter · track · example · rules · explain`.

It reads arguments, calls the core and says what came of it; it calculates nothing.
"""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the program on its arguments; the exit code is 0, 1 (errors in the data), 2 (refused) or 130."""
    gc.disable()  # a command ends soon, and a year is a million things of which none is garbage
    from jixiao.cli.running import run

    return run(sys.argv[1:])
