"""A layout as CSS: fonts for screen and paper; sheet, sizes and page number for paper alone."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.document.layout import Layout, tracking

_LATIN = "document-latin"
_SMALL = frozenset({"table", "table-header", "unit-note", "note"})
"""Styles that keep the screen's own font on screen, which is drawn for small sizes."""


def layout_css(layout: Layout) -> str:
    """Fonts for screen and paper, and the sheet with sizes and page number for paper alone.

    The Latin font serves letters and digits only: the quotation marks of a Chinese text are its own.
    """
    page = layout.page
    latin = ",".join(f"local({_css_string(each)})" for each in _names(layout, layout.latin_font))
    families = {
        name: f"font-family:{_families(layout, style.font)};" for name, style in layout.styles.items()
    }
    fonts = "".join(f".{name}{{{family}}}\n" for name, family in families.items() if name not in _SMALL)
    sizes = "".join(f".{name}{{{families[name]}{_printed(layout, name)}}}\n" for name in layout.styles)
    margins = (page.top_mm, page.right_mm, page.bottom_mm, page.left_mm)
    turned = (page.left_mm, page.top_mm, page.right_mm, page.bottom_mm)
    return (
        f"@font-face{{font-family:{_LATIN};src:{latin};unicode-range:U+20-7E,U+A0-17F}}\n{fonts}"
        f"@page{{size:{page.width_mm}mm {page.height_mm}mm;margin:{_millimeters(margins)}}}\n"
        f"@page landscape{{size:{page.height_mm}mm {page.width_mm}mm;margin:{_millimeters(turned)}}}\n"
        f"{_page_number(layout)}@media print{{\n{sizes}}}\n"
    )


def _millimeters(margins: Iterable[float]) -> str:
    return " ".join(f"{each}mm" for each in margins)


def _page_number(layout: Layout) -> str:
    if not layout.page_number:
        return ""
    style = layout.styles["page-number"]
    before, _, after = layout.page_number.partition("{page}")
    content = (
        f"content:{_css_string(before)} counter(page) {_css_string(after)};vertical-align:top;"
        f"padding:{layout.page.footer_mm}mm {style.size_pt}pt 0;"
        f"font:{style.size_pt}pt/{style.line_pt}pt {_families(layout, style.font)}"
    )
    if not layout.page_number_outside:
        return f"@page{{@bottom-center{{{content}}}}}\n"
    sides = (("right", "right"), ("left", "left"))
    return "".join(f"@page:{side}{{@bottom-{corner}{{{content}}}}}\n" for side, corner in sides)


def _printed(layout: Layout, name: str) -> str:
    """Size and place on paper; a cell has its alignment from its table."""
    style = layout.styles[name]
    size = f"font-size:{style.size_pt}pt;line-height:{style.line_pt}pt"
    if name in {"table", "table-header"}:
        return size
    return (
        f"{size};letter-spacing:{tracking(layout, style):.3f}pt;text-align:{style.align};"
        f"text-indent:{style.indent_characters}em;padding-right:{style.right_characters}em;"
        f"margin:{style.before_pt}pt 0 {style.after_pt}pt"
    )


def _families(layout: Layout, font: str) -> str:
    """The Latin font, the official one, its substitutes and what is left where there is none of them."""
    names = _names(layout, font)
    generic = "sans-serif" if any("Sans" in each for each in names) else "serif"
    return ",".join([_LATIN, *map(_css_string, names), generic])


def _names(layout: Layout, font: str) -> tuple[str, ...]:
    return (font, *layout.substitutes.get(font, ()))


def _css_string(text: str) -> str:
    r"""A CSS string that cannot end early.

    >>> print(_css_string('a"</style>'))
    "a\22 \3c /style\3e "
    """
    return '"' + "".join(f"\\{ord(each):x} " if each in '"\\<>\n' else each for each in text) + '"'
