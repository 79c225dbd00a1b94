"""Words of tables (表中用语): titles, units and notes around them, heads of columns, totals, rates."""

from __future__ import annotations

import re

from jixiao.facts.flow.cells import squeezed

_MAGNITUDE = r"(?:百万|千万|十亿|[万亿千百])?"
_MEASURED = [
    "美元",
    "元",
    "人次",
    "人天",
    "人",
    "万户",
    "户",
    "个",
    "家",
    "项",
    "件",
    "处",
    "吨公里",
    "人公里",
    "吨标准煤",
    "吨",
    "公斤",
    "千克",
    "亩",
    "公顷",
    "平方米",
    "平方公里",
    "公里",
    "千米",
    "米",
    "辆",
    "台",
    "套",
    "座",
    "床",
    "张",
    "册",
    "次",
    "头",
    "只",
    "条",
    "千瓦小时",
    "千瓦时",
    "立方米",
    "标准量",
    "天",
    "月",
    "年",
    "倍",
    "份",
    "名",
    "所",
    "班",
    "宗",
    "起",
]
UNIT = rf"{_MAGNITUDE}(?:{'|'.join(_MEASURED)})(?:[/／](?:{'|'.join(_MEASURED)}))?|[%％‰㎡]|个?百分点"

_LONGEST_TITLE = 60  # characters; longer lines are sentences
_UNIT_LINE = re.compile(
    r"[（(【]?\s*(?:金额|计量|数量)?单\s*位\s*[:：]\s*(?P<units>[^）)】]{1,20}?)\s*[）)】]?"
)
_UNIT_WITHIN = re.compile(rf"单位\s?[:：]\s?({UNIT})\s?[）)]?$")
_ABOUT = re.compile(
    r"(?:编制|填报|编报|预算|公开|主管)?(?:单位|部门)(?:名称)?\s*[:：].{0,40}|(?:公开|预算|决算|财决)?\s?\d{1,2}\s?表"
)
_NUMBERED = re.compile(
    r"[附续]?\s?[表件]\s?[\d一二三四五六七八九十]{1,3}(?:[-－—.]\d{1,2}){0,2}(?:[:：、.\s].{0,50}|[^\d%，。].{2,50})?"
)
_TITLED = re.compile(r".{3,58}(?:表|一览|明细|清单)\s?(?:[（(][^（()）]{1,12}[）)])?")
_HEADS = re.compile(r"[单表件览细部]")
"""A character that every title, unit or owner of a table has: most lines have none."""
_NOTE = re.compile(
    r"(?:[备附]?\s?注|说\s?明|资料来源|数据来源|填表说明)\s?\d{0,2}\s?[:：.、].*|\d{1,2}[.．、]?本表.*"
)
_TOTAL = re.compile(r"(?:合计|总计|共计|总和|合计数|总计数)$|^总分$|^(?:合计|总计|共计)(?:[（(:：]|$)")
_SUBTOTAL = re.compile(r"小计$|^小计(?:[（(:：]|$)")
_AFTER = re.compile(r"[（(][^（()）]*[）)]$")
_AMONG = re.compile(r"(?:[#＃]{0,2}\s?)?其\s?中\s?[:：，]?")
_HEADER_UNIT = re.compile(
    rf"[（(]\s?(?:单位\s?[:：]\s?)?(?P<unit>{UNIT})\s?[）)]\s?$|[:：]\s?(?P<said>{UNIT})\s?$"
)
_RATE = re.compile(r"(?:率|占比|比重|比例|增幅|增速|降幅|百分比)(?:[（(].*[）)])?$|[%％]$")
_MARKS = re.compile(r"(?:标准|指标)?分值|满分|标准分|(?:自评|评价|实际)?得分")
_CHANGE = re.compile(r"(?:增长|增减|增降|同比|升降|变动幅度)(?:[（(].*[）)])?$")
_AMOUNT = re.compile(r"(?:预算|执行|决算|调整|支出|收入|拨款|到位|安排)(?:数|额|资金)?$|[金总余]额$")
_CODES = re.compile(r".*(?:编码|代码|编号)|[类款项]|功能分类|经济分类|科目")
_ORDINALS = re.compile(r"序号?|行次|栏次|编号|[Nn][Oo]\.?")
_LABELS = re.compile(
    r".*(?:项目|名称|科目|内容|指标|类别|部门|地区|区域|区划|县区|险种|分类|行业|产品|品种|来源|方式|性质|主体|对象)"
    r"|(?:预算|主管|执行|实施|责任|编制|所属)?单位|年份|年度|时间|月份|收入|支出"
)
_NUMBERS = re.compile(
    r"(?:[数额率值量分]|得分|权重|金额|预算|决算|合计|小计|总计|增长|增减|同比|占比|比重|\d年)(?:[（(].{1,8}[）)])?$|[%％]$"
)
_GROUPS = re.compile(
    r"全[市省区县国州]|[市省区县州]本?级|本年(?:收入|支出)|收入|支出|(?:收入|支出)[预决]算|金额|项目|其中"
    r"|(?:一般公共|政府性基金|国有资本经营)预算.{0,8}|财政拨款.{0,10}|.{0,6}“?三公”?经费.{0,6}|\d{4}\s?年"
)


def units_in(text: str) -> tuple[str, ...] | None:
    """The units that a line such as “单位：万元、%” names; none where it is no such line.

    >>> units_in("单位：万元、%")
    ('万元', '%')
    """
    found = _UNIT_LINE.fullmatch(text.strip())
    if not found:
        return None
    return tuple(re.findall(UNIT, squeezed(found["units"]).replace("人民币", "").replace("％", "%")))


def unit_line_within(text: str) -> str:
    """The unit that the end of a longer line names: “2024年收支表（单位：万元）”."""
    found = _UNIT_WITHIN.search(text.strip())
    return found.group(1).replace("％", "%") if found else ""


def is_title(text: str) -> bool:
    """Whether the line is a table's title or number: “表1-2”, “2024年收入预算总表”."""
    text = text.strip()
    return len(text) <= _LONGEST_TITLE and bool(_NUMBERED.fullmatch(text) or _TITLED.fullmatch(text))


def is_about(text: str) -> bool:
    """Whether the line says whose table it is: “编制单位：…”."""
    return bool(_ABOUT.fullmatch(text.strip()))


def heads_table(text: str) -> bool:
    """Whether the line stands above a table: its title, its unit, whose it is."""
    if not _HEADS.search(text):
        return False
    says_unit = units_in(text) is not None or (len(text) <= _LONGEST_TITLE and unit_line_within(text))
    return bool(says_unit) or is_title(text) or is_about(text)


def is_note(text: str) -> bool:
    """Whether the line is a note below a table: “注：…”."""
    return bool(_NOTE.match(text.strip()))


def is_total(label: str) -> bool:
    """Whether the label says total: 合计, 本年收入合计, 支出总计."""
    return bool(_TOTAL.search(_AFTER.sub("", squeezed(label))))


def is_subtotal(label: str) -> bool:
    """Whether the label says 小计."""
    return bool(_SUBTOTAL.search(_AFTER.sub("", squeezed(label))))


def is_among(label: str) -> bool:
    """Whether the label begins with 其中."""
    return bool(among_of(label))


def among_of(label: str) -> str:
    """The words with which the label says that it is one of the parts: “其中：”; empty where it does not."""
    found = _AMONG.match(label.strip())
    return found.group() if found else ""


def header_unit(header: str) -> str:
    """The unit that a column's header names: “金额（万元）”, “增长%”; empty where it names none."""
    header = squeezed(header)
    if found := _HEADER_UNIT.search(header):
        return (found["unit"] or found["said"]).replace("％", "%")
    return "%" if header[-1:] in ("%", "％") else ""


def names_marks(header: str) -> bool:
    """Whether the header names what something may score or was given: 分值, 得分."""
    return _MARKS.fullmatch(squeezed(header)) is not None


def names_rate(header: str) -> bool:
    """Whether the header names a rate, in percent whether it says so or not: 执行率, 占比."""
    return bool(_RATE.search(squeezed(header)))


def names_change(header: str) -> bool:
    """Whether the header names a change, in percent or in amount: 同比增长, 比上年增减."""
    return bool(_CHANGE.search(squeezed(header)))


def names_amount(header: str) -> bool:
    """Whether the header names an amount of money: 预算数, 执行数, 金额."""
    return bool(_AMOUNT.search(squeezed(header)))


def heads_codes(header: str) -> bool:
    """Whether the header is one of codes: 科目编码, 类."""
    return bool(_CODES.fullmatch(squeezed(header))) and squeezed(header) != "科目"


def heads_ordinals(header: str) -> bool:
    """Whether the header is one of ordinals: 序号."""
    return bool(_ORDINALS.fullmatch(squeezed(header)))


def heads_labels(header: str) -> bool:
    """Whether the header may be one of words: 项目, 科目名称."""
    return bool(_LABELS.fullmatch(squeezed(header)))


def heads_numbers(header: str) -> bool:
    """Whether the header can stand over nothing but numbers: 预算数, 执行率, 得分."""
    return bool(_NUMBERS.search(squeezed(header)))


def heads_group(header: str) -> bool:
    """Whether the header may stand over other headers: 全市, 本年收入."""
    return bool(_GROUPS.fullmatch(squeezed(header)))
