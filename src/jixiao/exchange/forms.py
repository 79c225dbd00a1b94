"""Forms as files (表样成文件): annexes as .xlsx that clerks can go on calculating with, and as .docx."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from jixiao.document.layout import Layout, load_layout
from jixiao.document.writers.word import write_word
from jixiao.exchange.form_workbook import write_form_workbook
from jixiao.narrative.facts import Facts
from jixiao.narrative.forms import filled_forms, form_document, load_form
from jixiao.tracking.basis import Period
from jixiao.tracking.policy import load_policy
from jixiao.tracking.year import Year

USUAL_FORMS = ("tracking-list", "tracking-analysis")
"""The forms of a year that names no annexes: 附件1 清单 and 附件2 分析表."""

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def write_forms(
    year: Year,
    period: Period,
    folder: Path,
    *,
    forms: Sequence[str | Path] = (),
    as_of: dt.date | None = None,
    layout: Layout | None = None,
    may_write: Callable[[Sequence[Path]], None] | None = None,
) -> list[Path]:
    """Write each form as .xlsx and .docx into the folder, and return the files in order.

    Without `forms` they are those that the annexes of the year name. Nothing is written unless every layout
    is usable and `may_write`, which is told all files first, lets it be; each file is written whole or not at
    all. Raises PolicyError where a layout is not as expected, and whatever `may_write` raises.
    """
    facts = Facts(year, period, load_policy(year.unit.policy), as_of or period.end)
    chosen = [(load_form(each), label) for each, label in _named(facts, forms)]
    layout = layout or load_layout()
    planned = []
    for form, label in chosen:
        filled = list(filled_forms(form, facts))
        stem = file_name(f"{label} {filled[0].title if filled else form.name}")
        planned.append((form, filled, folder / f"{stem}.xlsx", folder / f"{stem}.docx"))
    targets = [path for _, _, *paths in planned for path in paths]
    if may_write:
        may_write(targets)
    folder.mkdir(parents=True, exist_ok=True)
    for form, filled, workbook, document in planned:
        write_form_workbook(filled, workbook, layout, author=year.unit.name, dated=facts.as_of)
        write_word(form_document(form, facts), document, layout)
    return targets


def file_name(words: str) -> str:
    """The words as a file of any system may be called.

    >>> file_name("附件1 《1—7月》项目/清单")
    '附件1 《1—7月》项目_清单'
    """
    return _UNSAFE.sub("_", words).strip(" .")


def _named(facts: Facts, forms: Sequence[str | Path]) -> list[tuple[str | Path, str]]:
    """Each form with the label of its annex."""
    if forms:
        return [(each, "") for each in forms]
    annexes = facts.visible.annexes
    if not any(each.form for each in annexes):
        return [(each, f"附件{number}") for number, each in enumerate(USUAL_FORMS, start=1)]
    several = len(annexes) > 1
    return [
        (each.form, f"附件{number}" if several else "附件")
        for number, each in enumerate(annexes, start=1)
        if each.form
    ]
