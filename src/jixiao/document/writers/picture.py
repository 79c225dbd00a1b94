"""Pictures (图): SVG made safe for a page, and printed to PNG for formats that want one.

What could load something, run something or style its surroundings is taken out, whatever drew the picture.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from lxml import etree

from jixiao.document.layout import Layout
from jixiao.document.writers.fonts import choose_fonts, typst_fonts
from jixiao.errors import JixiaoError

SVG = "http://www.w3.org/2000/svg"

_UNWANTED = frozenset({"script", "style", "foreignObject", "iframe", "a", "image", "animate", "set"})

_SHEET = b"""
#set page(width: float(sys.inputs.width) * 1mm, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


class BrokenPicture(JixiaoError):
    """A picture is not sound SVG. / 有一幅图不是完好的 SVG。"""


def sound_svg(svg: str) -> etree._Element:
    """The picture as an element tree that neither loads nor runs anything.

    Raises BrokenPicture where it is not SVG.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(svg.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as fault:
        raise BrokenPicture(f"有一幅图不是完好的 SVG：{fault.msg}") from fault
    if root.tag not in {f"{{{SVG}}}svg", "svg"}:
        raise BrokenPicture(f"有一幅图不是 SVG，而是 {etree.QName(root).localname}。")
    for element in list(root.iter(etree.Element)):
        if etree.QName(element).localname in _UNWANTED:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for name, value in list(element.attrib.items()):
            local = etree.QName(name).localname.lower()
            outward = local == "href" and not value.startswith("#")
            loads = "url(" in value.replace("url(#", "")
            if local.startswith("on") or outward or loads or local == "style":
                del element.attrib[name]
    return root


def svg_words(svg: str) -> str:
    """All words in the picture, as far as it is SVG."""
    return "".join(str(each) for each in sound_svg(svg).itertext())


def svg_text(root: etree._Element) -> str:
    """The tree as SVG again."""
    return etree.tostring(root, encoding="unicode")


def in_fonts(svg: str, families: tuple[str, ...]) -> str:
    """The picture with its words in those families, which is all that a renderer without system fonts has."""
    root = sound_svg(svg)
    for element in root.iter(etree.Element):
        element.attrib.pop("font-family", "")
    root.set("font-family", ", ".join(f"'{family}'" for family in families))
    return svg_text(root)


def picture_png(svg: str, *, width_mm: float, layout: Layout, pixels_per_inch: float = 300) -> bytes:
    """The picture as PNG, as wide as asked, its words in the fonts of the layout's table headers.

    Raises BrokenPicture where it is not sound SVG, MissingFonts where there is no Chinese font.
    """
    fonts = choose_fonts(layout, svg_words(svg))
    drawn = in_fonts(svg, (fonts.stand_ins[layout.styles["table-header"].font].family, *fonts.others))
    return _png(drawn, width_mm, pixels_per_inch, fonts.folders)


@lru_cache(maxsize=32)
def _png(svg: str, width_mm: float, pixels_per_inch: float, folders: tuple[Path, ...]) -> bytes:
    import typst

    compiler = typst.Compiler(
        input=_SHEET,
        font_paths=typst_fonts(folders),
        ignore_system_fonts=True,
        sys_inputs={"svg": svg, "width": str(width_mm)},
    )
    try:
        made = compiler.compile(format="png", ppi=pixels_per_inch)
    except typst.TypstError as fault:
        raise BrokenPicture(f"有一幅图无法绘制：{fault}") from fault
    assert isinstance(made, bytes)
    return made
