"""Limits (上限): how large a packed file may be before it is refused unread."""

from __future__ import annotations

MB = 2**20

MOST_UNPACKED = 256 * MB  # all parts of a packed file together
LARGEST_PART = 192 * MB
MOST_PARTS = 2_000
GREATEST_RATIO = 200  # of unpacked to packed bytes, above MUCH_UNPACKED
MUCH_UNPACKED = 32 * MB
