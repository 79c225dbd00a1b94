"""PDF by typst: PDF/A-2a (archivable, tagged, text in reading order) with its fonts inside.

The template `document.typ` ships beside this module and knows how a page is made; the layout says with
which sizes and fonts. The document goes in as JSON, never as part of the program. The same document and
fonts give the same bytes: the date in the file is the document's own (`date`, else `as_of` among its
properties). PDF/A wants a date; a document that has none becomes a plain tagged PDF.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.document.layout import Layout
from jixiao.document.model import Document
from jixiao.document.writers.fonts import FontChoice, choose_fonts, typst_fonts
from jixiao.document.writers.pdf_data import PrintedData, printed_characters
from jixiao.document.writers.word_package import replace_file
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from typst import PDFStandard

STANDARD: PDFStandard = "a-2a"


class UnprintableDocument(JixiaoError):
    """The document cannot be made into a PDF. / 文稿无法生成 PDF。"""


def write_pdf(
    document: Document, path: Path, layout: Layout, *, font_folders: Sequence[Path] = ()
) -> FontChoice:
    """Write the document as PDF, whole or not at all, and return the fonts that were chosen.

    `font_folders` are searched for fonts before the machine's own. Raises UnprintableDocument where
    typst is not installed, BrokenPicture where a picture is not sound, MissingFonts where there is no
    Chinese font.
    """
    data, fonts = render_pdf(document, layout, font_folders=font_folders)
    replace_file(path, data)
    return fonts


def render_pdf(
    document: Document, layout: Layout, *, font_folders: Sequence[Path] = ()
) -> tuple[bytes, FontChoice]:
    """The document as the bytes of a PDF, and the fonts that were chosen."""
    try:
        import typst
    except ImportError as fault:
        hint = "请安装：pip install 'jixiao[pdf]'。"
        raise UnprintableDocument("生成 PDF 需要 typst。", hint=hint) from fault
    fonts = choose_fonts(layout, printed_characters(document), folders=font_folders)
    data = PrintedData(layout, fonts).document(document)
    compiler = typst.Compiler(
        input=(files(__package__) / "document.typ").read_bytes(),
        font_paths=typst_fonts(fonts.folders),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
    )
    try:
        made = compiler.compile(format="pdf", pdf_standards=[STANDARD] if data["date"] else [])
    except typst.TypstError as fault:
        raise UnprintableDocument(f"typst 无法排版：{fault}") from fault
    assert isinstance(made, bytes)
    return made, fonts
