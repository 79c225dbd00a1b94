"""Refusals (不读的理由): one sentence for each way in which a document cannot be read."""

from __future__ import annotations

from pathlib import Path

from jixiao.containers.archive import Refusals
from jixiao.containers.limits import MB, MOST_UNPACKED
from jixiao.errors import UnreadableFile

LARGEST_FILE = 100 * MB


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableFile where there is none, it is empty, too large or locked."""
    if not path.exists():
        raise UnreadableFile(f"找不到文件：{path}", english=f"No such file: {path}")
    if not path.is_file():
        raise UnreadableFile(f"这不是文件：{path}", english=f"Not a file: {path}")
    size = path.stat().st_size
    if not size:
        raise UnreadableFile(f"{path.name} 是空文件。", english=f"{path.name} is empty.")
    if size > LARGEST_FILE:
        raise too_large(
            path.name, f"有 {size // MB} MB，超过上限 {LARGEST_FILE // MB} MB", f"{size // MB} MB"
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"读不了 {path.name}：{error.strerror}。",
            hint="请确认有权限，且没有被别的程序独占。",
            english=f"Cannot read {path.name}: {error.strerror}.",
        ) from None


def damaged(name: str) -> UnreadableFile:
    """The file is broken."""
    return UnreadableFile(
        f"{name} 已损坏或不完整，打不开。",
        hint="请用原来的软件打开并另存；打不开的，请对方重发。",
        english=f"{name} is damaged or incomplete: open it in its own program and save it again.",
    )


def encrypted(name: str) -> UnreadableFile:
    """The file wants a password."""
    return UnreadableFile(
        f"{name} 设有打开密码，读不了。",
        hint="请取消密码后另存。",
        english=f"{name} is password-protected: save it without a password.",
    )


def too_large(name: str, how: str, in_english: str) -> UnreadableFile:
    """The file is larger, or would unpack to more, than a report can need; `how` says by what measure."""
    return UnreadableFile(
        f"{name} {how}，没有读取。",
        hint="请拆分，或删去图片、空白行等无关内容后另存；来历不明的文件请勿打开。",
        english=f"{name} is too large to read ({in_english}).",
    )


def bomb(name: str) -> UnreadableFile:
    """The file would unpack to more than a report can need."""
    limit = MOST_UNPACKED // MB
    return too_large(name, f"展开后过大（上限 {limit} MB）", f"it would unpack to more than {limit} MB")


def scanned(name: str) -> UnreadableFile:
    """The pages are pictures."""
    return UnreadableFile(
        f"{name} 是扫描件（图片），没有文字层，读不出数字。",
        hint="请用电子版（Word、WPS 文档或由它们导出的 PDF），或先做文字识别并人工校对。",
        english=f"{name} is a scan without text: use the electronic original.",
    )


def without_text(name: str) -> UnreadableFile:
    """There is nothing to read."""
    return UnreadableFile(f"{name} 里没有文字。", english=f"There is no text in {name}.")


def unmapped(name: str) -> UnreadableFile:
    """The fonts do not tell which characters their glyphs are."""
    return UnreadableFile(
        f"{name} 的字体没有给出字符编码，看得见、读不出。",
        hint="请用电子版重新导出，或用原来的 Word、WPS 文件。",
        english=f"The fonts of {name} do not say which characters they show: export it again.",
    )


def other_kind(name: str, wanted: str, in_english: str) -> UnreadableFile:
    """The file is of another kind than its reader's."""
    return UnreadableFile(f"{name} 不是{wanted}。", english=f"{name} is not {in_english}.")


PACKED = Refusals(damaged=damaged, encrypted=encrypted, bomb=bomb)
"""What to say of an archive that is not read."""
