"""Fonts (字体): which installed font stands for each official font of a layout, and what was substituted.

The order of preference: the folders that the user names; the official font, where the machine has it;
the substitutes of the layout, best first; the fonts of the package pylopdf-fonts-zh-cn and the Latin
ones that come with typst, so that a machine without a single font prints as well. A character that the
chosen fonts lack is taken from any other font that has it; one that no font has is printed as 〓, as
Chinese printers did, and reported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.document.layout import Layout
from jixiao.document.writers.sfnt import Face, covered, faces_in
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    import typst

SETTING = "JIXIAO_FONTS"
"""The environment variable that names the user's font folders, separated as in PATH."""

PACKAGE = "pylopdf_fonts_zh_cn"
EMBEDDED = "Libertinus Serif"
"""The Latin text font that typst carries within itself, regular and bold."""

GETA = "〓"
"""The mark for a character that no font has."""

_LATIN = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2080, 0x208A)]))


class MissingFonts(JixiaoError):
    """No Chinese font was found. / 没有找到中文字体。"""


@dataclass(frozen=True, slots=True)
class StandIn:
    """The font that is printed where the layout names an official one."""

    family: str
    face: Face | None  # none: the Latin font within typst
    has_bold: bool
    is_official: bool


@dataclass(frozen=True, slots=True)
class FontChoice:
    """The fonts for one document.

    `stand_ins` has an entry for each font that the layout names. `others` are families, in order, for
    characters that those lack; `missing` are the characters that no font has.
    """

    stand_ins: Mapping[str, StandIn]
    others: tuple[str, ...]
    folders: tuple[Path, ...]
    missing: tuple[str, ...]

    @property
    def substitutions(self) -> dict[str, str]:
        """The official fonts that were not found, and what is printed instead."""
        return {official: each.family for official, each in self.stand_ins.items() if not each.is_official}

    def summary(self, lang: str = "zh") -> str:
        """What was substituted and what is missing, in one line; empty where all is official."""
        replaced: dict[str, list[str]] = {}
        for official, family in self.substitutions.items():
            replaced.setdefault(family, []).append(official)
        pairs = {family: "、".join(officials) for family, officials in replaced.items()}
        absent = "、".join(f"{each} U+{ord(each):04X}" for each in self.missing)
        if lang == "zh":
            told = [f"{family} 代 {officials}" for family, officials in pairs.items()]
            parts = [
                f"替代字体：{'；'.join(told)}" if told else "",
                f"缺字印作{GETA}：{absent}" if absent else "",
            ]
            return "。".join(filter(None, parts))
        told = [f"{family} for {officials}" for family, officials in pairs.items()]
        parts = [
            f"fonts: {'; '.join(told)}" if told else "",
            f"printed as {GETA}: {absent}" if absent else "",
        ]
        return ". ".join(filter(None, parts))


def choose_fonts(
    layout: Layout, characters: Iterable[str] = (), *, folders: Sequence[Path] = ()
) -> FontChoice:
    """The fonts with which to print `characters` in that layout.

    `folders` are searched before those of the setting JIXIAO_FONTS, and both before the machine's.
    Raises MissingFonts where a named folder does not exist, or where there is no Chinese font at all.
    """
    own = _faces([*folders, *_set_folders()])
    installed = _faces(system_folders())
    packaged = _faces(_package_folders())
    officials = sorted({style.font for style in layout.styles.values()})
    stand_ins = {
        name: _stand_in(name, layout.substitutes.get(name, ()), own, [*installed, *packaged])
        for name in officials
    }
    latin = layout.latin_font
    stand_ins[latin] = _stand_in(
        latin, (*layout.substitutes.get(latin, ()), EMBEDDED), own, [*installed, *packaged]
    )
    chinese = list(dict.fromkeys(face for name in officials if (face := stand_ins[name].face)))
    wanted = {each for each in characters if each.isprintable() and not each.isspace()}
    everywhere = set.intersection(*(covered(face, wanted) for face in chinese))
    latin_face = stand_ins[latin].face
    everywhere |= covered(latin_face, wanted) if latin_face else wanted & _LATIN
    others, missing = _fill(wanted - everywhere, [*chinese, *packaged, *own, *installed])
    used = [*(each.face for each in stand_ins.values() if each.face), *others]
    return FontChoice(
        stand_ins=stand_ins,
        others=tuple(dict.fromkeys(_family(face) for face in others)),
        folders=tuple(dict.fromkeys(face.path.parent for face in used)),
        missing=tuple(sorted(missing)),
    )


def system_folders() -> list[Path]:
    """Where this machine keeps fonts: Windows, macOS, else the folders of fontconfig."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        folders = [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local / "Microsoft/Windows/Fonts"]
    elif sys.platform == "darwin":
        folders = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        data = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
        folders = [Path(each) / "fonts" for each in [data, *shared.split(":")]]
        folders.append(home / ".fonts")
    return [folder for folder in folders if folder.is_dir()]


def _set_folders() -> list[Path]:
    """The folders of the user's setting."""
    return [Path(each) for each in os.environ.get(SETTING, "").split(os.pathsep) if each]


def _package_folders() -> list[Path]:
    """The folder of the font package, where it is installed; its own code is not run."""
    found = find_spec(PACKAGE)
    return [Path(each) for each in (found.submodule_search_locations or ())] if found else []


def _faces(folders: Iterable[Path]) -> list[Face]:
    """The upright faces in the folders. Raises MissingFonts where one is no folder."""
    found = []
    for folder in folders:
        if not folder.is_dir():
            raise MissingFonts(f"字体文件夹“{folder}”不存在。", hint=f"请核对环境变量 {SETTING} 里的路径。")
        found += [face for face in faces_in(folder) if not face.is_italic]
    return found


def _stand_in(official: str, substitutes: Sequence[str], own: list[Face], others: list[Face]) -> StandIn:
    """The face for an official font: by name among the user's, then the others, then any Chinese one."""
    names = (official, *substitutes)
    for faces in (own, others):
        for name in names:
            if name == EMBEDDED:
                return StandIn(EMBEDDED, None, has_bold=True, is_official=False)
            found = [face for face in faces if name in face.names]
            if found:
                face = min(found, key=lambda each: each.is_bold)
                return _named(face, faces, is_official=name == official)
    for face in sorted([*own, *others], key=lambda each: each.is_bold):
        if len(covered(face, "预算绩效")) == 4:
            return _named(face, [*own, *others], is_official=False)
    raise MissingFonts(
        hint=f"请安装：pip install 'jixiao[pdf]'，或在环境变量 {SETTING} 里写明字体所在的文件夹。"
    )


def _named(face: Face, faces: Iterable[Face], *, is_official: bool) -> StandIn:
    """The stand-in that a face makes, with what its family has in the same folder."""
    kin = [each for each in faces if each.path.parent == face.path.parent and each.names & face.names]
    return StandIn(_family(face), face, has_bold=any(each.is_bold for each in kin), is_official=is_official)


def _fill(characters: set[str], spare: Iterable[Face]) -> tuple[list[Face], set[str]]:
    """Faces that between them have the characters, and the characters that none has."""
    chosen = []
    for face in spare:
        if not characters:
            break
        found = covered(face, characters)
        if found:
            chosen.append(face)
            characters = characters - found
    return chosen, characters


def _family(face: Face) -> str:
    """The name under which typst knows the face."""
    return _families(face.path.parent).get((face.path.name, face.index)) or min(face.names)


@lru_cache(maxsize=64)
def _families(folder: Path) -> dict[tuple[str, int], str]:
    return {
        (Path(info.path).name, info.index): info.family
        for info in typst_fonts((folder,)).fonts()
        if info.path and Path(info.path).parent == folder
    }


@lru_cache(maxsize=8)
def typst_fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    """The fonts of these folders, and those within typst, opened once for any number of documents."""
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in folders],
    )
