"""OFD files for tests: an archive of XML with text objects and paths at places in millimeters."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, words: str, size: float = 4.2, **more: str) -> str:
    """A text object that begins at x, its baseline at y."""
    wide = [size if unicodedata.east_asian_width(each) in "WFA" else size / 2 for each in words]
    steps = " ".join(f"{each:g}" for each in wide[:-1])
    given = "".join(f' {name}="{value}"' for name, value in more.items())
    box = f"{x:g} {y - size:g} 180 {size * 1.2:g}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{box}" Font="3" Size="{size:g}"{given}>'
        f'<ofd:TextCode X="0" Y="{size:g}" DeltaX="{steps}">{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A straight line."""
    box = f"{x0:g} {y0:g} {max(x1 - x0, 0.1):g} {max(y1 - y0, 0.1):g}"
    return (
        f'<ofd:PathObject ID="2" Boundary="{box}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0:g} {y1 - y0:g}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def content(*objects: str, template: str = "") -> str:
    """A page."""
    return (
        f"<ofd:Page {NAMES}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>{template}"
        f'<ofd:Content><ofd:Layer ID="9">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def parts(*pages: str, common: str = "", **more: str) -> dict[str, str]:
    """The parts of a file with these pages; `more` are further parts of its document folder."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    return {
        "OFD.xml": (
            f'<ofd:OFD {NAMES} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": (
            f"<ofd:Document {NAMES}><ofd:CommonData><ofd:PageArea>"
            f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        ),
        **{f"Doc_0/Pages/Page_{n}/Content.xml": page for n, page in enumerate(pages)},
        **{f"Doc_0/{name}": part for name, part in more.items()},
    }


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """The archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in files.items():
            archive.writestr(name, part)
    return out.getvalue()


def ofd(*pages: str) -> bytes:
    """A file with these pages."""
    return packed(parts(*pages))
