"""Names of papers (文稿名): which files are versions of one document."""

from __future__ import annotations

import re

_ENDING = re.compile(
    r"[\s_.\-—－]*[（(\[【]?(?:"
    r"第?[一二三四五六七八九十\d]{1,3}[稿版次]|[vV]\d+(?:\.\d+)*|[（(]?\d{1,2}(?=[)）\]】])|20\d{6}|"
    r"(?:最终|最新|送审|征求意见|修改|修订|初|终|定|清|批注|会签)稿|初版|终版|修改|修订|最终版?|最新版?|副本|定稿版|批注"
    r")[)）\]】]?\s*$"
)


def stem_of(name: str) -> str:
    """The name of a file without its ending and without what says which version it is.

    >>> [stem_of(each) for each in ("跟踪报告（第3稿）.docx", "跟踪报告-v2.docx", "2019年报告(1).pdf")]
    ['跟踪报告', '跟踪报告', '2019年报告']
    """
    stem = name.rpartition(".")[0] or name
    while (shorter := _ENDING.sub("", stem)) and shorter != stem:
        stem = shorter
    return stem.strip(" _-.") or name
