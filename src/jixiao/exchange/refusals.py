"""Refusals (不读的理由): one sentence for each way in which a file cannot be read or written."""

from __future__ import annotations

from pathlib import Path

from jixiao.containers.archive import Refusals
from jixiao.containers.limits import MB, MOST_UNPACKED
from jixiao.errors import UnreadableFile, UnwritableFile
from jixiao.exchange.limits import MOST_CELLS


def damaged(name: str) -> UnreadableFile:
    """The file is broken."""
    return UnreadableFile(
        f"{name} 已损坏或不完整，打不开。",
        hint="请在表格软件中打开并另存为 .xlsx；打不开的，请对方重发。",
        english=f"{name} is damaged or incomplete: open it in a spreadsheet program and save it as .xlsx.",
    )


def bomb(name: str) -> UnreadableFile:
    """The file would unpack to more than a year can need."""
    return UnreadableFile(
        f"{name} 展开后过大（上限 {MOST_UNPACKED // MB} MB），没有读取。",
        hint="多半是整列设了格式的空白行或图片，请删去后另存；来历不明的文件请勿打开。",
        english=f"{name} would unpack to more than {MOST_UNPACKED // MB} MB: delete blank formatted rows.",
    )


def encrypted(name: str) -> UnreadableFile:
    """The file wants a password."""
    return UnreadableFile(
        f"{name} 设有打开密码，读不了。",
        hint="请在表格软件中打开，取消密码后另存。",
        english=f"{name} is password-protected: save it without a password.",
    )


ARCHIVE = Refusals(damaged, encrypted, bomb)


def too_large(name: str, size: int, limit: int) -> UnreadableFile:
    """The file is larger than a year can need."""
    return UnreadableFile(
        f"{name} 有 {size // MB} MB，超过上限 {limit // MB} MB，没有读取。",
        hint="请删去图片、空白行等无关内容后另存。",
        english=f"{name} is larger than {limit // MB} MB.",
    )


def too_many_cells(name: str) -> UnreadableFile:
    """The cells of a sheet span more than a year can need."""
    most = MOST_CELLS // 10_000
    return UnreadableFile(
        f"{name} 的表格超过 {most} 万格，没有读取。",
        hint="请分成几个文件。",
        english=f"{name} spans more than {MOST_CELLS} cells: part it.",
    )


def no_text(name: str) -> UnreadableFile:
    """The file is text of another encoding."""
    return UnreadableFile(
        f"{name} 不是 UTF-8 编码的文本。",
        hint="请另存为 UTF-8。",
        english=f"{name} is not text in UTF-8.",
    )


def unparsed(name: str, kind: str, why: object) -> UnreadableFile:
    """The text does not follow the rules of its kind."""
    return UnreadableFile(
        f"{name} 不是合乎格式的 {kind}：{why}", english=f"{name} is not well-formed {kind}: {why}"
    )


def too_deep(name: str) -> UnreadableFile:
    """The text is nested as no year is."""
    return UnreadableFile(
        f"{name} 嵌套过深，不是年度数据。", english=f"{name} is nested too deeply to be a year."
    )


def cannot_write(path: Path, error: OSError | Exception) -> UnwritableFile:
    """The file or folder cannot be written."""
    why = getattr(error, "strerror", None) or error
    return UnwritableFile(
        f"写不了 {path}：{why}。",
        hint="文件如在别的程序中打开，请先关闭；或换一个文件夹。",
        english=f"Cannot write {path} ({why}): close it in other programs, or choose another folder.",
    )
