"""Output (输出): where files may be written, so that nobody loses what they typed."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Sequence
from pathlib import Path

from jixiao.cli.arguments import Refusal
from jixiao.cli.language import say


class RefusedOutput(Refusal):
    """The file is not written. / 没有写入文件。"""


def checked(
    targets: Sequence[Path], source: Path | None, suffixes: Collection[str], *, force: bool = False
) -> None:
    """Make sure that all of the targets may be written, before any is; their folders are made.

    Raises RefusedOutput where one is the file that is read, has a suffix that is not among `suffixes`, is
    a folder, or is a document that somebody has edited since it was written (unless `force`).
    """
    for target in targets:
        if target.suffix.casefold() not in suffixes:
            known = say(", ").join(sorted(suffixes))
            raise RefusedOutput(say("{file}: the name must end in one of {known}.", file=target, known=known))
        if target.is_dir():
            raise RefusedOutput(say("{file} is a folder.", file=target))
        if source is not None and _is_same(source, target):
            raise RefusedOutput(say("{file} is the file that is read; choose another name.", file=target))
        if not force and target.suffix.casefold() == ".docx" and is_edited(target):
            raise RefusedOutput(
                say(
                    "{file} was edited after it had been written. To keep the edits, bring its figures up to "
                    "date with jixiao report --refresh {file} YEAR -o NEW.docx; to lose them, add --force.",
                    file=target,
                )
            )
    for target in targets:
        folder_for(target.parent)


def spared(targets: Sequence[Path]) -> None:
    """Make sure that no form is lost that somebody has edited. Raises RefusedOutput where one would be."""
    for target in targets:
        if is_edited(target):
            raise RefusedOutput(
                say(
                    "{file} was edited after it had been written. To lose the edits, add --force.",
                    file=target,
                )
            )


def unused(target: Path, *, force: bool) -> None:
    """Make sure that nothing is lost when `target` is written. Raises RefusedOutput where it exists."""
    if target.exists() and not force:
        raise RefusedOutput(say("{file} exists; choose another name, or add --force.", file=target))
    folder_for(target.parent)


def folder_for(folder: Path) -> Path:
    """The folder, made where it was missing. Raises RefusedOutput where a file is in its way."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise RefusedOutput(say("{file} is a file, not a folder.", file=folder)) from None
    return folder


def is_edited(file: Path) -> bool:
    """Whether the .docx or .xlsx was saved by another program since we wrote it.

    Word, Excel, WPS and LibreOffice put their own name into it (our workbooks are signed as Excel 2007's);
    programs that keep ours put today's date on its parts, where we put the earliest there is.
    """
    from jixiao.document.writers.word_package import EARLIEST

    ours = _SIGNATURES.get(file.suffix.casefold())
    if ours is None or not file.is_file() or not file.stat().st_size:
        return False
    try:
        with zipfile.ZipFile(file) as package:
            is_signed = ours in package.read("docProps/app.xml")
            return not is_signed or any(part.date_time != EARLIEST for part in package.infolist())
    except (zipfile.BadZipFile, KeyError, OSError):
        return True


_SIGNATURES = {
    ".docx": b"<Application>Jixiao</Application>",
    ".xlsx": b"<AppVersion>12.0000</AppVersion>",
}


def _is_same(one: Path, other: Path) -> bool:
    return other.exists() and one.exists() and one.samefile(other)
