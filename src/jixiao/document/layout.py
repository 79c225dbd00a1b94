"""Layout (版式): page, fonts and paragraph styles of a document, from a file under `policies/layouts`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jixiao.document.model import ParagraphStyle
from jixiao.errors import PolicyError
from jixiao.policies import read_policy_file

STYLE_NAMES = (
    "title",
    *(f"heading-{level}" for level in (1, 2, 3, 4)),
    *(style.value for style in ParagraphStyle),
    "table",
    "table-header",
    "page-number",
)
ALIGNMENTS = ("left", "center", "right", "justify")

_POINTS = 72 / 25.4  # in a millimeter
_SLACK = 0.005  # points, so that rounding does not push the last character to the next line


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins (版心), in millimeters."""

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    footer_mm: float  # from the lower edge of the type area to the page number
    characters: int = 28  # on a full line of body text, set closer or wider to fit


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph or heading is set. Sizes and pitches in points, indents in characters."""

    font: str  # the official Chinese font, e.g. 仿宋_GB2312
    size_pt: float
    line_pt: float
    align: str = "justify"  # one of ALIGNMENTS
    indent_characters: float = 0  # first line
    right_characters: float = 0  # 右空
    before_pt: float = 0
    after_pt: float = 0
    bold: bool = False
    outline_level: int | None = None  # 1 to 9 in Word's navigation; none: body text


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is set: a page, and a style for each of STYLE_NAMES.

    `substitutes` lists, for each official font, the families that may stand in where it is not installed,
    best first; `heavy` names the official fonts that are dark by design, whose stand-ins are set bold. An
    empty `page_number` prints none.
    """

    name: str
    source: str
    latin_font: str
    page: Page
    page_number: str  # e.g. "— {page} —"
    page_number_outside: bool  # odd pages right, even pages left
    styles: dict[str, Style]
    substitutes: dict[str, tuple[str, ...]]
    heavy: tuple[str, ...] = ()


def tracking(layout: Layout, style: Style) -> float:
    """Points added to each character so that a line of body text holds as many as the page wants.

    Twenty-eight characters of 3号 are 3 mm wider than the type area of GB/T 9704. Other sizes keep theirs.
    """
    page, body = layout.page, layout.styles["body"]
    place = (page.width_mm - page.left_mm - page.right_mm) * _POINTS / page.characters
    added = place - body.size_pt - _SLACK
    return added if style.size_pt == body.size_pt and abs(added) < body.size_pt / 10 else 0


def load_layout(name_or_path: str | Path = "gbt-9704") -> Layout:
    """The layout of that name that ships, or the one in the given file.

    Raises PolicyError where the file is not a layout.
    """
    data = read_policy_file("layouts", name_or_path, "版式文件")
    try:
        layout = Layout(
            name=data["name"],
            source=data["source"],
            latin_font=data["latin_font"],
            page=Page(**data["page"]),
            page_number=data["page_number"],
            page_number_outside=data["page_number_outside"],
            styles={name: Style(**style) for name, style in data["styles"].items()},
            substitutes={font: tuple(families) for font, families in data["substitutes"].items()},
            heavy=tuple(data.get("heavy", ())),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise PolicyError(f"版式文件 {name_or_path} 无法使用：{fault}") from fault
    _check(layout, name_or_path)
    return layout


def _check(layout: Layout, name: str | Path) -> None:
    """Raise PolicyError where a writer would miss something."""
    missing = [each for each in STYLE_NAMES if each not in layout.styles]
    if missing:
        raise PolicyError(
            f"版式文件 {name} 缺少样式：{'、'.join(missing)}。", hint="可参照随附的 gbt-9704.toml。"
        )
    for style in layout.styles.values():
        if style.align not in ALIGNMENTS:
            raise PolicyError(
                f"版式文件 {name} 的对齐方式“{style.align}”无效。", hint=f"可用：{'、'.join(ALIGNMENTS)}。"
            )
