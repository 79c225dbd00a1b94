"""Comments (批注) in a Word file: what the program would write where it does not overrule a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from lxml.etree import _Element as Element

from jixiao.document.readers.word_runs import W, fragment
from jixiao.document.writers.word_package import Package, parsed, serialized
from jixiao.document.writers.word_xml import DECLARATION, ROOT_ATTRIBUTES, escaped

AUTHOR = "绩效"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"

# A comment is no page: its paragraphs leave the body's indent, pitch and size behind.
_PARAGRAPH = (
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
)
_CHARACTERS = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>'


@dataclass(slots=True)
class Comments:
    """The comments of a Word file, in their own part."""

    package: Package
    main: str
    author: str = AUTHOR

    def add(self, first: Element, last: Element, text: str, date: dt.datetime | None) -> None:
        """Put a comment on what stands from `first` to `last`, two runs or controls of the body."""
        self.add_all([(first, last, text)], date)

    def add_all(self, marks: Iterable[tuple[Element, Element, str]], date: dt.datetime | None) -> None:
        """Put a comment on each stretch of the body, as `add` does."""
        name, root = "", None
        used: set[str] = set()
        for first, last, text in marks:
            if root is None:
                name, root = self._part()
                used = {comment.get(f"{W}id", "") for comment in root.iterfind(f"{W}comment")}
                whole = first.getroottree()
                used |= {each.get(f"{W}id", "") for each in whole.iter(f"{W}commentRangeStart")}
                numbers = (str(number) for number in count() if str(number) not in used)
            number = next(numbers)
            root.append(fragment(_comment(number, text, self.author, date)))
            first.addprevious(first.makeelement(f"{W}commentRangeStart", {f"{W}id": number}, {}))
            end = last.makeelement(f"{W}commentRangeEnd", {f"{W}id": number}, {})
            last.addnext(end)
            outer = _outermost(last)
            reference = fragment(f'<w:r><w:commentReference w:id="{number}"/></w:r>')
            (end if outer is last else outer).addnext(reference)
        if root is not None:
            self.package.parts[name] = serialized(root)

    def clear(self, body: Element) -> int:
        """Take away the comments that the program wrote earlier, and return how many there were."""
        found = self.package.related(self.main, "comments")
        if not found or found[0] not in self.package.parts:
            return 0
        root = parsed(self.package.parts[found[0]])
        own = [each for each in root.iterfind(f"{W}comment") if each.get(f"{W}author") == self.author]
        numbers = {each.get(f"{W}id") for each in own}
        for comment in own:
            root.remove(comment)
        anchors = [
            each
            for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
            for each in body.iter(f"{W}{name}")
            if each.get(f"{W}id") in numbers
        ]
        for anchor in anchors:
            holder = anchor.getparent()
            if holder is None:
                continue
            holder.remove(anchor)
            above = holder.getparent()
            if holder.tag == f"{W}r" and above is not None and all(each.tag == f"{W}rPr" for each in holder):
                above.remove(holder)
        if own:
            self.package.parts[found[0]] = serialized(root)
        return len(own)

    def _part(self) -> tuple[str, Element]:
        """The part's name and root; a new one where the file has none."""
        for name in self.package.related(self.main, "comments"):
            if name in self.package.parts:
                return name, parsed(self.package.parts[name])
        name = self.package.free_name("word/comments{}.xml").replace("comments1.", "comments.")
        self.package.declare(name, CONTENT_TYPE)
        self.package.relate(self.main, "comments", name)
        return name, parsed(f"{DECLARATION}<w:comments {ROOT_ATTRIBUTES}/>".encode())


def _outermost(run: Element) -> Element:
    """What holds the run in its paragraph: behind a tracked change or a link goes its mark."""
    outer = run
    while (above := outer.getparent()) is not None and above.tag != f"{W}p":
        outer = above
    return outer if outer.getparent() is not None else run


def _comment(number: str, text: str, author: str, date: dt.datetime | None) -> str:
    # Word shows the time of the writer's own clock, and marks it Z all the same.
    said = f' w:date="{date:%Y-%m-%dT%H:%M:%SZ}"' if date else ""
    mark = "<w:r><w:annotationRef/></w:r>"
    paragraphs = "".join(
        f"<w:p>{_PARAGRAPH}{mark if place == 0 else ''}"
        f'<w:r>{_CHARACTERS}<w:t xml:space="preserve">{escaped(line)}</w:t></w:r></w:p>'
        for place, line in enumerate(text.split("\n"))
    )
    return (
        f'<w:comment w:id="{number}" w:author="{author}"{said} w:initials="{author}">{paragraphs}</w:comment>'
    )
