"""One refresh of one file, step by step."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

from jixiao.document.layout import Layout
from jixiao.document.model import Document, Picture, Table
from jixiao.document.readers.word_controls import BoundFile, read_bindings
from jixiao.document.writers.word_record import Record, RecordedFigure
from jixiao.errors import JixiaoError
from jixiao.narrative.facts import Facts
from jixiao.narrative.outline import Outline, load_outline
from jixiao.narrative.refresh.inks import Inks
from jixiao.narrative.refresh.lost import bind_again
from jixiao.narrative.refresh.result import FigureChange, Refreshed
from jixiao.narrative.refresh.sentences import Sentences
from jixiao.narrative.report import chosen_period, write_report
from jixiao.tracking.policy import Policy, load_policy
from jixiao.tracking.year import Year


class NotOurs(JixiaoError):
    """The file is no report of ours. / 这个文件不是由本系统写出的报告。"""


def refresh_file(
    path: Path,
    year: Year,
    target: Path,
    *,
    layout: Layout,
    outline: Outline | None = None,
    policy: Policy | None = None,
) -> Refreshed:
    """Refresh the report in the file `path` from the year and write it to `target`, whole or not at all.

    Period, date, tone and outline are those that the file records. Raises NotOurs where it records none,
    and what reading the file, the outline and the policy raise.
    """
    file = read_bindings(path)
    written = file.record
    if written is None or "as_of" not in written.properties:
        raise NotOurs(f"“{path.name}”里没有绩效报告的绑定记录，不知道它是哪个期间的报告。")
    told = written.properties
    period = chosen_period(year, told["period"])
    as_of = dt.date.fromisoformat(told["as_of"])
    policy = policy or load_policy(year.unit.policy)
    outline = outline or load_outline(told["outline"])
    draft = write_report(year, period, as_of=as_of, outline=outline, policy=policy, tone=told["tone"])
    result = _refreshed(file, written, draft.document, Facts(year, period, policy, as_of), layout)
    file.save(target)
    return result


def _refreshed(
    file: BoundFile, written: Record, document: Document, facts: Facts, layout: Layout
) -> Refreshed:
    """Put the document's figures, tables and charts into an edited file, in memory."""
    inks = Inks(written, document, facts)
    file.clear_annotations()
    overtyped = [
        FigureChange(
            str(control.place),
            f"{inks.describe(control.name)}（原印{inks.before(control.name, in_table=in_table)[0]}）",
            control.text,
            inks.now(control.name, in_table=in_table) or control.text,
        )
        for control in file.controls
        if inks.was_typed_over(control)
        for in_table in [bool(control.place.table)]
    ]
    in_tables = _rebuild(file, document, inks, layout)
    result = bind_again(file, written.figures, document, inks)
    result.overtyped = overtyped
    result.changed = in_tables
    _print(file, inks, result)
    sentences = Sentences(file, written, document, facts)
    result.reworded = sentences.propose()
    file.keep_record(_record(file, document, inks, sentences))
    return result


def _rebuild(file: BoundFile, document: Document, inks: Inks, layout: Layout) -> list[FigureChange]:
    """Make tables and pictures anew; the cells that now read otherwise."""
    changed = []
    for block in document.blocks:
        match block:
            case Table(key=key) if key:
                changed += _changed_cells(block, inks)
                file.replace_table(key, block, layout)
            case Picture(key=key) if key:
                file.replace_picture(key, block, layout)
            case _:
                pass
    return changed


def _changed_cells(table: Table, inks: Inks) -> list[FigureChange]:
    return [
        FigureChange(table.caption or "附件", inks.describe(tag), before[0], span.text)
        for row in table.rows
        for cell in row.cells
        for span in cell.spans
        if span.binding
        for tag in [span.binding.key.tag]
        if (before := inks.before(tag, in_table=True)) and span.text not in before
    ]


def _print(file: BoundFile, inks: Inks, result: Refreshed) -> None:
    """Let every figure outside tables say what the ledger says."""
    for control in [each for each in file.controls if not each.place.table]:
        now, figure = inks.now(control.name, in_table=False), inks.describe(control.name)
        if now is None:
            result.gone.append(FigureChange(str(control.place), figure, control.text, ""))
        elif control.text != now:
            file.print_figure(control, now)
            if now not in inks.before(control.name, in_table=False):
                result.changed.append(FigureChange(str(control.place), figure, control.text, now))


def _record(file: BoundFile, document: Document, inks: Inks, sentences: Sentences) -> Record:
    """What the file now holds, for the next refresh."""
    figures: list[RecordedFigure] = []
    places: dict[str, list[int]] = defaultdict(list)
    for control in file.controls:
        tag = control.name
        if tag in inks.keys:
            places[tag].append(len(figures))
            key, unit, in_table = str(inks.keys[tag]), inks.unit(tag), bool(control.place.table)
            figures.append(RecordedFigure(tag, key, unit, control.text, inks.exact(tag), in_table))
    fresh = Record.of(document)
    return Record(
        digest=fresh.digest,
        figures=tuple(figures),
        sentences=tuple(sentences.record(document, places)),
        tables=fresh.tables,
        pictures=fresh.pictures,
        properties=fresh.properties,
    )
