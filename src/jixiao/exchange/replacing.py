"""Replacing a file as a whole: whoever looks sees the old one or the new one, never a half of either."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jixiao.exchange.refusals import cannot_write


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to; what was written there then takes its place.

    Raises UnwritableFile where the file cannot be written, and then leaves what was there.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(target)
    except OSError as error:
        raise cannot_write(target, error) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
