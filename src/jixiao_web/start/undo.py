"""How the acts of the start are taken back."""

from __future__ import annotations

from jixiao_web.start.putting_back import put_back

UNDO = {"start.replace": put_back}
