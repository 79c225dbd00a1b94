"""The gate (等候): where a process that is ready waits until the database is, too."""

from __future__ import annotations

import os
import time
from pathlib import Path

GATE = "JIXIAO_GATE"
"""Names the file that is there once the database is prepared."""
_LOOK = 0.02


def await_gate() -> None:
    """Wait until the gate is open; at once where there is none."""
    gate = os.environ.get(GATE)
    while gate and not Path(gate).exists():
        time.sleep(_LOOK)
