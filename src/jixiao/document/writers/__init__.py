"""From a document to a file: .docx, .html, .md or .pdf, by the name that the file is to have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.document.layout import Layout
    from jixiao.document.model import Document

FORMATS = (".docx", ".html", ".md", ".pdf")


class UnknownFormat(JixiaoError):
    """A document can be written as .docx, .html, .md or .pdf. / 文稿可写为 .docx、.html、.md 或 .pdf。"""


def write(document: Document, path: Path, layout: Layout, *, lang: str = "zh") -> str:
    """Write the document in the format that the file's name ends in, whole or not at all.

    Returns what its reader should know of it, such as the fonts that stood in for others; mostly nothing.
    Raises UnknownFormat for another ending, and what the writers raise: a picture that cannot be drawn, a
    font or a package that is missing, a folder that cannot be written.
    """
    match path.suffix.lower():
        case ".docx":
            from jixiao.document.writers.word import write_word

            write_word(document, path, layout)
        case ".html":
            from jixiao.document.writers.html import write_html

            write_html(document, path, layout)
        case ".md":
            from jixiao.document.writers.markdown import write_markdown

            write_markdown(document, path, layout)
        case ".pdf":
            from jixiao.document.writers.pdf import write_pdf

            return write_pdf(document, path, layout).summary(lang)
        case suffix:
            raise UnknownFormat(
                f"文件名“{path.name}”的后缀{suffix or '（空）'}不是可写的格式。",
                hint=f"请用 {'、'.join(FORMATS)} 之一。",
            )
    return ""
