"""Put a newly written table or picture in the place of an old one in a Word file that came back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from jixiao.document.layout import Layout
from jixiao.document.model import Picture, Table
from jixiao.document.readers.word_runs import W, fragment
from jixiao.document.writers import word_pictures, word_tables
from jixiao.document.writers.word_package import Package, parsed, serialized
from jixiao.document.writers.word_sections import text_size_mm
from jixiao.document.writers.word_styles import EMU_PER_MM, NAMES, styles_part
from jixiao.document.writers.word_xml import DRAWING, NAMESPACES

_A, _R, _WP = f"{{{DRAWING}}}", f"{{{NAMESPACES['r']}}}", f"{{{NAMESPACES['wp']}}}"
_STYLE_REFERENCES = tuple(f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle"))


@dataclass(slots=True)
class Replacement:
    """The file in which something is replaced, and the layout of what is newly written."""

    package: Package
    main: str
    layout: Layout

    def table(self, old: Element, content: Table, name: str, numbers: Iterator[int]) -> None:
        """Put a table in place of another, as wide as that; comments on it move to the new first cell."""
        columns = [int(each.get(f"{W}w", "0")) for each in old.iterfind(f"{W}tblGrid/{W}gridCol")]
        new = fragment(
            word_tables.table(content, sum(columns), numbers, name=name, keep_next=bool(content.notes))
        )
        self._adopt_styles(new)
        first = next(new.iter(f"{W}p"))
        for comment in _comments(old):
            first.append(comment)
        new.tail = old.tail
        holder = old.getparent()
        assert holder is not None
        holder.replace(old, new)

    def picture(self, drawing: Element, content: Picture) -> None:
        """Put a picture in place of another, no wider than that, in the same frame."""
        extent = next(drawing.iter(f"{_WP}extent"), None)
        blip = next(drawing.iter(f"{_A}blip"), None)
        if extent is None or blip is None:
            return
        image = word_pictures.raster(
            content,
            self.layout,
            widest_mm=int(extent.get("cx", "0")) / EMU_PER_MM,
            highest_mm=text_size_mm(self.layout, landscape=False)[1],
        )
        size = {"cx": str(image.width), "cy": str(image.height)}
        for element in (
            extent,
            *(each for frame in drawing.iter(f"{_A}xfrm") for each in frame.iter(f"{_A}ext")),
        ):
            for name, value in size.items():
                element.set(name, value)
        for described in drawing.iter(f"{_WP}docPr"):
            described.set("descr", content.alternative)
        for element in [*blip, *drawing.iter(f"{_A}srcRect")]:  # another form of the old picture, its crop
            above = element.getparent()
            if above is not None:
                above.remove(element)
        old = blip.get(f"{_R}embed", "")
        shown = sum(each.get(f"{_R}embed") == old for each in drawing.getroottree().iter(f"{_A}blip"))
        blip.set(f"{_R}embed", self._image(old, image.png, shown=shown))

    def _image(self, old: str, png: bytes, *, shown: int) -> str:
        """Add the picture, drop the old one where it was shown but once; return the relation's id."""
        name = self.package.free_name("word/media/jixiao{}.png")
        self.package.parts[name] = png
        self.package.declare(name, word_pictures.CONTENT_TYPE)
        former = self.package.target(self.main, old)
        if shown == 1:
            self.package.unrelate(self.main, old)
            if former and not self.package.is_related(former):
                self.package.drop(former)
        return self.package.relate(self.main, "image", name)

    def _adopt_styles(self, new: Element) -> None:
        """Name the styles as the file does: Word and LibreOffice give them ids of their own on saving."""
        part = next(iter(self.package.related(self.main, "styles")), "")
        if part not in self.package.parts:
            return
        styles = _Styles(parsed(self.package.parts[part]), self.layout)
        for reference in new.iter(*_STYLE_REFERENCES):
            reference.set(f"{W}val", styles.id_of(reference.get(f"{W}val", "")))
        if styles.is_extended:
            self.package.parts[part] = serialized(styles.root)


@dataclass(slots=True)
class _Styles:
    """The styles of the file; one of ours that it has lost is added."""

    root: Element
    layout: Layout
    is_extended: bool = False

    def id_of(self, ours: str) -> str:
        """Return the file's id of a style that we call `ours`, found by its name in either case."""
        name = NAMES.get(ours, ours)
        named = {_name(style): style.get(f"{W}styleId", "") for style in self.root.iterfind(f"{W}style")}
        lowered = {known.lower(): identity for known, identity in named.items()}
        found = named.get(name) or lowered.get(name.lower())
        return found or self._add(ours)

    def _add(self, ours: str) -> str:
        own = parsed(styles_part(self.layout).encode())
        style = next((each for each in own.iterfind(f"{W}style") if each.get(f"{W}styleId") == ours), None)
        if style is None:
            return ours
        taken = {each.get(f"{W}styleId") for each in self.root.iterfind(f"{W}style")}
        identity = ours
        while identity in taken:
            identity += "1"
        style.set(f"{W}styleId", identity)
        base = style.find(f"{W}basedOn")
        if base is not None:
            base.set(f"{W}val", self.id_of(base.get(f"{W}val", "")))
        self.root.append(style)
        self.is_extended = True
        return identity


def _name(style: Element) -> str:
    name = style.find(f"{W}name")
    return name.get(f"{W}val", "") if name is not None else ""


def _comments(old: Element) -> list[Element]:
    """What anchors people's comments in a table that goes: starts, ends, and the runs that refer to them."""
    found: list[Element] = []
    for element in old.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"):
        holder = element.getparent()
        is_run = element.tag == f"{W}commentReference" and holder is not None
        found.append(holder if is_run and holder is not None else element)
    return found
