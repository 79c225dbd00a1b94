"""The year as files: workbook, JSON and package, all derived from the declarations of the nouns.

The names below are brought in when they are first used, so that reading text never loads what reads and
writes workbooks.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.exchange.reading import Reading
    from jixiao.exchange.workbook_writer import empty_workbook, write_workbook
    from jixiao.exchange.year_file import read_year, write_year

__all__ = ["Reading", "empty_workbook", "read_year", "write_workbook", "write_year"]

_HOMES = {
    "Reading": "reading",
    "empty_workbook": "workbook_writer",
    "read_year": "year_file",
    "write_workbook": "workbook_writer",
    "write_year": "year_file",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
