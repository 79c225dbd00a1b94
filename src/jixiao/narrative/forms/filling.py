"""Filling (填表): a layout and the facts of a year make forms, every cell with its place and value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jixiao.document.model import Align, Span
from jixiao.narrative.facts import UNIT, Facts
from jixiao.narrative.forms.cell import Filled, Subject
from jixiao.narrative.forms.layout import ABOVE, LEFT, Form, Part, extents, is_label
from jixiao.narrative.forms.scopes import PROJECTS, Listing, Scope
from jixiao.narrative.forms.words import Words
from jixiao.tracking.project import Project


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of a form (表格的一格), by its upper left corner; rows and columns count from 0."""

    row: int
    column: int
    rows: int
    columns: int
    content: Filled
    is_label: bool


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form with the cells that begin in it; `lines` is what it has room for at least."""

    cells: tuple[FormCell, ...]
    is_header: bool = False
    is_total: bool = False
    lines: int = 1


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as filled in (填好的表): of one project, or of all those that it lists."""

    layout: Form
    title: str
    above: tuple[Span, ...]
    rows: tuple[FormRow, ...]
    below: tuple[Span, ...]
    project: Project | None = None

    @property
    def key(self) -> str:
        """What tells this form from the others of a document."""
        return f"form/{self.layout.name}" + (f"/{self.project.code}" if self.project else "")


def filled_forms(form: Form, facts: Facts, project: str = "") -> Iterator[FilledForm]:
    """The forms of a layout: one, or one for each project that it is about, or that of the project alone
    whose code is given."""
    words = Words(facts, form.unit, form.words)
    projects = chosen_projects(facts, form.projects)
    if project:
        projects = [each for each in chosen_projects(facts, "all") if each.code == project]
    if not form.one_per_project:
        yield _filled(form, words, projects, Subject())
        return
    for number, each in enumerate(projects, start=1):
        yield replace(_filled(form, words, projects, Subject(each.code, number)), project=each)


def chosen_projects(facts: Facts, group: str) -> Sequence[Project]:
    """The projects of a group (focus, ordinary, all) in the order of the report; none where the form is
    about the unit itself."""
    match group:
        case "unit":
            return ()
        case "focus":
            return facts.visible.focus_projects
        case "ordinary":
            return facts.visible.ordinary_projects
        case _:
            return (*facts.visible.focus_projects, *facts.visible.ordinary_projects)


def about(
    listing: Listing, scope: Scope, projects: Sequence[Project], subject: Subject, *, of_unit: bool = False
) -> list[Subject]:
    """What the repeated rows of a part speak of, numbered from 1; `of_unit` are the unit's own rows alone."""
    if of_unit:
        rows = enumerate(listing.rows(scope, UNIT), start=1)
        return [Subject(UNIT, number, row) for number, row in rows]
    if scope == PROJECTS:
        return [Subject(each.code, number) for number, each in enumerate(projects, start=1)]
    inside = "" if subject.code == UNIT else subject.code
    return [
        Subject(inside or listing.project_of(row), number, row)
        for number, row in enumerate(listing.rows(scope, inside), start=1)
    ]


def _filled(form: Form, words: Words, projects: Sequence[Project], subject: Subject) -> FilledForm:
    drawn: list[tuple[Part, tuple[str, ...], Subject | None]] = []
    for part in form.parts:
        for spoken_of in _subjects(part, words, form, projects, subject):
            drawn += [(part, row, spoken_of) for row in part.rows]
    drawn = _joined(drawn, words)
    found = extents([row for _, row, _ in drawn])
    rows = []
    for number, (part, texts, spoken_of) in enumerate(drawn):
        cells = tuple(
            FormCell(
                number,
                column,
                found[number, column].rows,
                found[number, column].columns,
                _content(words, text, spoken_of),
                is_label(text),
            )
            for column, text in enumerate(texts)
            if text not in (LEFT, ABOVE)
        )
        rows.append(FormRow(cells, part.is_header, part.is_total, part.lines))
    return FilledForm(
        layout=form,
        title="".join(span.text for span in words.fill(form.title, Subject()).spans),
        above=words.fill(form.above, subject).spans,
        rows=tuple(rows),
        below=words.fill(form.below, subject).spans,
    )


def _joined(
    drawn: Sequence[tuple[Part, tuple[str, ...], Subject | None]], words: Words
) -> list[tuple[Part, tuple[str, ...], Subject | None]]:
    """The rows, those joined to the one above where they say the same as it in the columns of the part."""
    found = []
    above: dict[int, str] = {}
    of: Part | None = None
    for part, row, spoken_of in drawn:
        said = (
            {column: _content(words, row[column], spoken_of).text for column in part.join}
            if spoken_of
            else {}
        )
        cells = list(row)
        for column in part.join:
            if part is not of or not said.get(column) or above.get(column) != said[column]:
                break
            cells[column] = ABOVE
        of, above = part, said
        found.append((part, tuple(cells), spoken_of))
    return found


def _subjects(
    part: Part, words: Words, form: Form, projects: Sequence[Project], subject: Subject
) -> Sequence[Subject | None]:
    """What each repetition of a part speaks of; nothing where it is drawn empty."""
    if part.each:
        is_of_unit = form.projects == "unit"
        listed = about(words.listing, part.each, projects, subject, of_unit=is_of_unit)
        return listed or [None] * part.blank
    if part.is_total:
        total = words.facts.ledger.rows_total([each.code for each in projects])
        return [replace(subject, total=total, group=form.projects)]
    return [subject]


def _content(words: Words, text: str, subject: Subject | None) -> Filled:
    if "{" not in text:
        return Filled((Span(text),) if text else ())
    if is_label(text):
        return replace(words.fill(text, Subject()), align=Align.CENTER)
    return words.fill(text, subject) if subject else Filled()
