"""What changed between two versions of one document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jixiao.document.model import Document, Heading, Paragraph, Sentence, Span
from jixiao.facts.facts import facts_of
from jixiao.reporting.versions import Kind, changes_between, lines_of

LINES = (
    "一、总体情况",
    "全年预算13,368.03万元，支出12,505.92万元，执行率93.55%。",
    "合计\t13,368.03\t12,505.92",
)


def test_nothing_changed_is_nothing_told():
    assert changes_between(LINES, LINES) == ()


def test_figures_are_told_apart_from_words():
    after = (LINES[0], LINES[1].replace("12,505.92", "13,112.03").replace("93.55", "98.08"), LINES[2])
    (changed,) = changes_between(LINES, after)
    assert changed.kind is Kind.FIGURES
    assert changed.figures == (("12,505.92", "13,112.03"), ("93.55", "98.08"))


def test_a_row_of_a_table_is_found_again_by_its_words():
    rows = ("巡视\t12\t3", "养老\t450.00\t383.77", "绿化\t10\t9")
    (changed,) = changes_between(rows, (rows[0], "养老\t450.00\t384.00", rows[2]))
    assert changed.figures == (("383.77", "384.00"),)


def test_what_was_reworded_added_or_dropped_is_told():
    before = ("一、总体情况", "项目推进滞后，执行率偏低。", "下一步加强管理。")
    after = ("一、总体情况", "项目稳步推进，执行率有待提高。", "附件：明细表。", "下一步加强管理。")
    found = [(each.kind, each.before, each.after) for each in changes_between(before, after)]
    assert (
        found == [(Kind.DROPPED, before[1], ""), (Kind.ADDED, "", after[1]), (Kind.ADDED, "", after[2])]
        or (
            Kind.REWORDED,
            before[1],
            after[1],
        )
        in found
    )


def test_another_way_to_print_the_same_words_is_no_change():
    assert changes_between(["支出 12 万元"], ["支出12万元"]) == ()


def test_the_lines_of_a_document_are_its_paragraphs():
    spans = (Span("全年支出12.5万元。"),)
    document = Document("报告", (Heading(1, "一、情况"), Paragraph((Sentence(spans),))))
    assert lines_of(facts_of(document)) == ("一、情况", "全年支出12.5万元。")


@given(st.lists(st.text(alphabet="支出万元0123456789,.。", min_size=1, max_size=12), max_size=30), st.data())
def test_every_figure_that_differs_is_told_and_no_other(lines: list[str], data: st.DataObject):
    after = [each.replace("1", "7") if data.draw(st.booleans()) else each for each in lines]
    told = changes_between(lines, after)
    differing = [(old, new) for old, new in zip(lines, after, strict=True) if old != new]
    assert [(each.before, each.after) for each in told] == differing
    assert all(each.figures for each in told)
