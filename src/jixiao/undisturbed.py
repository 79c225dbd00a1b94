"""Undisturbed work (不受打扰): reading, writing and proofing without the garbage collector.

What is made while a document or a year is read lives until the work is done, so that each pass of the
collector walks over more and more objects and frees none: a quarter of the time of a large table. What the
work before left is collected first, for such passes are rare now.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 1
"""The generation up to which is collected: what was made lately, not all that the program holds."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Pause the collector meanwhile; a decorator as well. Where it was paused already, it stays so."""
    was_enabled = gc.isenabled()
    if was_enabled:
        gc.collect(_YOUNG)
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
