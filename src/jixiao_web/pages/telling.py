"""Tells an error in the language of the reader (报错的话)."""

from __future__ import annotations

from django.utils.translation import get_language

from jixiao.errors import JixiaoError


def told(error: JixiaoError) -> str:
    """What the error says: in English where the reader speaks it and the error does."""
    return error.english if get_language() == "en" and error.english else str(error)
