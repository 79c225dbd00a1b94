"""A picture (图) in a Word file: drawn as SVG, printed to PNG, which every version of Word and WPS shows.

The SVG itself is left out: Word would prefer it to the PNG and set its words in fonts of its own choice.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from jixiao.document.writers.picture import picture_png
from jixiao.document.writers.word_styles import EMU_PER_MM
from jixiao.document.writers.word_xml import NAMESPACES, escaped
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.document.layout import Layout
    from jixiao.document.model import Picture

DOTS_PER_INCH = 300  # what a laser printer needs for thin lines

CONTENT_TYPE = "image/png"


class UnprintablePicture(JixiaoError):
    """A picture cannot be put into a Word file. / 图片无法写入 Word 文件。"""


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture as PNG, with its size on paper in EMU (36,000 to the millimeter)."""

    png: bytes
    width: int
    height: int


def raster(picture: Picture, layout: Layout, *, widest_mm: float, highest_mm: float) -> Raster:
    """Print a picture at its width, smaller where the type area asks for it.

    Raises UnprintablePicture where the package typst is not installed, BrokenPicture where the SVG is not
    sound, MissingFonts where there is no Chinese font.
    """
    if find_spec("typst") is None:
        raise UnprintablePicture(
            "文稿里有图，写入 Word 需要 typst。", hint="请安装：pip install 'jixiao[pdf]'。"
        )
    png = picture_png(picture.svg, width_mm=picture.width_mm, layout=layout, pixels_per_inch=DOTS_PER_INCH)
    pixels_wide, pixels_high = struct.unpack(">II", png[16:24])  # the header chunk of a PNG
    width = min(picture.width_mm, widest_mm)
    height = width * pixels_high / pixels_wide
    if height > highest_mm:
        width, height = width * highest_mm / height, highest_mm
    return Raster(png, round(width * EMU_PER_MM), round(height * EMU_PER_MM))


def inline(picture: Picture, image: Raster, *, relation: str, number: int) -> str:
    """Return the run that shows a picture, with the words that stand for it where it cannot be seen."""
    description = escaped(picture.alternative).replace("\n", " ")
    size = f'cx="{image.width}" cy="{image.height}"'
    named = f'id="{number}" name="图片{number}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr {named} descr="{description}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        f'<a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
