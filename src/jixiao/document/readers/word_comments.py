"""Comments (批注) in a Word file: what the program would write where it does not overrule a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

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

    def add(self, first: Element, last: Element, text: str, date: dt.datetime | None) -> None:
        """Put a comment on what stands from `first` to `last`, two runs or controls of the body."""
        name, root = self._part()
        used = {comment.get(f"{W}id", "") for comment in root.iterfind(f"{W}comment")}
        used |= {each.get(f"{W}id", "") for each in first.getroottree().iter(f"{W}commentRangeStart")}
        number = str(next(each for each in range(len(used) + 1) if str(each) not in used))
        root.append(fragment(_comment(number, text, date)))
        self.package.parts[name] = serialized(root)
        first.addprevious(first.makeelement(f"{W}commentRangeStart", {f"{W}id": number}, {}))
        end = last.makeelement(f"{W}commentRangeEnd", {f"{W}id": number}, {})
        last.addnext(end)
        end.addnext(fragment(f'<w:r><w:commentReference w:id="{number}"/></w:r>'))

    def clear(self, body: Element) -> int:
        """Take away the comments that the program wrote earlier, and return how many there were."""
        found = self.package.related(self.main, "comments")
        if not found or found[0] not in self.package.parts:
            return 0
        root = parsed(self.package.parts[found[0]])
        own = [each for each in root.iterfind(f"{W}comment") if each.get(f"{W}author") == AUTHOR]
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


def _comment(number: str, text: str, date: dt.datetime | None) -> str:
    # Word shows the time of the writer's own clock, and marks it Z all the same.
    said = f' w:date="{date:%Y-%m-%dT%H:%M:%SZ}"' if date else ""
    mark = "<w:r><w:annotationRef/></w:r>"
    paragraphs = "".join(
        f"<w:p>{_PARAGRAPH}{mark if place == 0 else ''}"
        f'<w:r>{_CHARACTERS}<w:t xml:space="preserve">{escaped(line)}</w:t></w:r></w:p>'
        for place, line in enumerate(text.split("\n"))
    )
    return (
        f'<w:comment w:id="{number}" w:author="{AUTHOR}"{said} w:initials="{AUTHOR}">{paragraphs}</w:comment>'
    )
