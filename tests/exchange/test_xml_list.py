from __future__ import annotations

import pytest

from jixiao.errors import UnreadableFile
from jixiao.exchange.list_file import grids_of

HEAD = (
    '<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
)
ROWS = (
    '<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">支付明细</Data></Cell></Row>'
    '<Row ss:Index="3"><Cell><Data ss:Type="String">日期</Data></Cell>'
    '<Cell><Data ss:Type="String">金额</Data></Cell>'
    '<Cell><Data ss:Type="String">凭证</Data></Cell></Row>'
    '<Row><Cell><Data ss:Type="DateTime">2019-05-01T00:00:00.000</Data></Cell>'
    '<Cell><Data ss:Type="Number">1956.24</Data></Cell><Cell><Data ss:Type="String">0012</Data></Cell></Row>'
    '<Row><Cell ss:Index="3"><Data ss:Type="String">'
    '<B xmlns="http://www.w3.org/TR/REC-html40">合</B>计</Data></Cell></Row>'
)


def book(*sheets: str, encoding: str = "UTF-8") -> bytes:
    inside = "".join(
        f'<Worksheet ss:Name="表{number}"><Table>{rows}</Table></Worksheet>'
        for number, rows in enumerate(sheets, 1)
    )
    return (HEAD.format(encoding=encoding) + inside + "</Workbook>").encode(encoding)


def test_its_rows_stand_where_they_say_as_they_were_written():
    (grid,) = grids_of(book(ROWS), "支付.xls")
    assert grid.name == "表1"
    assert grid.rows == [
        ["支付明细", "", ""],
        ["", "", ""],
        ["日期", "金额", "凭证"],
        ["2019-05-01", "1956.24", "0012"],
        ["", "", "合计"],
    ]
    assert len(grid.merged) == 1


def test_several_sheets_are_several_and_empty_ones_are_left_out():
    assert [each.name for each in grids_of(book("", ROWS, ROWS), "支付.xml")] == ["表2", "表3"]


def test_it_is_read_in_the_encoding_that_it_names():
    (grid,) = grids_of(book(ROWS, encoding="gb18030"), "支付.xls")
    assert grid.rows[0][0] == "支付明细"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (book(ROWS)[:-30], "不是完整的 XML 表格"),
        (book("<Row><Cell>&bomb;</Cell></Row>"), "不是完整的 XML 表格"),
        (book("").replace(b"<?mso", b'<!DOCTYPE x [<!ENTITY a "b">]><?mso'), "实体定义"),
        (book('<Row ss:Index="9999999"><Cell ss:Index="9999999"/></Row>'), "万格"),
        (book(""), "没有内容"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, told: str):
    with pytest.raises(UnreadableFile, match=told):
        grids_of(data, "支付.xls")
