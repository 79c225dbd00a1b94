from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from jixiao.document.layout import load_layout
from jixiao.document.writers import fonts
from jixiao.document.writers.fonts import MissingFonts, choose_fonts
from jixiao.document.writers.sfnt import covered, faces

LAYOUT = load_layout()


def font_file(path: Path, names: Sequence[str], *, characters: str = "预算绩效", weight: int = 400) -> Path:
    """Make a file with the tables that tell a font's names and characters, and no glyphs."""
    texts = [name.encode("utf-16-be") for name in names]
    records, strings = b"", b""
    for text in texts:
        records += struct.pack(">6H", 3, 1, 0x804, 1, len(text), len(strings))
        strings += text
    name = struct.pack(">HHH", 0, len(texts), 6 + len(records)) + records + strings
    groups = b"".join(struct.pack(">LLL", ord(each), ord(each), 1) for each in sorted(characters))
    subtable = struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(characters)) + groups
    cmap = struct.pack(">HHHHL", 0, 1, 3, 10, 12) + subtable
    metrics = struct.pack(">HhH", 4, 1000, weight) + bytes(90)
    tables = {b"OS/2": metrics, b"cmap": cmap, b"name": name}
    start = 12 + 16 * len(tables)
    directory, content = struct.pack(">4sHHHH", b"OTTO", len(tables), 0, 0, 0), b""
    for tag, data in tables.items():
        directory += struct.pack(">4sLLL", tag, 0, start + len(content), len(data))
        content += data
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(directory + content)
    return path


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a single font of its own, and without a setting."""
    monkeypatch.setattr(fonts, "system_folders", list)
    monkeypatch.delenv(fonts.SETTING, raising=False)


class TestFontFiles:
    def test_names_in_every_language_weight_and_characters_are_read(self, tmp_path: Path):
        path = font_file(tmp_path / "a.otf", ["FZXiaoBiaoSong-B05S", "方正小标宋简体"], weight=700)
        (face,) = faces(path)
        assert face.names == {"FZXiaoBiaoSong-B05S", "方正小标宋简体"}
        assert face.is_bold
        assert covered(face, "预算2019") == {"预", "算"}

    def test_a_variable_font_is_passed_over(self, tmp_path: Path):
        path = font_file(tmp_path / "a.otf", ["Noto Serif SC"])
        path.write_bytes(path.read_bytes().replace(b"cmap", b"fvar"))
        assert faces(path) == ()

    @pytest.mark.parametrize(
        "content", [b"", b"OTTO", b"\0\1\0\0" + bytes(200), b"ttcf" + b"\xff" * 60, b"%PDF"]
    )
    def test_what_is_no_font_has_no_faces(self, tmp_path: Path, content: bytes):
        path = tmp_path / "broken.ttf"
        path.write_bytes(content)
        assert faces(path) == ()


@pytest.mark.usefixtures("bare")
class TestChoice:
    def test_a_machine_without_fonts_prints_in_those_of_the_package(self):
        choice = choose_fonts(LAYOUT, "预算执行率98.08%㎡")
        assert choice.stand_ins["仿宋_GB2312"].family == "Noto Serif SC"
        assert choice.stand_ins["黑体"].family == "Noto Sans SC"
        assert choice.missing == ()

    def test_what_was_substituted_is_said_in_one_line(self):
        choice = choose_fonts(LAYOUT, "预算")
        assert "Noto Sans SC 代 黑体" in choice.summary()
        assert "Noto Sans SC for 黑体" in choice.summary("en")
        assert "\n" not in choice.summary()

    def test_an_installed_official_font_is_taken(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        font_file(tmp_path / "fonts" / "fang.ttf", ["仿宋_GB2312"])
        monkeypatch.setattr(fonts, "system_folders", lambda: [tmp_path / "fonts"])
        choice = choose_fonts(LAYOUT, "预算")
        assert choice.stand_ins["仿宋_GB2312"].is_official
        assert "仿宋_GB2312" not in choice.substitutions

    def test_a_better_substitute_goes_before_a_lesser_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        font_file(tmp_path / "a.ttf", ["Noto Serif CJK SC"])
        font_file(tmp_path / "b.ttf", ["FandolFang"])
        monkeypatch.setattr(fonts, "system_folders", lambda: [tmp_path])
        assert choose_fonts(LAYOUT).stand_ins["仿宋_GB2312"].family == "FandolFang"

    def test_the_users_folder_goes_before_the_machines(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        font_file(tmp_path / "machine" / "a.ttf", ["仿宋_GB2312"])
        font_file(tmp_path / "own" / "b.ttf", ["FandolFang"])
        monkeypatch.setattr(fonts, "system_folders", lambda: [tmp_path / "machine"])
        monkeypatch.setenv(fonts.SETTING, str(tmp_path / "own"))
        assert choose_fonts(LAYOUT).stand_ins["仿宋_GB2312"].family == "FandolFang"

    def test_a_named_folder_goes_before_the_setting(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        font_file(tmp_path / "set" / "a.ttf", ["仿宋_GB2312", "set"])
        font_file(tmp_path / "named" / "b.ttf", ["仿宋_GB2312", "named"])
        monkeypatch.setenv(fonts.SETTING, str(tmp_path / "set"))
        choice = choose_fonts(LAYOUT, folders=[tmp_path / "named"])
        face = choice.stand_ins["仿宋_GB2312"].face
        assert face is not None
        assert "named" in face.names

    def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv(fonts.SETTING, str(tmp_path / "没有"))
        with pytest.raises(MissingFonts, match="没有") as raised:
            choose_fonts(LAYOUT)
        assert fonts.SETTING in raised.value.hint

    def test_without_any_chinese_font_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(fonts, "PACKAGE", "no_such_package")
        with pytest.raises(MissingFonts, match="pip install"):
            choose_fonts(LAYOUT)

    def test_a_character_that_the_chosen_fonts_lack_is_taken_from_another(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        font_file(tmp_path / "rare.ttf", ["Rare Han"], characters="𠮷")
        monkeypatch.setattr(fonts, "system_folders", lambda: [tmp_path])
        choice = choose_fonts(LAYOUT, "𠮷林")
        assert choice.others == ("Rare Han",)
        assert choice.missing == ()

    def test_a_character_that_no_font_has_is_reported(self):
        choice = choose_fonts(LAYOUT, "𠮷林")
        assert choice.missing == ("𠮷",)
        assert "𠮷 U+20BB7" in choice.summary()
