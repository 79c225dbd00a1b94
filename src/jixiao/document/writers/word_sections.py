"""Sections (节) of a Word file: paper, margins, document grid, and the page number in the footers.

Source of the values: the layout; of the rules: GB/T 9704-2012, 5.2 (grid), 7.5 (page number), 7.6 (a table
on a landscape page: the number stays where the other pages have it, the head of the table is on the left of
the upright sheet).
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.document.layout import Layout
from jixiao.document.writers.word_styles import EMU_PER_MM, POINTS_PER_MM, TWIPS_PER_POINT, twips
from jixiao.document.writers.word_xml import DECLARATION, NAMESPACES, ROOT_ATTRIBUTES, paragraph, run

ODD, EVEN = "default", "even"


@dataclass(frozen=True, slots=True)
class Footer:
    """A footer part: on which pages it stands, and its XML."""

    kind: str
    landscape: bool
    xml: str


def mm_twips(millimeters: float) -> int:
    """Return millimeters in twentieths of a point."""
    return twips(millimeters * POINTS_PER_MM)


def text_width(layout: Layout, *, landscape: bool) -> int:
    """Return the width of the type area (版心) in twentieths of a point."""
    return mm_twips(text_size_mm(layout, landscape=landscape)[0])


def text_size_mm(layout: Layout, *, landscape: bool) -> tuple[float, float]:
    """Return the width and height of the type area (版心) in millimeters."""
    page = layout.page
    width = page.width_mm - page.left_mm - page.right_mm
    height = page.height_mm - page.top_mm - page.bottom_mm
    return (height, width) if landscape else (width, height)


def section(layout: Layout, references: dict[tuple[str, bool], str], *, landscape: bool) -> str:
    """Return the properties of a section; `references` gives the relation id of each footer.

    A landscape page is the upright sheet turned: its margins turn with it.
    """
    page = layout.page
    width, height = mm_twips(page.width_mm), mm_twips(page.height_mm)
    below = page.bottom_mm - page.footer_mm - layout.styles["page-number"].line_pt / POINTS_PER_MM
    if landscape:
        size = f'w:w="{height}" w:h="{width}" w:orient="landscape"'
        top, right, bottom, left = page.left_mm, page.top_mm, page.right_mm, page.bottom_mm
    else:
        size = f'w:w="{width}" w:h="{height}"'
        top, right, bottom, left = page.top_mm, page.right_mm, page.bottom_mm, page.left_mm
    footers = "".join(
        f'<w:footerReference w:type="{kind}" r:id="{identity}"/>'
        for (kind, turned), identity in references.items()
        if turned == landscape
    )
    return (
        f'<w:sectPr>{footers}<w:pgSz {size}/><w:pgMar w:top="{mm_twips(top)}" w:right="{mm_twips(right)}"'
        f' w:bottom="{mm_twips(bottom)}" w:left="{mm_twips(left)}" w:header="{mm_twips(15)}"'
        f' w:footer="{mm_twips(min(below, bottom))}" w:gutter="0"/>'
        f'<w:cols w:space="425"/>{_grid(layout)}</w:sectPr>'
    )


def _grid(layout: Layout) -> str:
    """As many lines of body text as an upright page holds, evenly spread: by GB/T 9704 they are 22.

    The characters on a line are the styles' business: see `character_spacing`.
    """
    page = layout.page
    height = (page.height_mm - page.top_mm - page.bottom_mm) * POINTS_PER_MM
    pitch = height / int(height / layout.styles["body"].line_pt)
    return f'<w:docGrid w:type="lines" w:linePitch="{int(pitch * TWIPS_PER_POINT)}"/>'


def footers(layout: Layout, *, landscape: bool) -> list[Footer]:
    """Return the footers that a document needs: odd and even pages, and their likes on turned pages."""
    if not layout.page_number:
        return []
    kinds = (ODD, EVEN) if layout.page_number_outside else (ODD,)
    turned = (False, True) if landscape else (False,)
    return [Footer(kind, turn, _footer(layout, kind, landscape=turn)) for turn in turned for kind in kinds]


def _footer(layout: Layout, kind: str, *, landscape: bool) -> str:
    number = _page_number(layout, kind)
    if landscape:
        number = paragraph("Footer", _turned(layout, number))
    return f"{DECLARATION}<w:ftr {ROOT_ATTRIBUTES}>{number}</w:ftr>"


def _page_number(layout: Layout, kind: str) -> str:
    """The number, one character in from the outer edge of the type area: odd right, even left."""
    before, _, after = layout.page_number.partition("{page}")
    field = f'{run(before)}<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>{run(after)}'
    if not layout.page_number_outside:
        return paragraph("Footer", field)
    one = twips(layout.styles["page-number"].size_pt)
    side, align = ("right", "right") if kind == ODD else ("left", "left")
    return paragraph("Footer", field, spacing=f'<w:ind w:{side}Chars="100" w:{side}="{one}"/>', align=align)


def _turned(layout: Layout, content: str) -> str:
    """A text box in the left margin of a landscape page, its text turned clockwise.

    On the upright sheet that is the foot of the page: the odd number at its right end, the even at its left.
    """
    page = layout.page
    line = layout.styles["page-number"].line_pt / POINTS_PER_MM
    x, y = (round(value * EMU_PER_MM) for value in (page.bottom_mm - page.footer_mm - line, page.left_mm))
    width = round(line * EMU_PER_MM)
    height = round(text_size_mm(layout, landscape=True)[1] * EMU_PER_MM)
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0"'
        ' locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        '<wp:docPr id="1" name="页码"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{NAMESPACES["wps"]}"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr rot="0" vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
