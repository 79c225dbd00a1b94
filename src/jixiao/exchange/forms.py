"""Forms as files (表样成文件): .xlsx that clerks can go on calculating with, .docx and .pdf."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from jixiao.document.layout import Layout, load_layout
from jixiao.document.writers.pdf import write_pdf
from jixiao.document.writers.word import write_word
from jixiao.exchange.form_workbook import write_form_workbook
from jixiao.exchange.replacing import replacing
from jixiao.narrative.facts import Facts
from jixiao.narrative.forms import Form, filled_forms, form_document, load_form
from jixiao.narrative.forms.filling import chosen_projects
from jixiao.tracking.basis import Period
from jixiao.tracking.policy import load_policy
from jixiao.tracking.project import Project
from jixiao.tracking.unit import WHOLE_UNIT
from jixiao.tracking.year import Year

FORMATS = ("xlsx", "docx", "pdf")
USUAL_FORMATS = ("xlsx", "docx")
"""The formats that a form can be written in, and those that annexes are written in."""

USUAL_FORMS = ("tracking-list", "tracking-analysis")
"""The forms of a year that names no annexes: 附件1 清单 and 附件2 分析表."""

OFFICIAL = ("monitoring-136", "self-evaluation")
"""The forms that every project files: within the year, and at its end."""

UNIT_SELF_EVALUATION = "unit-self-evaluation"
"""The form that the unit files of itself at the year's end, where it has indicators of its own."""

_MARGINS = {"top_mm": 20, "bottom_mm": 18, "left_mm": 18, "right_mm": 16}

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def official_forms(year: Year) -> tuple[str, ...]:
    """The forms that a year files: each project's, and the unit's where it has indicators of its own."""
    of_unit = any(each.subject == WHOLE_UNIT for each in year.indicators)
    return (*OFFICIAL, UNIT_SELF_EVALUATION) if of_unit else OFFICIAL


def write_form(form: Form, facts: Facts, path: Path, layout: Layout, *, project: str = "") -> None:
    """Write the forms of a layout, or that of one project, as the suffix says: .xlsx, .docx or .pdf.

    The file is written whole or not at all. Raises what the writer of that kind raises.
    """
    layout = of_its_own(layout)
    match path.suffix:
        case ".xlsx":
            filled = list(filled_forms(form, facts, project))
            write_form_workbook(filled, path, layout, author=facts.year.unit.name, dated=facts.as_of)
        case ".docx":
            write_word(form_document(form, facts, project), path, layout)
        case _:
            write_pdf(form_document(form, facts, project), path, layout)


def write_forms(
    year: Year,
    period: Period,
    folder: Path,
    *,
    forms: Sequence[str | Path] = (),
    as_of: dt.date | None = None,
    layout: Layout | None = None,
    formats: Sequence[str] = USUAL_FORMATS,
    project: str = "",
    may_write: Callable[[Sequence[Path]], None] | None = None,
) -> list[Path]:
    """Write each form in each of the formats into the folder, and return the files in order.

    Without `forms` they are those that the annexes of the year name; with `project`, its code, only its own
    of those that have one for each. Nothing is written unless every layout is usable and `may_write`, which
    is told all files first, lets it be; each file is written whole or not at all. Raises PolicyError where a
    layout is not as expected, and whatever `may_write` raises.
    """
    facts = Facts(year, period, load_policy(year.unit.policy), as_of or period.end)
    chosen = [(load_form(each), label) for each, label in _named(facts, forms)]
    layout = layout or load_layout()
    planned = []
    for form, label in chosen:
        alone = project if form.one_per_project else ""
        stem = file_name(f"{label} {_title(form, facts)}")
        if alone:
            stem = file_name(f"{stem} {facts.visible.project_by_code[alone].name}")
        planned += [(form, folder / f"{stem}.{suffix}", alone) for suffix in formats]
    if may_write:
        may_write([path for _form, path, _alone in planned])
    folder.mkdir(parents=True, exist_ok=True)
    for form, path, alone in planned:
        write_form(form, facts, path, layout, project=alone)
    return [path for _form, path, _alone in planned]


def pack_forms(
    facts: Facts,
    forms: Sequence[str | Path],
    path: Path,
    *,
    layout: Layout | None = None,
    formats: Sequence[str] = FORMATS,
    codes: Collection[str] | None = None,
    told: Callable[[int, int, str], None] | None = None,
) -> int:
    """Write every project's forms into one archive, a file for each project and format, and return how many.

    With `codes` they are those of these projects, else of those that each layout is about. `told` hears how
    many are done, of how many, and which is next. Raises PolicyError where a layout is not as expected, and
    what the writers raise; the archive is written whole or not at all.
    """
    layout = layout or load_layout()
    chosen = [load_form(each) for each in forms]
    wanted = [
        (form, number, project)
        for form in chosen
        for number, project in enumerate(_about(form, facts, codes), start=1)
    ]
    written = 0
    with TemporaryDirectory() as name, replacing(path) as part, ZipFile(part, "w", ZIP_DEFLATED) as archive:
        for done, (form, number, project) in enumerate(wanted):
            if told:
                told(done, len(wanted), project.name if project else form.title)
            stem = file_name(form.title)
            inside = file_name(f"{number:02} {project.name}") if project else stem
            for suffix in formats:
                made = Path(name, f"form.{suffix}")
                write_form(form, facts, made, layout, project=project.code if project else "")
                within = f"{stem}/{inside}.{suffix}" if project else f"{stem}.{suffix}"
                archive.write(made, within)
                written += 1
    return written


def _about(form: Form, facts: Facts, codes: Collection[str] | None) -> Sequence[Project | None]:
    """The projects that get a file each; one file of none where a form is not for each project."""
    if not form.one_per_project:
        return (None,)
    if codes is None:
        return chosen_projects(facts, form.projects)
    return [each for each in chosen_projects(facts, "all") if each.code in codes]


def of_its_own(layout: Layout) -> Layout:
    """The layout of forms that are no part of a report: margins leave room for a project on a page."""
    return replace(layout, page=replace(layout.page, **_MARGINS))


def _title(form: Form, facts: Facts) -> str:
    """The title of a form as filled in; its name where nobody is to be listed."""
    first = next(filled_forms(form, facts), None)
    return first.title if first else form.name


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
