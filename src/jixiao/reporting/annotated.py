"""The annotated report (批注稿): a Word file returned with comments at the figures, nothing else touched.

With suggestions, certain repairs stand in it as tracked changes (修订). A report that is not
a Word file is set anew from its text, with the same comments.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from lxml.etree import XMLSyntaxError
from lxml.etree import _Element as Element

from jixiao.document.place import WordPlace
from jixiao.document.readers.refusals import content_of, damaged
from jixiao.document.readers.word_comments import Comments
from jixiao.document.readers.word_places import BODY, ENDNOTES, FOOTNOTES, TEXTBOX, RunRange, WordText
from jixiao.document.readers.word_runs import W, fragment, pieces, runs_between
from jixiao.document.writers.word_package import Package, parsed, serialized
from jixiao.document.writers.word_xml import MAIN, escaped
from jixiao.findings import Confidence, Place, Severity
from jixiao.proof import Proof
from jixiao.reporting.checked import Checked, Noted
from jixiao.reporting.set_anew import Lines, set_anew

AUTHOR = "绩效核稿"
"""Whose the comments and changes are; those of an earlier check are replaced."""

SUGGESTED = (Severity.ERROR, Severity.STYLE)
"""Findings whose repairs are suggested where we are sure: of doubts a person decides."""

_FURTHER = 6
_REFERENCES = {FOOTNOTES: ("footnote", "footnoteReference"), ENDNOTES: ("endnote", "endnoteReference")}
_PLAIN = {f"{W}rPr", f"{W}t", f"{W}tab"}


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a comment goes: characters of a paragraph, or a run of the body that stands for another place."""

    noted: Noted
    paragraph: Element | None = None
    start: int = 0
    end: int = 0
    run: Element | None = None


def annotated(
    checked: Checked, proof: Proof, *, suggest: bool = False, date: dt.datetime | None = None
) -> bytes:
    """The Word file with its comments.

    Raises UnreadableFile where it has gone since it was checked, or where parts are damaged that reading it
    did not need.
    """
    try:
        return _annotated(checked, proof, suggest=suggest, date=date)
    except XMLSyntaxError:
        raise damaged(checked.path.name) from None


def _annotated(checked: Checked, proof: Proof, *, suggest: bool, date: dt.datetime | None) -> bytes:
    package = Package()
    if content_of(checked.path).startswith(b"PK") and _is_word(proof):
        package = Package.read(checked.path)
    main = next(iter(package.related("", "officeDocument")), "") if package.parts else ""
    if main and MAIN.encode() in package.parts[main]:
        root = parsed(package.parts[main])
        spots = list(_spots_in_place(checked, proof, package, main, root))
    else:
        package, lines = set_anew(checked.title, proof.facts)
        main = "word/document.xml"
        root = parsed(package.parts[main])
        spots = list(_spots_anew(checked, lines, root))
    comments = Comments(package, main, AUTHOR)
    comments.clear(root)
    comments.add_all(_marks(spots, root), date)
    if suggest:
        _suggest(spots, root, date)
    package.parts[main] = serialized(root)
    return package.packed()


def comment_text(noted: Noted) -> str:
    """What the comment says: the fault with its sum, what to write, where else, the rule."""
    finding = noted.finding
    lines = [f"【{finding.severity.chinese}】{finding.message}"]
    if noted.consequence:
        lines.append(f"改变结论：{noted.consequence}")
    advice = "。".join(filter(None, (f"改为 {finding.repair}" if finding.repair else "", finding.hint)))
    if advice:
        lines.append(f"建议：{advice}")
    further = [_named(each) for each in finding.places[1 : _FURTHER + 1]]
    if further:
        more = "等" if len(finding.places) > _FURTHER + 1 else ""
        lines.append(f"另见：{'、'.join(further)}{more}")
    return "\n".join([*lines, f"规则 {finding.rule}"])


def _named(place: Place) -> str:
    own = str(place) if place.page is not None or place.cell else ""
    own = f"《{Path(place.file).stem}》{own}" if place.file else own
    return f"{own}“{' '.join(place.quote.split())}”"


def _is_word(proof: Proof) -> bool:
    first = next((span.place for span in proof.facts.flow.pieces.spans if span.place), None)
    return isinstance(first, WordPlace)


def _spots_in_place(
    checked: Checked, proof: Proof, package: Package, main: str, root: Element
) -> Iterator[_Spot]:
    """Where in the original file each comment goes."""
    roots = {BODY: root}
    for part in (FOOTNOTES, ENDNOTES):
        names = [name for name in package.related(main, part) if name in package.parts]
        if names:
            roots[part] = parsed(package.parts[names[0]])
    styles = [name for name in package.related(main, "styles") if name in package.parts]
    text = WordText(roots, parsed(package.parts[styles[0]]) if styles else None)
    for noted in checked.noted:
        place = noted.finding.places[0] if noted.finding.places else Place()
        ranges: list[RunRange] = []
        for stretch in proof.facts.flow.place(*place.flow) if place.flow else ():
            if isinstance(stretch.place, WordPlace):
                ranges += text.ranges(stretch.place, len(stretch.text))
        if not ranges:
            yield _Spot(noted, run=_first_run(root))
        elif place.part == BODY:
            yield _spot(noted, ranges)
        else:
            yield _Spot(noted, run=_standing_for(ranges[0].run, place.part, root))


def _spot(noted: Noted, ranges: Sequence[RunRange]) -> _Spot:
    """The characters of the paragraph in which the ranges begin."""
    paragraph = _paragraph_of(ranges[0].run)
    starts = {piece.run: piece.start for piece in pieces(paragraph)}
    within = [each for each in ranges if each.run in starts]
    start = min(starts[each.run] + each.start for each in within)
    return _Spot(noted, paragraph, start, max(starts[each.run] + each.end for each in within))


def _spots_anew(checked: Checked, lines: Lines, root: Element) -> Iterator[_Spot]:
    """Where in a text that was set anew each comment goes."""
    paragraphs = lines.found(root)
    for noted in checked.noted:
        place = noted.finding.places[0] if noted.finding.places else Place()
        found = paragraphs.at(*place.flow) if place.flow else None
        if found:
            yield _Spot(noted, *found)
        else:
            yield _Spot(noted, run=_first_run(root))


def _marks(spots: Sequence[_Spot], root: Element) -> Iterator[tuple[Element, Element, str]]:
    """The first and last run of each comment, and what it says."""
    for spot in spots:
        words = comment_text(spot.noted)
        if spot.paragraph is not None:
            runs = runs_between(spot.paragraph, spot.start, spot.end)
            if runs:
                first, last = _out_of_plain(runs[0]), _out_of_plain(runs[-1])
                yield first, last, words
                continue
        run = spot.run if spot.run is not None else _first_run(root)
        if run is not None:
            yield run, run, words


def _out_of_plain(run: Element) -> Element:
    """The run, or the content control for plain text that holds it: nothing but text may stand in one."""
    held = run
    for above in run.iterancestors(f"{W}p", f"{W}sdt"):
        if above.tag == f"{W}p":
            break
        if above.find(f"{W}sdtPr/{W}text") is not None:
            held = above
    return held


def _first_run(root: Element) -> Element | None:
    return next(root.iter(f"{W}r"), None)


def _paragraph_of(run: Element) -> Element:
    return next(run.iterancestors(f"{W}p"))


def _standing_for(run: Element, part: str, root: Element) -> Element | None:
    """The run of the body that a note or a text box hangs on: Word takes no comment within those."""
    if part == TEXTBOX:
        outside = list(run.iterancestors(f"{W}r"))
        return outside[-1] if outside else _first_run(root)
    element, reference = _REFERENCES[part]
    note = next(run.iterancestors(f"{W}{element}"), None)
    number = note.get(f"{W}id") if note is not None else None
    for each in root.iter(f"{W}{reference}"):
        if each.get(f"{W}id") == number:
            return each.getparent()
    return _first_run(root)


def _suggest(spots: Sequence[_Spot], root: Element, date: dt.datetime | None) -> None:
    """Put certain repairs into the text as tracked changes; no figure is changed twice."""
    numbers = _free_numbers(root)
    attributes = {f"{W}author": AUTHOR}
    if date:
        attributes[f"{W}date"] = f"{date:%Y-%m-%dT%H:%M:%SZ}"
    by_paragraph: dict[Element, list[_Spot]] = {}
    for spot in spots:
        if spot.paragraph is not None and _is_certain(spot.noted):
            by_paragraph.setdefault(spot.paragraph, []).append(spot)
    for paragraph, own in by_paragraph.items():
        free = len("".join(piece.text for piece in pieces(paragraph))) + 1
        for spot in sorted(own, key=lambda each: -each.start):  # what stands before keeps its offset
            if spot.end <= free:
                runs = runs_between(paragraph, spot.start, spot.end)
                if _replace(runs, spot.noted.finding.repair, attributes, numbers):
                    free = spot.start


def _is_certain(noted: Noted) -> bool:
    finding = noted.finding
    return bool(finding.repair) and finding.confidence is Confidence.HIGH and finding.severity in SUGGESTED


def _replace(
    runs: Sequence[Element], words: str, attributes: Mapping[str, str], numbers: Iterator[int]
) -> bool:
    """Mark the runs as deleted and put the words behind them as inserted; where that is safe."""
    for run in runs:
        above = run.getparent()
        if above is None or above.tag != f"{W}p" or any(child.tag not in _PLAIN for child in run):
            return False
    if not runs:
        return False
    deleted = runs[-1]
    for run in runs:
        deleted = run.makeelement(f"{W}del", {f"{W}id": str(next(numbers)), **attributes}, {})
        run.addprevious(deleted)
        deleted.append(run)
        for text in run.iterfind(f"{W}t"):
            text.tag = f"{W}delText"
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    inserted = deleted.makeelement(f"{W}ins", {f"{W}id": str(next(numbers)), **attributes}, {})
    new = fragment(f'<w:r><w:t xml:space="preserve">{escaped(words)}</w:t></w:r>')
    look = runs[0].find(f"{W}rPr")
    if look is not None:
        new.insert(0, deepcopy(look))
    inserted.append(new)
    deleted.addnext(inserted)
    return True


def _free_numbers(root: Element) -> Iterator[int]:
    taken = [
        int(number)
        for each in root.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}bookmarkStart")
        if (number := each.get(f"{W}id", "")).isdecimal()
    ]
    return count(max(taken, default=0) + 1)
