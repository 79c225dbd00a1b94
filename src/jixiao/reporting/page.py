"""The page (核稿页): the report with its marks beside the findings, in one file of HTML that needs no other.

Everything is readable without script and on paper; the script opens, filters and jumps. `page.css`,
`page.js` and `page.svg` ship beside this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from pathlib import Path

from jixiao.catalogue import RULES
from jixiao.document.writers.printable import printable
from jixiao.findings import Confidence, Place, Severity
from jixiao.proof import Proof
from jixiao.reporting.checked import Checked, Noted
from jixiao.reporting.conclusion import Conclusion
from jixiao.reporting.marked_text import Marks, text_of

_TITLES = {rule.code: rule.title for rule in RULES}
_SURE = {Confidence.HIGH: "把握大", Confidence.MEDIUM: "把握中等", Confidence.LOW: "把握小"}
_VERDICTS = {
    Conclusion.READY: "没有发现错误",
    Conclusion.MEND: "改完标出的错误即可报出",
    Conclusion.UNFIT: "错误会改变结论，或错误较多",
}
_MOST_JUMPS = 30


def page_of(checked: Checked, proof: Proof) -> str:
    """The page of one document."""
    marks = Marks(checked.noted, proof)
    text = "".join(text_of(proof.facts, marks))
    title = escape(printable(checked.title or checked.path.name))
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
    pieces = [
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"<title>核稿：{title}</title>\n<style>\n{_shipped('page.css')}</style>\n</head>\n<body>\n{_shipped('page.svg')}",
        '<a class="skip" href="#findings">跳到发现</a>\n',
        f"<header>{_head(checked, title)}</header>\n",
        f"<section class='cover' aria-label='核对范围'>{''.join(_coverage(checked))}</section>\n",
        '<main class="desk">\n',
        f'<aside id="findings" aria-label="发现">{"".join(_findings(checked, marks))}</aside>\n',
        f'<section class="text" aria-label="正文"><div class="tools">{_TOOLS}</div>',
        f'<div class="sheet" tabindex="0" aria-label="正文"><article>{text}</article></div>',
        '<div class="map" aria-hidden="true"></div></section>\n',
        "</main>\n",
        f"<script>\n{_shipped('page.js')}</script>\n</body>\n</html>\n",
    ]
    return "".join(pieces)


_TOOLS = (
    '<span class="switch" role="group" aria-label="显示">'
    '<button type="button" id="whole" aria-pressed="true">全文</button>'
    '<button type="button" id="only" aria-pressed="false">只看有发现的段</button></span>'
    '<label><input type="checkbox" id="sound" checked> 标出已核数字</label>'
    '<span class="keys">J 下一条　K 上一条　V 下一处</span>'
)


def _shipped(name: str) -> str:
    return (files("jixiao.reporting") / name).read_text(encoding="utf-8")


def _head(checked: Checked, title: str) -> str:
    conclusion = checked.conclusion
    return (
        f'<div class="name"><span class="kind">核稿</span><h1>{title}</h1>'
        f'<span class="file">{escape(printable(checked.path.name))} · {checked.characters:,} 字</span></div>'
        f'<p class="verdict {conclusion.value}"><strong>{conclusion.told(checked.errors)}</strong>'
        f"<span>{_VERDICTS[conclusion]}</span></p>"
    )


def _coverage(checked: Checked) -> Iterator[str]:
    """How many figures were verified: a bar, its legend, and why the others were not."""
    coverage = checked.coverage
    parts = (
        ("sound", "已核", coverage.verified, "与别处相符"),
        ("single", "仅出现一次", coverage.single, "全文没有别的数字与它有关"),
        ("open", "无法核", coverage.uncheckable - checked.at_odds, "原因见右"),
        ("odd", "与别处不符", checked.at_odds, "见发现"),
    )
    yield f"<span class='total'><b>{coverage.figures:,}</b> 处数字</span>"
    yield "<span class='bar' role='img' aria-label='"
    yield "，".join(f"{name}{count}处" for _, name, count, _ in parts)
    yield "'>"
    yield "".join(f"<i class='{kind}' style='flex-grow:{count}'></i>" for kind, _, count, _ in parts if count)
    yield "</span><span class='legend'>"
    for kind, name, count, why in parts:
        yield f"<span title='{why}'><i class='{kind}'></i>{name} <b>{count:,}</b></span>"
    yield "</span>"
    if coverage.reasons or coverage.doubts or checked.unread:
        rows = "".join(
            f"<li>{escape(reason)} <b>{count:,}</b></li>" for reason, count in coverage.reasons.items()
        )
        unread = "".join(
            f"<li class='unread'>{escape(printable(each))}</li>"
            for each in (*checked.unread, *coverage.doubts)
        )
        yield f"<details><summary>看原因</summary><ul>{unread}{rows}</ul></details>"


def _findings(checked: Checked, marks: Marks) -> Iterator[str]:
    counts = [(each, checked.counts[each]) for each in Severity if checked.counts[each]]
    yield '<div class="tools filter" role="group" aria-label="筛选">'
    if counts:
        whole = f"全部 <b>{len(checked.noted)}</b>"
        yield f'<button type="button" data-show="" aria-pressed="true">{whole}</button>'
        for severity, count in counts:
            yield (
                f'<button type="button" data-show="{severity.value}" aria-pressed="false">'
                f"{_icon(severity)}{severity.chinese} <b>{count}</b></button>"
            )
    yield "</div>"
    if not checked.noted:
        yield '<p class="none">没有发现。没有发现不等于都对：能印证的数字见上方的条。</p>'
    yield '<ol class="cards">'
    for each in checked.noted:
        yield from _card(each, marks)
    yield "</ol>"
    if checked.suppressed:
        rows = "".join(
            f"<li>{escape(printable(each.finding.message))} <span>不再提示：{escape(each.suppression.reason)}"
            f"（{each.finding.rule}）</span></li>"
            for each in checked.suppressed
        )
        told = f"按 jixiao.toml 不再提示 {len(checked.suppressed)} 处"
        yield f'<details class="silent"><summary>{told}</summary><ul>{rows}</ul></details>'


def _card(noted: Noted, marks: Marks) -> Iterator[str]:
    finding, number, kind = noted.finding, noted.number, noted.finding.severity.value
    title = _TITLES.get(finding.rule, finding.rule)
    stated = _one_line(finding.stated)
    yield f'<li class="card {kind}" id="f{number}" data-kind="{kind}">'
    yield f'<button type="button" class="head" aria-expanded="true" aria-controls="b{number}">'
    yield f'<span class="number">{number}</span>'
    yield f'<span class="badge {kind}">{_icon(finding.severity)}{finding.severity.chinese}</span>'
    said = f"：<b>{escape(stated)}</b>" if stated else ""
    yield f'<span class="title">{escape(title)}{said}</span></button>'
    yield f'<div class="body" id="b{number}">'
    if noted.at.where:
        yield f'<p class="where">{escape(printable(noted.at.where))}</p>'
    if noted.consequence:
        yield f'<p class="change">改变结论：{escape(noted.consequence)}</p>'
    yield f'<p class="message">{escape(printable(finding.message))}</p>'
    if finding.arithmetic and finding.expected:
        yield (
            f"<table class='sum'><tr><th>{escape(finding.arithmetic)}</th>"
            f"<td>{escape(finding.expected)}</td></tr>"
            f"<tr><th>文中写为</th><td class='stated'>{escape(stated)}</td></tr></table>"
        )
    if finding.repair or finding.hint:
        change = ""
        if finding.repair and stated:
            change = f"<del>{escape(stated)}</del> → <ins>{escape(finding.repair)}</ins>　"
        yield f'<p class="fix"><b>建议</b>　{change}{escape(finding.hint)}</p>'
    yield '<p class="places"><span>位置</span>'
    for order, place in enumerate(finding.places[:_MOST_JUMPS]):
        yield _jump(number, order, place, marks)
    yield "</p>"
    cause = f"{escape(finding.cause)} · " if finding.cause else ""
    yield f'<p class="rule">{cause}{_SURE[finding.confidence]} · <code>{finding.rule}</code></p></div></li>\n'


def _jump(number: int, order: int, place: Place, marks: Marks) -> str:
    words = _one_line(place.quote) or str(place)
    words = f"《{Path(place.file).stem}》{words}" if place.file else words
    words = words if len(words) <= 24 else words[:23] + "…"
    kind = "accused" if order == 0 else "other"
    if (number, order) not in marks.shown:
        return f'<span class="jump {kind}">{escape(words)}</span>'
    return f'<a class="jump {kind}" href="#p{number}-{order}">{escape(words)}</a>'


def _icon(severity: Severity) -> str:
    return f'<svg class="icon" aria-hidden="true"><use href="#{severity.value}"></use></svg>'


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", printable(text)).strip()
