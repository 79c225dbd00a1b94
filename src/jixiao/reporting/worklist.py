"""The list to work through (处理清单): findings of all documents as a workbook, a row each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from jixiao.document.writers.printable import printable
from jixiao.findings import Severity
from jixiao.reporting.checked import Checked, Noted

COLUMNS = (  # header and width in characters
    ("序号", 6),
    ("文件", 15),
    ("位置", 18),
    ("级别", 6),
    ("原文", 26),
    ("问题和算式", 38),
    ("建议", 24),
    ("规则", 8),
    ("处理意见", 16),
    ("处理人", 8),
)
STATES = ("已改", "无误", "待核实")

_SUMMARY = (("文件", 40), ("结论", 16), *((each.chinese, 7) for each in Severity), ("数字", 8), ("已核", 8))
_LINE, _HIGHEST = 15, 400  # points
_LONGEST = 32_000  # characters that a cell can hold
_FONT = "微软雅黑"
_FILLS = {Severity.ERROR: ("#B42318", "#FDECEA"), Severity.WARNING: ("#8A5700", "#FFF4D9")}


Opinions = Callable[[Noted], tuple[str, str]]
"""What was decided of a finding, and by whom."""


def write_worklist(results: Sequence[Checked], path: Path, opinions: Opinions = lambda _: ("", "")) -> None:
    """Write the list, gravest findings of each document first, and a second sheet with a row a document."""
    from xlsxwriter import Workbook

    path.parent.mkdir(parents=True, exist_ok=True)
    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        _write_findings(book, results, opinions)
        _write_summary(book, results)


def _write_findings(book: Any, results: Sequence[Checked], opinions: Opinions) -> None:
    sheet = book.add_worksheet("处理清单")
    looks = _Looks(book)
    for column, (header, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, header, looks.header)
    row = 0
    for result in results:
        for noted in result.noted:
            row += 1
            severity = noted.finding.severity
            cells = [*_cells(row, result, noted), *opinions(noted)]
            sheet.set_row(row, _height(cells))
            for column, value in enumerate(cells):
                look = looks.level(severity) if COLUMNS[column][0] == "级别" else looks.cell
                if not value:
                    sheet.write_blank(row, column, None, look)
                elif isinstance(value, int):
                    sheet.write_number(row, column, value, look)
                else:
                    sheet.write_string(row, column, printable(value)[:_LONGEST], look)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(row, 1), len(COLUMNS) - 1)
    if row:
        sheet.data_validation(
            1,
            8,
            row,
            8,
            {"validate": "list", "source": list(STATES), "error_type": "information", "ignore_blank": True},
        )
    _print_well(sheet, "核稿处理清单")
    sheet.repeat_rows(0)


def _height(cells: Sequence[str | int]) -> float:
    """Points that the longest cell takes; LibreOffice and printing do not find out by themselves."""
    lines = max(
        -(-sum(1 if each.isascii() else 2 for each in str(value)) // (width - 1))
        for value, (_, width) in zip(cells, COLUMNS, strict=True)
    )
    return min(_HIGHEST, max(1, lines) * _LINE + 4)


def _cells(number: int, result: Checked, noted: Noted) -> Iterator[str | int]:
    finding = noted.finding
    quote = finding.places[0].quote if finding.places else ""
    yield number
    yield str(result.path)
    yield noted.at.where
    yield finding.severity.chinese
    yield f"{noted.at.before}【{' '.join(quote.split())}】{noted.at.after}" if quote else ""
    yield finding.message + (f"（改变结论：{noted.consequence}）" if noted.consequence else "")
    yield "。".join(filter(None, (f"改为 {finding.repair}" if finding.repair else "", finding.hint)))
    yield finding.rule


def _write_summary(book: Any, results: Sequence[Checked]) -> None:
    sheet = book.add_worksheet("各文件结论")
    looks = _Looks(book)
    for column, (header, width) in enumerate(_SUMMARY):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, header, looks.header)
    for row, result in enumerate(results, 1):
        sheet.write_string(row, 0, printable(str(result.path)), looks.cell)
        sheet.write_string(row, 1, result.conclusion.told(result.errors), looks.cell)
        numbers = [*result.counts.values(), result.coverage.figures, result.coverage.verified]
        for column, number in enumerate(numbers, 2):
            sheet.write_number(row, column, number, looks.cell)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(results), 1), len(_SUMMARY) - 1)
    _print_well(sheet, "核稿结论")
    sheet.repeat_rows(0)


def _print_well(sheet: Any, title: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.6)
    sheet.set_header(f"&C{title}")
    sheet.set_footer("&C第 &P 页，共 &N 页")


class _Looks:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        common = {
            "font_name": _FONT,
            "font_size": 10,
            "valign": "top",
            "border": 1,
            "border_color": "#98A5B3",
        }
        self.cell = book.add_format({**common, "text_wrap": True})
        self.header = book.add_format(
            {**common, "bold": True, "bg_color": "#EEF2F6", "valign": "vcenter", "align": "center"}
        )
        self._levels = {
            severity: book.add_format({**common, "bold": True, "font_color": ink, "bg_color": ground})
            for severity, (ink, ground) in _FILLS.items()
        }

    def level(self, severity: Severity) -> Any:
        """The cell that names the severity."""
        return self._levels.get(severity, self.cell)
