"""The patterns of numbers in Chinese official writing (数字的写法).

All of them read *folded* text: as long as the original, but with plain digits, points, spaces and units. Each
match takes time in proportion to what it takes, and what is looked at without being taken is bounded, so that
no text, however odd, costs more than its length.
"""

from __future__ import annotations

import re

from jixiao.numerals.units import SUFFIX

_PLAIN = dict(zip("０１２３４５６７８９．％／　", "0123456789.%/ ", strict=True)) | {
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\u200b": " ", "\r": " ",
}  # fmt: skip
_TRADITIONAL = str.maketrans(
    "萬億個點戶畝噸頭條項種類間處場輛臺張棟歲週層級組隊馬兩圓標準餘佔達約過超於號屆區縣鎮鄉",
    "万亿个点户亩吨头条项种类间处场辆台张栋岁周层级组队马两元标准余占达约过超于号届区县镇乡",
)
_DOTS = "·•‧∙・﹒"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_AFTER_POINT = "[0-9]{1,8} ?(?:[%‰万亿元平米公吨亩倍美千立]|个百分点)"
_GLYPH = re.compile(f"[{_DOTS}\ue000-\uf8ff](?<=[0-9].)(?={_AFTER_POINT})")
_SPELLED_YEAR = re.compile("年(?<=[一二][〇○零九OoＯ0][〇○零一二三四五六七八九OoＯ0]{2}年)")
_ZERO = str.maketrans("OoＯ0", "〇〇〇〇")


def fold(text: str) -> str:
    """`text` with plain digits, points, spaces and units, character by character: offsets stay what they are.

    >>> fold("１２．５％"), fold("3萬戶"), fold("二O一九年")
    ('12.5%', '3万户', '二〇一九年')
    """
    for wide, plain in _PLAIN.items():
        if wide in text:
            text = text.replace(wide, plain)
    if "萬" in text or "億" in text or "個" in text:
        text = text.translate(_TRADITIONAL)
    if any(dot in text for dot in _DOTS) or _PRIVATE.search(text):
        text = _GLYPH.sub(".", text)
    years = [year.start() for year in _SPELLED_YEAR.finditer(text)]
    for end in years:
        text = text[: end - 4] + text[end - 4 : end].translate(_ZERO) + text[end:]
    return text


# The pattern of the first pass
_GROUPS = "(?>(?:(?<![0-9]{4})(?:,[0-9]{3}(?![0-9]))+)?)"
_NUMBER = rf"[0-9]++{_GROUPS}(?>(?:\.[0-9]++)?)"
_TORN = "[ \n]?"
_CALENDAR = (
    f"{_TORN}(?:年(?![级均])(?:(?<!\n年)|(?![初终]|末(?:[未累]|财政|结[转余]|余额|存量|数)))"
    f"(?:{_TORN}[0-9]{{1,2}}{_TORN}月(?:{_TORN}[0-9]{{1,2}} ?[日号])?"
    "|上半年|下半年|第?[一二三四1-4]季度|前三季度)?度?"
    f"|月(?:{_TORN}[0-9]{{1,2}} ?[日号])?份?|日(?![均常]))(?:[底末初](?!始|步|级|次|期)|[上中下]旬)?"
)
FIGURE = re.compile(f"({_NUMBER})(?:({SUFFIX})|({_CALENDAR}))?")
"""A number (1) with its unit (2) or, if it belongs to a date, the rest of the date (3)."""
UNIT_AFTER = re.compile(SUFFIX)
CALENDAR = re.compile(
    f"{_TORN}(?:(?P<year>年)"
    f"(?:{_TORN}(?P<its_month>[0-9]{{1,2}}){_TORN}月(?:{_TORN}(?P<its_day>[0-9]{{1,2}}) ?[日号])?"
    "|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4]|前三)季度)?"
    f"|(?P<month>月)(?:{_TORN}(?P<day>[0-9]{{1,2}}) ?[日号])?|日)"
)
"""The rest of a date taken to pieces, where `FIGURE` found one."""

# Numbers that no unit follows: by their form
_YEAR = "(?:19|20)[0-9]{2}"
LIST_ITEM = re.compile(rf"([0-9]{{1,2}})\.(?={_YEAR} ?[年—–~～-])")
ISO_DATE = re.compile(rf"({_YEAR})([-./])(0?[1-9]|1[0-2])\2(0?[1-9]|[12][0-9]|3[01])(?![0-9])")
DOTTED_MONTH = re.compile(rf"({_YEAR})[./](0[1-9]|1[0-2])(?![0-9.])")
DOCUMENT_NUMBER = re.compile(rf"({_YEAR})[〕\]）)】﹞］]{_TORN}第?{_TORN}([0-9]{{1,5}}){_TORN}号")
PHONE = re.compile(
    "(?:1[3-9][0-9]{9}|0[0-9]{2,3}[-－—–][0-9]{7,8}(?:[-－—转][0-9]{1,5})?|[48]00-[0-9]{3}-?[0-9]{4}"
    "|(?P<plain>0[0-9]{9,11}|[48]00[0-9]{7}|[2-8][0-9]{6,7}))(?![0-9])"
)
CLOCK = re.compile(
    "(?P<hour>0[0-9]|1[0-9]|2[0-4]|[02-9])[:：](?P<minute>[0-5][0-9])(?P<second>[:：][0-5][0-9])?(?![0-9:：.])"
)
HOTLINE = re.compile("110|119|120|122|12[0-9]{3}|9[56][0-9]{3}")
SUBJECT = re.compile("2(?:0[1-9]|1[0-9]|2[0-9]|3[0-4])[0-9]{2}(?:[0-9]{2})?")
SUBJECT_NAME = re.compile(
    r"[ \t]{0,8}[\u4e00-\u9fff]|\n[ \t]{1,8}[\u4e00-\u9fff]|(?<=[0-9]{7})\n[\u4e00-\u9fff]"
)
VERSION = re.compile(r"[1-9]\.0")
AGES = re.compile("(?:30|35|40|45|50)(?:40|45|50|55|60)")
LETTERS_AFTER = re.compile(r"(?:[A-Za-z]|[+＋][A-Za-z])(?:[A-Za-z]|[0-9]++|[-_./+](?=[A-Za-z0-9])){0,60}")
LINK = re.compile(r"(?:https?://|www\.)[!-~]+|(?<![!-~])[!-~]{1,64}@[!-~]+")

# by where they stand
HEADING = re.compile(
    "(?P<number>[0-9]{1,2}) ?(?:(?P<close>[)）])|[.、](?![.0-9])|、(?P<next>[0-9]{1,2}(?= ?[月日号]))?)"
)
SECTION = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){1,4})(?=[.、]?[ \t]{0,4}[\u4e00-\u9fff《“])")
PAGE_BEFORE = re.compile(r"\n[ \t]*[-－−–—·.]{1,2} ?\Z")
PAGE_AFTER = re.compile(r" ?[-－−–—·.]{1,2}[ \t]*(?:\n|\Z)")
LEADERS_BEFORE = re.compile(r"(?:…|[.·]{3}|[-—]{3}) ?\Z")
CELL_BEFORE = re.compile(r"[\n\t|0-9%-][ ]*\Z")
CELL_AFTER = re.compile(r"[ ]*(?:[\n\t|]|[-－−–—]?[ ]*[0-9]|[-－−–—] )")

# by the words right before them
LETTERS_BEFORE = re.compile(r"[A-Za-z_][A-Za-z_./&]{0,12}[-–]?\Z")
STANDARD_BEFORE = re.compile(r"(?<![A-Za-z])[A-Z]{2,6}(?:/[A-Z]{1,2})? \Z")
LABEL_BEFORE = re.compile(r"(?:[图表注]|附件|附录|专栏|序号|(?<!比)例) ?\Z")
CODE_BEFORE = re.compile(
    "(?:邮编|邮政编码|编号|编码|代码|号码|证号|账号|帐号|标识码|备案号|QQ群?)[：: ]{0,2}\\Z"
)
PHONE_BEFORE = re.compile("(?:电话|热线|传真|手机|拨打|联系方式)[^。；，]{0,8}\\Z")
MONEY_BEFORE = re.compile(
    "(?:资金|经费|预算|支出|收入|金额|总额|余额|拨付|支付|投入|追加|调减|追减|减少|增加|安排|下达|结余|补助|投资"
    "|造价|单价|总价|价款|费用?)(?:预算|支出|收入|资金|金额|总额|数|额|款)?(?:合计|共计|总计|累计)?"
    "(?:为|达|约|共|是|：|:)?\\Z"
)
COUNT_BEFORE = re.compile(
    "(?:[人户家件次车项]次?数|人次|数量|总数|面积|人口|总量|规模|产量|销量|总计|合计|共计)(?:为|达|约|共|有|到)?\\Z"
)
INDEX_BEFORE = re.compile(
    "(?:指数|比值?|系数|倍差|差距|率|得分|评分|均分|缩小|扩大|下降|上升|提高|降低|提升|减少|增加)"
    "(?:约|了|均)?(?:为|是|达|由|从|至|到)?(?:了|到)?\\Z|[降升]至\\Z|[由从]\\Z"
)
SHARE_BEFORE = re.compile("(?:指数|比例|比重|比值|系数|率|得分|评分)(?:均|约)?(?:为|是|达)?\\Z")
BASE_BEFORE = re.compile("以[^，。；]{1,8}为 ?\\Z")

# Digits that are not written as they should be; five groups of three are more than any report has
WIDE_GROUPS = re.compile(
    rf"[0-9]{{1,3}}(?>(?:[,，]{_TORN}[0-9]{{3}}(?![0-9])){{1,5}})(?>(?:\.[0-9]{{1,20}}+(?![0-9]))?)"
)
SPACED_GROUPS = re.compile(r"[0-9]{1,3}(?>(?: [0-9]{3}(?![0-9])){1,5})(?>(?:\.[0-9]{1,20}+(?![0-9]))?)")
SPACED_POINT = re.compile(r"\.[ \n][0-9]{1,20}+(?![0-9])")
TORN_GROUP = re.compile(r"[0-9]{1,3}(?>(?:,[0-9]{3}){0,5}),(?:[0-9]\n[0-9]{2}|[0-9]{2}\n[0-9])(?![^\n])")
ODD = re.compile(r"(?>(?:[.,]{1,2}[0-9]{1,20}+(?![0-9])){1,6})")
STRAY_POINTS = re.compile("[.]{1,2}(?=[万亿]元|元|%)|[.,，]{1,2}(?=(?:[万亿]?元|%)(?!\n?[一-龥A-Z]))")
"""Marks between a number and its unit: 28.41，万元; behind a comma 万元GDP用水量 begins something else."""
