"""Limits (上限): how large a file may be before it is refused unread.

A unit's year with 2,000 projects and 100,000 payments takes some 6 MB as a workbook and 60 MB unpacked.
"""

from __future__ import annotations

from jixiao.containers.limits import MB

LARGEST_FILE = 40 * MB
LARGEST_JSON = 64 * MB
MOST_SHEETS = 200
MOST_CELLS = 5_000_000  # of the rectangle that a sheet's cells span
MOST_CHARACTERS = 400 * MB  # of all cells' words, each as often as it occurs
