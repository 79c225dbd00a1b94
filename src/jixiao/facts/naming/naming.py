"""Naming (称谓): what a figure is called: after “2024年，全区税收收入完成” it is 全区税收收入.

What differs from telling to telling is left out: the time, the verb, words of precision. So the words of one
figure can be compared with those that another one says of it: “占税收收入的”, “比上年预算数”. Rows and
projects have their names outright, in many spellings: “‘无围墙’站点年租金项目”, “无围墙”站点年租金.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LONGEST = 60
"""Names are read from so many characters before a figure; no figure of a report needs more."""

_TIME = (
    r"(?:截[至止]|至|到)?(?:\d{4}|[二一][〇○零九]\S{2})年(?:度|末|底|初)?(?:[-—–至](?:\d{4}年)?)?(?:\d{1,2}月(?:份|末|底)?)?"
    r"(?:\d{1,2}日)?|截[至止](?:目前|年末|年底|报告期末)|\d{1,2}(?:[-—–至]\d{1,2})?月(?:份|末|底)?"
    r"|(?:上|下)半年|前?[一二三四两]个?季度|全年|年内|当年|本年度?|今年|年末|年底|年终|期末|目前|“?十[一二三四五]五”?(?:时期|期间|末)?"
)
_OPENERS = re.compile(
    rf"(?>(?:{_TIME}|其中|其余|同时|另外|此外|并且|而且|以及|和|及|与|、|－|—|在|对|将|把|的|以来"
    r"|按|共|预计|[\s“”\"：:.．①-⑩]|\d(?![A-Za-z]))+)"
)
_CLOSER = re.compile(
    r"(?:累计|实际|共计|合计|总计|共|已|仅|约|近|超|超过|突破|预计|可|将"
    r"|完成|实现|达到|达|为|是|有|计|安排|执行|支付|发生|形成|到|至|即"
    r"|金额|总额|总数|总量|(?<!生产)总值|(?<=口)值|总|数额|数|额|量|资金|情况|分别|均|的|了|各|初步|核算|“|”|\[\d{1,2}\])$"
)
_INNER = re.compile(
    r"当年|年度|全年|完成|实际|执行情况|数额|金额|总额|的|数|额|为|是|[“”\"\s]|（[^（）]*）|\([^()]*\)"
)
_DROPPED = str.maketrans(dict.fromkeys("“”‘’\"'「」『』《》〈〉 \u3000\t\n\r#*") | {"（": "(", "）": ")"})
_ORDINAL = re.compile(
    r"(?:其中[:：]?|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、．]|\(\d{1,2}\)|[①-⑳])+"
)
_TAILS = ("项目支出", "项目经费", "项目")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")


@lru_cache(maxsize=16384)
def named(words: str) -> str:
    """The name that the words before a figure give it, without time, verb and words of precision.

    >>> named("2024年，全区税收收入完成")
    '全区税收收入'
    """
    words = words[-_LONGEST:].replace("，", "")
    words = words[found.end() :] if (found := _OPENERS.match(words)) else words
    while found := _CLOSER.search(words):
        words = words[: found.start()]
    return words.strip()


@lru_cache(maxsize=16384)
def label_of(words: str) -> str:
    """The name that a row has, without ordinal, quotes and spaces: 一、教育支出 is 教育支出."""
    label = words.translate(_DROPPED).replace("其它", "其他")
    found = _ORDINAL.match(label)
    return label[found.end() :] if found and found.end() < len(label) else label


@lru_cache(maxsize=16384)
def name_of(words: str) -> str:
    """The name of a project or an item, however it is spelled: that of its row, without 项目 at the end.

    >>> name_of("“‘无围墙’站点年租金项目”"), name_of("一、 教育支出")
    ('无围墙站点年租金', '教育支出')
    """
    name = label_of(words)
    for tail in _TAILS:
        if name.endswith(tail) and len(name) >= len(tail) + 2:
            return name[: -len(tail)]
    return name


@lru_cache(maxsize=16384)
def phrase(words: str) -> str:
    """The words of a comparison or a denominator in one spelling, years kept.

    >>> phrase("2023年当年预算执行数为") == phrase("2023年预算执行数")
    True
    """
    return _INNER.sub("", words[-_LONGEST:])


@lru_cache(maxsize=16384)
def year_in(words: str) -> int:
    """The last year that the words name; 0 where they name none."""
    years = _YEAR.findall(words)
    return int(years[-1]) if years else 0
