from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.tracking.prose import (
    Reference,
    paragraphs,
    pieces,
    references,
    stray_braces,
    typed_digits,
)

texts = st.text("支出{}｛｝.。成果项目P1,，0９%\n ")


@given(texts)
def test_the_pieces_of_a_text_are_the_text(text: str):
    assert "".join(piece if isinstance(piece, str) else piece.text for piece in pieces(text)) == text


@given(texts)
def test_every_brace_belongs_to_a_reference_or_is_stray(text: str):
    braces = [character for character in text if character in "{}｛｝"]
    assert len(braces) == 2 * len(references(text)) + len(stray_braces(text))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{支出}", ("spent",)),
        ("{spent}", ("spent",)),
        ("｛支出｝", ("spent",)),
        ("{ 重点项目 . 个数 }", ("focus", "count")),
        ("{重点项目。个数}", ("focus", "count")),
        ("{项目.P07.支出}", ("projects", "P07", "spent")),
        ("{项目.宣传经费.合同.H01.金额}", ("projects", "宣传经费", "contracts", "H01", "contract_amount")),
        ("{成果.巡视}", ("outputs", "巡视")),
        ("{成果.巡视.计划数}", ("outputs", "巡视", "planned")),
        ("{合同.P03-1.首付款.比例}", ("contracts", "P03-1", "首付款", "payment_share")),
        ("{测算.保洁.标准}", ("standards", "保洁", "standard_rate")),
        ("{}", ("",)),
    ],
)
def test_a_reference_is_a_path_of_terms_and_names(text: str, path: tuple[str, ...]):
    assert references(text) == (Reference(path, text),)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{成果.支出}", ("outputs", "支出")),
        ("{成果.计划数}", ("outputs", "计划数")),
        ("{成果.单位.项目}", ("outputs", "单位", "项目")),
        ("{合同.合同.金额}", ("contracts", "合同", "contract_amount")),
        ("{合同.H01.约定金额.实付金额}", ("contracts", "H01", "约定金额", "paid")),
        ("{测算.标准.标准}", ("standards", "标准", "standard_rate")),
        ("{项目.支出.支出}", ("projects", "支出", "spent")),
    ],
)
def test_a_name_that_is_also_a_term_stays_a_name(text: str, path: tuple[str, ...]):
    assert references(text)[0].path == path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("服务300，另有2,000余人、50%。", ("300", "2,000", "50%")),
        ("服务２０１９人", ("２０１９",)),
        ("截至2019年12月31日，按西财预〔2014〕273号执行", ()),
        ("2019年上半年第3次会议", ()),
        ("面积401,402.57㎡", ("401,402.57",)),
        ("增长1.5倍.", ("1.5",)),
        ("五个方面、三个阶段", ()),
        ("服务{成果.第3站}", ()),
    ],
)
def test_numbers_typed_as_digits_are_found_without_the_signs_around_them(text: str, found: tuple[str, ...]):
    assert typed_digits(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("支出{spent}", ()), ("支出{spent", ("{",)), ("{a{spent}}", ("{", "}")), ("{支出\n}", ("{", "}"))],
)
def test_a_brace_without_its_other_half_is_found(text: str, found: tuple[str, ...]):
    assert stray_braces(text) == found


def test_each_line_with_words_is_a_paragraph():
    assert paragraphs("  一是宣传。\n\n二是巡视。\n") == ("一是宣传。", "二是巡视。")
