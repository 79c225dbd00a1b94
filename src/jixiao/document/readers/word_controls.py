"""A Word file that came back: its bound figures as they stand now, what was recorded, and how to edit it.

Every edit changes what it names and nothing else; parts of the file that no edit touches are written
back byte for byte. Passages and controls are those of the moment: ask again after an edit, though a control
may be printed over as often as one likes. One open file and its edits are one thing: hence its length.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from jixiao.document.layout import Layout
from jixiao.document.model import Picture, Table
from jixiao.document.readers.word_comments import Comments
from jixiao.document.readers.word_replacement import Replacement
from jixiao.document.readers.word_runs import (
    W,
    fragment,
    live_runs,
    run_text,
    runs_between,
    set_run_text,
    shows_placeholder,
)
from jixiao.document.readers.word_survey import Control, Passage, read_again, survey
from jixiao.document.writers.word_package import Package, parsed, serialized
from jixiao.document.writers.word_record import PROPERTIES_TYPE, Record, bookmark_name, properties_part
from jixiao.document.writers.word_xml import NAMESPACES, WORD_2012, control
from jixiao.errors import JixiaoError, UnreadableFile
from jixiao.measure import Key

_IGNORABLE = f"{{{NAMESPACES['mc']}}}Ignorable"
_APPEARANCE = f"{{{WORD_2012}}}appearance"
_HIGHEST_ID = 2**31 - 1
_HOLDERS = {f"{W}p", f"{W}ins", f"{W}hyperlink", f"{W}smartTag"}


class UnboundRange(JixiaoError):
    """These words cannot be bound to a figure. / 这几个字不能绑定为数据。"""


@dataclass(slots=True)
class BoundFile:
    """A .docx file with what it recorded of its figures; `record` is none where that was lost."""

    path: Path
    record: Record | None
    _package: Package
    _main: str
    _root: Element
    _record_part: str = ""
    _numbers: Iterator[int] = field(init=False)
    _survey: list[Passage] | None = None
    _is_edited: bool = False

    def __post_init__(self) -> None:
        self._numbers = self._free_numbers()

    @property
    def passages(self) -> list[Passage]:
        """The paragraphs of the body in order, with the bound figures in each."""
        if self._survey is None:
            self._survey = survey(self._body, self._recorded)
        return self._survey

    @property
    def controls(self) -> list[Control]:
        """The bound figures of the body in order."""
        return [found for passage in self.passages for found in passage.controls]

    def print_figure(self, found: Control, text: str) -> None:
        """Let a bound figure say `text`, set as it was; split runs become one.

        The control is mended on the way: the tag that LibreOffice drops, the hidden appearance.
        """
        self._edited()
        element = found.element
        content = element.find(f"{W}sdtContent")
        if content is None:
            raise UnboundRange(f"{found.place}的数据“{found.name}”已损坏。")
        is_empty = shows_placeholder(element)
        self._mend(element, found.name)
        runs = _runs_within(content)
        if runs:
            first = runs[0]
            properties = first.find(f"{W}rPr")
            if is_empty and properties is not None:
                for style in properties.findall(f"{W}rStyle"):  # the gray of a placeholder
                    properties.remove(style)
        else:
            first = content.makeelement(f"{W}r", {}, {})
            paragraph = next(content.iter(f"{W}p"), None)
            (content if paragraph is None else paragraph).append(first)
        set_run_text(first, text)
        for run in runs[1:]:
            holder = run.getparent()
            if holder is not None:
                holder.remove(run)

    def bind(self, passage: Passage, start: int, end: int, key: Key) -> None:
        """Put the words from `start` to `end` of a passage into a new control for that key.

        Raises UnboundRange where they are already bound, reach across a tracked change, a field or a link,
        or are no words at all.
        """
        refused = UnboundRange(
            f"{passage.place}的“{passage.text[start:end]}”跨越修订、域或已绑定的数据，未能绑定。",
            hint="请手工核对。",
        )
        runs = runs_between(passage.element, start, end)
        words = passage.text[start:end]
        holders = {run.getparent() for run in runs}
        holder = holders.pop() if len(holders) == 1 else None
        if not words or holder is None or holder.tag not in _HOLDERS or words != "".join(map(run_text, runs)):
            raise refused
        between = list(holder)[holder.index(runs[0]) : holder.index(runs[-1]) + 1]
        if any(each.tag != f"{W}r" and len(each) for each in between) or any(
            each.find(f"{W}fldChar") is not None for each in between
        ):
            raise refused
        self._is_edited = True
        wrapper = fragment(control(key.tag, "", number=next(self._numbers)))
        runs[0].addprevious(wrapper)
        content = wrapper.find(f"{W}sdtContent")
        assert content is not None
        for element in between:
            if element.tag == f"{W}r":
                content.append(element)
            else:  # bookmarks and ends of comments stay outside: plain text holds runs alone
                wrapper.addprevious(element)
        if self._survey is not None:  # one paragraph alone has changed
            self._survey = [
                read_again(each, self._recorded) if each.element is passage.element else each
                for each in self._survey
            ]

    def annotate(
        self, passage: Passage, start: int, end: int, text: str, *, date: dt.datetime | None = None
    ) -> None:
        """Put a comment (批注) by 绩效 on the words from `start` to `end`; on the whole passage if none.

        Bound figures at either end are taken in whole: a control of plain text cannot hold a comment's end.
        """
        self._is_edited = True  # though the passages say what they said
        if start >= end:
            start, end = 0, len(passage.text)
        runs = runs_between(passage.element, start, end) or list(live_runs(passage.element))
        if not runs:
            run = passage.element.makeelement(f"{W}r", {}, {})
            passage.element.append(run)
            runs = [run]
        first, last = (_outside(run, passage.element) for run in (runs[0], runs[-1]))
        Comments(self._package, self._main).add(first, last, text, date)

    def clear_annotations(self) -> int:
        """Take away the comments by 绩效 that an earlier refresh left, and return how many there were."""
        cleared = Comments(self._package, self._main).clear(self._body)
        self._is_edited |= cleared > 0
        return cleared

    def replace_table(self, key: str, table: Table, layout: Layout) -> int:
        """Put a newly written table in place of each one of that key; return how many there were.

        Its width stays; caption, unit note and notes are paragraphs of their own and stay as they are.
        """
        replaced = 0
        while (found := self._marked("table", key, replaced + 1)) is not None:
            old = next(found.iterancestors(f"{W}tbl"), None)
            if old is None:
                break
            name = bookmark_name("table", key, replaced + 1)
            self._edited()
            Replacement(self._package, self._main, layout).table(old, table, name, self._numbers)
            replaced += 1
        return replaced

    def replace_picture(self, key: str, picture: Picture, layout: Layout) -> int:
        """Draw a picture anew in each place of that key; return how many there were.

        Its width stays, its height follows. Raises UnprintablePicture as the writer does.
        """
        replaced = 0
        while (found := self._marked("picture", key, replaced + 1)) is not None:
            paragraph = next(found.iterancestors(f"{W}p"), None)
            drawing = next(paragraph.iter(f"{W}drawing"), None) if paragraph is not None else None
            if drawing is None:
                break
            self._edited()
            Replacement(self._package, self._main, layout).picture(drawing, picture)
            replaced += 1
        return replaced

    def keep_record(self, record: Record) -> None:
        """Record what the file now says, in place of what it recorded before."""
        self.record, self._survey = record, None
        if self._record_part:
            self._package.parts[self._record_part] = record.part()
            return
        name = self._package.free_name("customXml/item{}.xml")
        properties = self._package.free_name("customXml/itemProps{}.xml")
        self._package.parts[name] = record.part()
        self._package.parts[properties] = properties_part()
        self._package.declare(properties, PROPERTIES_TYPE)
        self._package.relate(self._main, "customXml", name)
        self._package.relate(name, "customXmlProps", properties)
        self._record_part = name

    def save(self, path: Path) -> None:
        """Write the file, whole or not at all."""
        if self._is_edited:
            self._package.parts[self._main] = serialized(self._root)
        self._package.write(path)

    @property
    def _body(self) -> Element:
        body = self._root.find(f"{W}body")
        assert body is not None  # read_bindings has looked
        return body

    @property
    def _recorded(self) -> set[str]:
        return {figure.tag for figure in self.record.figures} if self.record else set()

    def _edited(self) -> None:
        self._survey, self._is_edited = None, True

    def _marked(self, kind: str, key: str, occurrence: int) -> Element | None:
        """The start of the bookmark that marks a table or picture."""
        name = bookmark_name(kind, key, occurrence)
        return next(
            (each for each in self._body.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == name), None
        )

    def _mend(self, element: Element, name: str) -> None:
        properties = element.find(f"{W}sdtPr")
        assert properties is not None  # it has a tag or an alias
        for each in properties.findall(f"{W}showingPlcHdr"):
            properties.remove(each)
        if properties.find(f"{W}tag") is None:
            alias = properties.find(f"{W}alias")
            assert alias is not None
            alias.addnext(properties.makeelement(f"{W}tag", {f"{W}val": name}, {}))
        if properties.find(_APPEARANCE) is None:
            hidden = properties.makeelement(_APPEARANCE, {f"{{{WORD_2012}}}val": "hidden"}, {})
            kind = properties.find(f"{W}text")
            if kind is None:
                properties.append(hidden)
            else:
                kind.addprevious(hidden)

    def _free_numbers(self) -> Iterator[int]:
        """Yield ids that no control, bookmark or drawing of the file has."""
        named = (f"{W}id", "id")
        used = {
            value
            for element in self._root.iter(f"{W}bookmarkStart", f"{{{NAMESPACES['wp']}}}docPr", f"{W}sdtPr")
            for value in (
                *(element.get(name) for name in named),
                *(each.get(f"{W}val") for each in element.findall(f"{W}id")),
            )
        }
        yield from (number for number in count(1) if str(number) not in used and number <= _HIGHEST_ID)


def read_bindings(path: Path) -> BoundFile:
    """Read a .docx file with its bound figures.

    Raises UnreadableFile where it is no .docx file, or one whose text cannot be read.
    """
    package = Package.read(path)
    try:
        main = next(name for name in package.related("", "officeDocument") if name in package.parts)
        root = parsed(package.parts[main])
        custom = package.related(main, "customXml")
    except (StopIteration, etree.XMLSyntaxError) as fault:
        raise UnreadableFile(
            f"文件“{path}”里没有可读的正文。", hint="请用 Word 或 WPS 打开后另存为 .docx。"
        ) from fault
    if root.tag != f"{W}document" or root.find(f"{W}body") is None:
        raise UnreadableFile(
            f"文件“{path}”不是普通的 .docx 文稿。", hint="请另存为“Word 文档（*.docx）”，不要选“严格”格式。"
        )
    for name in custom:
        if (data := package.parts.get(name)) and (record := Record.parse(data)):
            return BoundFile(path, record, package, main, _with_namespaces(root), name)
    return BoundFile(path, None, package, main, _with_namespaces(root))


def _with_namespaces(root: Element) -> Element:
    """Return the root with the names that an edit may bring; what came after 2007 may be passed over."""
    names = dict(root.nsmap)
    for prefix, uri in NAMESPACES.items():
        if uri not in names.values():
            names[prefix if prefix not in names else f"{prefix}_jixiao"] = uri
    if len(names) > len(root.nsmap):
        declared = " ".join(
            f'xmlns{":" if prefix else ""}{prefix or ""}="{uri}"' for prefix, uri in names.items()
        )
        name = f"{root.prefix}:document" if root.prefix else "document"
        fresh = parsed(f"<{name} {declared}/>".encode())
        fresh.attrib.update(root.attrib)
        fresh.extend(list(root))
        root = fresh
    newer = next(known for known, uri in root.nsmap.items() if uri == WORD_2012)
    ignorable = root.get(_IGNORABLE, "").split()
    if newer and newer not in ignorable:
        root.set(_IGNORABLE, " ".join([*ignorable, newer]))
    return root


def _runs_within(content: Element) -> list[Element]:
    """The runs that a control shows, also those of a placeholder, which are about to be replaced."""
    paragraphs = list(content.iter(f"{W}p"))
    return [run for holder in (paragraphs or [content]) for run in live_runs(holder)]


def _outside(run: Element, paragraph: Element) -> Element:
    """The run, or the outermost bound figure within the paragraph that holds it."""
    chosen = run
    for holder in run.iterancestors():
        if holder is paragraph:
            break
        if holder.tag == f"{W}sdt":
            chosen = holder
    return chosen
