"""The article of a page (正文) apart from what surrounds it: navigation, sidebars, share buttons, footer.

What says something is weighed: sentences outside of links, and tables with figures. The article is the
smallest part of the page that holds nearly all of it, from its title to the last block that says something.
What a page calls its parts (`nav`, `footer` …) counts only where such a part holds little. In doubt a block
is kept: a telephone number too many does no harm, a lost paragraph goes unchecked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import takewhile

from jixiao.document.model import Heading, Paragraph, Table
from jixiao.document.place import Place
from jixiao.document.readers.html_flow import Item, Part
from jixiao.document.readers.html_tree import HEADINGS, Element, Page

_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "menu"})
_FURNITURE_NAMES = re.compile(
    r"(?<![a-z])(?:nav|menu|foot|bread|crumb|copyright|side|share|tool|qrcode|ewm|friend|yqlj|link|pag(?:er|ination)"
    r"|relat|recommend|xg|search|login|banner|top|head(?!ing|line)|logo|position|locati|localti|dqwz|weizhi|path|sitemap|map"
    r"|comment|popup|dialog|modal|float|hot|rank|adv|print(?!area)|close|prev|next|lang|wza|barrier)"
    r"|navi?gation|breadcrumb|footer|copyright|sidebar|toolbar|erweima|fenxiang"
)
_FURNITURE_WORDS = re.compile(  # no report says so
    r"版权所有|网站标识码|ICP[备证]|ICP备案[号序编]|公网安备\s*\d|扫一扫|上一篇|下一篇|当前(?:的)?位置[:：>]|您的位置|您(?:现在)?所在"
    r"|浏览(?:次数|量)?[:：]|点击(?:数|率|量)[:：]|字[体号](?:大小)?[:：]|免责声明|网站(?:地图|声明)|不良信息|回到顶部"
    r"|返回(?:顶部|首页|主站)|点击查看|语音播报|(?:打印|关闭)(?:本页|窗口|正文|此页|页面)"
)
_FURNITURE_NAMED = re.compile(  # a report may speak of it, in a sentence
    r"主办(?:单位)?[:：]|承办(?:单位)?[:：]|运维|备案[号序编]|技术支持[:：]|二维码|(?:责任|本文)?编辑[:：]|编发[:：]|打印|关闭"
    r"|当前(?:的)?位置|阅读[:：]|分享[到至]|无障碍|长者|相关(?:链接|阅读|文章|信息|新闻|内容|附件|稿件|推荐)"
    r"|纠错|我要(?:咨询|评论|分享)|转载|侵权|(?<![基成资版文根])本[网站](?![络格点])"
)
_SENTENCE = re.compile("[。；]")
_ORDINAL = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、]")
_ATTACHMENT = re.compile(r"\.(?:pdf|ofd|docx?|xlsx?|wps|et|zip|rar)\s*$|^附\s*件", re.IGNORECASE)
_LONGEST_FURNITURE = 220
_STATEMENT = re.compile(
    r"[。；！？]|[，：:].*[，、]|\d\s?(?:[%％‰万亿元人户个项家件处次㎡]|公里|平方|百分点|万元|亿元|吨|亩|公顷)"
)
_FIGURE = re.compile(r"\d[\d,，]*\.\d+|\d{1,3}(?:[,，]\d{3})+|(?<![\d-])\d{1,7}(?![\d-])")
_SHORTEST = 12  # characters of a statement
_NEARLY_ALL = 0.9
_LITTLE = 0.25  # of what the page says: a part that holds more is no furniture, whatever it is called
_MOSTLY_LINKS = 0.5  # of the characters of a block: it is a link
_MOSTLY = 0.7  # of a title's characters are those of the title that the head names
_SHORTEST_TITLE, _LONGEST_TITLE = 8, 150
_FAR = 100  # blocks before the article among which its title is looked for
_TITLE_TAGS = frozenset({"h1", "h2"})


def article_of(page: Page, items: Sequence[Item]) -> tuple[str, list[Item]]:
    """The title of the article, empty where none shows, and its blocks in order."""
    layout = _Layout(items)
    if not any(layout.weights):
        kept = [item for item in items if not _is_link(item) and not _is_furniture_line(item)]
        return "", kept or list(items)
    inside = layout.inside(layout.holder())
    heavy = [number for number in inside if layout.weights[number]]
    first, last = heavy[0], heavy[-1]
    titled = _title_at(page, items, first)
    if titled is None:
        before = [number for number in inside if number < first]
        lead = list(takewhile(lambda number: not layout.is_around(number), reversed(before)))[::-1]
    else:
        lead = [number for number in range(titled + 1, first) if not layout.is_around(number)]
    body = [number for number in inside if first <= number <= last and layout.belongs(number)]
    tail = takewhile(
        lambda number: not layout.is_around(number), [number for number in inside if number > last]
    )
    chosen = [items[number] for number in (*lead, *body, *tail)]
    if titled is None:
        return "", chosen
    title = items[titled]
    heading = Heading(0, title.text, place=_place(title))
    return title.text, [replace(title, block=heading), *chosen]


class _Layout:
    """The parts of a page and what is said in each; `weights` are that of each block."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._parts = _parts(items)
        self._statements = [_statement(item) for item in items]
        held = self._sums(self._statements)
        most = _LITTLE * sum(self._statements)
        self._furniture: set[Part] = set()
        for part in self._parts:  # the outer ones first
            if part.around in self._furniture or (held[part] <= most and _is_furniture(part.element)):
                self._furniture.add(part)
        self.weights = [
            0 if item.part in self._furniture else weight
            for item, weight in zip(items, self._statements, strict=True)
        ]

    def holder(self) -> Part:
        """The smallest part that holds nearly all that is said; a larger one if that adds more than links."""
        said = self._sums(self.weights)
        other = self._sums(
            [0 if each else item.characters for each, item in zip(self.weights, self._items, strict=True)]
        )
        least = _NEARLY_ALL * sum(self.weights)
        chosen = max((part for part in self._parts if said[part] >= least), key=lambda part: part.depth)
        wider = chosen.around
        while wider:
            if said[wider] - said[chosen] > other[wider] - other[chosen]:
                chosen = wider
            wider = wider.around
        return chosen

    def inside(self, holder: Part) -> list[int]:
        """The numbers of the blocks that a part holds."""
        held = {holder}
        for part in self._parts:
            if part.around in held:
                held.add(part)
        return [number for number, item in enumerate(self._items) if item.part in held]

    def belongs(self, number: int) -> bool:
        """Whether a block amid the article is of it: it says something, or is no furniture."""
        item = self._items[number]
        if self._statements[number] > 0:
            return True
        is_linked = item.links > 0 or not _says_a_word(item)  # a title or a unit is plain text
        return not (_is_furniture_line(item) or (item.part in self._furniture and is_linked))

    def is_around(self, number: int) -> bool:
        """Whether a block before or after the article is not of it."""
        item = self._items[number]
        if _ATTACHMENT.search(item.text):
            return False
        return (
            item.part in self._furniture
            or _is_link(item)
            or _is_furniture_line(item)
            or not _says_a_word(item)
        )

    def _sums(self, values: Sequence[int]) -> dict[Part, int]:
        """The sum of the values in each part."""
        sums = dict.fromkeys(self._parts, 0)
        for item, value in zip(self._items, values, strict=True):
            sums[item.part] += value
        for part in reversed(self._parts):
            if part.around:
                sums[part.around] += sums[part]
        return sums


def _parts(items: Sequence[Item]) -> list[Part]:
    """All parts of the page that hold blocks, the outer ones first."""
    found: set[Part] = set()
    for item in items:
        part: Part | None = item.part
        while part and part not in found:
            found.add(part)
            part = part.around
    return sorted(found, key=lambda part: part.depth)


def _statement(item: Item) -> int:
    """How many characters say something: of a sentence, or of a table with figures."""
    own = item.characters - item.links
    if _is_link(item):
        return 0
    if isinstance(item.block, Table):
        cells = (cell.text.strip() for row in item.block.rows for cell in row.cells)
        figures = sum(bool(_FIGURE.fullmatch(text)) for text in cells)
        return own if figures > 1 else 0
    if own < _SHORTEST or _is_furniture_line(item):
        return 0
    return own if _STATEMENT.search(item.text) else 0


def _is_link(item: Item) -> bool:
    return item.links > _MOSTLY_LINKS * item.characters


def _says_a_word(item: Item) -> bool:
    """Whether it is more than icons and signs between links."""
    return isinstance(item.block, Table) or any(character.isalnum() for character in item.text)


def _is_furniture(element: Element) -> bool:
    if element.name in HEADINGS or element.name == "p":
        return False  # what surrounds an article is no single line
    return element.name in _FURNITURE_TAGS or bool(_FURNITURE_NAMES.search(element.names.lower()))


def _is_furniture_line(item: Item) -> bool:
    text = item.text
    if len(text) > _LONGEST_FURNITURE:
        return False
    if _FURNITURE_WORDS.search(text):
        return True
    speaks = _SENTENCE.search(text) or _ORDINAL.match(text.lstrip())
    return not speaks and bool(_FURNITURE_NAMED.search(text))


def _title_at(page: Page, items: Sequence[Item], first: int) -> int | None:
    """Which block up to the first that says something is the title: what the head names, else a heading."""
    shown = [number for number in range(first + 1) if not isinstance(items[number].block, Table)][-_FAR:]
    named = _plain(page.meta.get("articletitle", "")) or _plain(page.title)
    likeness = {number: _likeness(_plain(items[number].text), named) for number in shown}
    best = max(shown, key=lambda number: (likeness[number], number), default=None)
    if best is not None and likeness[best]:
        return best
    headings = (
        number
        for number in reversed(shown)
        if items[number].part.element.name in _TITLE_TAGS and items[number].characters >= _SHORTEST_TITLE
    )
    return next(headings, None)


def _likeness(text: str, title: str) -> int:
    """How many characters of a title the text is made of; 0 where it says more, or only a site's name."""
    if not _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE:
        return 0
    common = SequenceMatcher(None, text, title[:_LONGEST_TITLE], autojunk=False).find_longest_match().size
    return common if common >= _SHORTEST_TITLE and _MOSTLY * len(text) <= common else 0


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isprintable() and not character.isspace())


def _place(item: Item) -> Place | None:
    block = item.block
    if isinstance(block, Heading):
        return block.place
    return block.spans[0].place if isinstance(block, Paragraph) else None
