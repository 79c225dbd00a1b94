"""Files to check (要核的文件): those that are named, those of folders, and where each result goes."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.cli.arguments import Refusal
from jixiao.cli.language import say
from jixiao.cli.output import RefusedOutput, folder_for, unused


@dataclass(frozen=True, slots=True)
class Given:
    """The files that are to be checked, each with its path below the folder that was named."""

    paths: tuple[Path, ...]
    below: Mapping[Path, Path]


def found_files(named: Sequence[Path], output: Path | None) -> Given:
    """The files that are named, and all that can be read in folders that are; each once.

    What lies in the folder that is written to is no report. Raises Refusal where there is none.
    """
    below: dict[Path, Path] = {}
    for path in (each for name in named for each in _expanded(name)):
        if path.is_dir():
            inside = [each for each in _reports(path) if not _is_within(each, output)]
            if not inside:
                raise Refusal(say("There is no report in {folder}.", folder=path))
            for each in inside:
                below.setdefault(each, each.relative_to(path))
        else:
            below.setdefault(path, Path(path.name))
    return Given(tuple(below), below)


def with_department(department: Path, given: Given) -> Given:
    """The document of a department first, then those of its units; it may lie in a folder that was named.

    Raises Refusal where there are no units.
    """
    units = tuple(each for each in given.paths if not _is_same(each, department))
    if not units:
        raise Refusal(
            say("Name the files of the units, too: jixiao check UNIT1.docx UNIT2.docx --department ALL.docx")
        )
    return Given((department, *units), {department: Path(department.name), **given.below})


def targets_of(given: Given, form: str, output: Path | None, *, force: bool) -> dict[Path, Path]:
    """Where the result of each file is written, for forms that write one a file; none for the others.

    Raises RefusedOutput where a target is missing, is one of the reports, or would be lost.
    """
    if form in ("docx", "xlsx") and output is None:
        raise RefusedOutput(say("Say where to write: -o {name}", name=f"OUT.{form}"))
    if form not in ("html", "docx"):
        if output is not None:
            _guard(output, given, force=force or form != "xlsx")
        return {}
    if output is None:
        if len(given.paths) > 1:
            raise RefusedOutput(say("Say where to write: -o {name}", name="FOLDER"))
        return {}
    if len(given.paths) == 1 and output.suffix and not output.is_dir():
        targets = {given.paths[0]: output}
    else:
        targets = _in_folder(given, form, folder_for(output))
    for target in targets.values():
        _guard(target, given, force=force or form != "docx")
    return targets


def _in_folder(given: Given, form: str, folder: Path) -> dict[Path, Path]:
    """A name for each file; where two differ only in their ending, the ending is kept."""
    names = {path: folder / below.with_suffix(f".{form}") for path, below in given.below.items()}
    taken = list(names.values())
    return {
        path: name if taken.count(name) == 1 else folder / f"{given.below[path]}.{form}"
        for path, name in names.items()
    }


def _guard(target: Path, given: Given, *, force: bool) -> None:
    if target.is_dir():
        return
    if target.exists() and any(each.exists() and each.samefile(target) for each in given.paths):
        raise RefusedOutput(say("{file} is the file that is read; choose another name.", file=target))
    unused(target, force=force)


def _expanded(name: Path) -> Iterator[Path]:
    """A pattern that no shell has expanded, as on Windows."""
    text = str(name)
    if glob.has_magic(text) and not name.exists():
        found = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
        if not found:
            raise Refusal(say("{file} does not exist.", file=name))
        yield from map(Path, found)
    else:
        yield name


def _reports(folder: Path) -> list[Path]:
    from jixiao.document.readers.reading import SUFFIXES

    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        and path.is_file()
    )


def _is_same(path: Path, other: Path) -> bool:
    return path == other or (path.exists() and path.samefile(other))


def _is_within(path: Path, output: Path | None) -> bool:
    if output is None:
        return False
    written = output.absolute()
    return path.absolute() == written or (not output.suffix and written in path.absolute().parents)
