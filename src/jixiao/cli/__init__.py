"""The command line (命令行): `jixiao year · report · forms · letter · track · example · rules · explain`.

It reads arguments, calls the core and says what came of it; it calculates nothing.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the program on its arguments and end the process.

    The exit code is 0, 1 (errors in the data), 2 (refused) or 130 (interrupted). A large year is a million
    objects, none of them garbage: they are neither searched for it nor, at the end, taken apart.
    """
    gc.disable()
    from jixiao.cli.running import run

    code = run(sys.argv[1:])
    sys.stderr.flush()
    os._exit(code)
