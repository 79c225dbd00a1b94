"""Files of older word processors (.doc, .wps, .rtf, .odt), which LibreOffice turns into .docx if it is there.

It works in a folder of its own with a profile of its own, runs no macros, and is given a limited time.
"""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from jixiao.containers.compound import BrokenContainer, Compound
from jixiao.document.model import Document
from jixiao.document.readers.kinds import Kind
from jixiao.document.readers.refusals import content_of, damaged, encrypted, too_large
from jixiao.document.readers.word import read_word
from jixiao.errors import UnreadableFile

MOST_SECONDS = 120

_SUFFIXES = {Kind.OLD_WORD: ".doc", Kind.RICH_TEXT: ".rtf", Kind.OPEN_TEXT: ".odt"}
_HEAD, _FLAGS, _ENCRYPTED = 12, 11, 0x01  # of a .doc: its first bytes, the one that tells, and the bit in it
_USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """Where LibreOffice is; none where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def read_by_office(path: Path, kind: Kind) -> Document:
    """The text of an older file. Places are those of the .docx that it was turned into.

    Raises UnreadableFile where LibreOffice is missing, cannot open the file, or takes too long.
    """
    data = content_of(path)
    if _is_locked(data):
        raise encrypted(path.name)
    soffice = program()
    if soffice is None:
        raise UnreadableFile(
            f"{path.name} 是{kind.chinese}，要由 LibreOffice 转换才能读，而本机没有安装它。",
            hint="请用 Word 或 WPS 另存为 .docx，或安装 LibreOffice。",
            english=f"{path.name} is {kind.english}, which only LibreOffice can convert: save it as .docx.",
        )
    with tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"source{_SUFFIXES[kind]}"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        if not _converted(soffice, source, folder):
            how = f"{MOST_SECONDS} 秒内转换不完"
            raise too_large(path.name, how, f"{MOST_SECONDS} seconds did not suffice to convert it")
        result = folder / "converted" / "source.docx"
        if not result.is_file():
            raise damaged(path.name)
        document = read_word(result)
    title = path.stem if document.title == "source" else document.title
    return replace(document, title=title)


def _is_locked(data: bytes) -> bool:
    """Whether a .doc wants a password. Source: [MS-DOC] 2.5.2, fEncrypted."""
    try:
        head = Compound(data).read("WordDocument")[:_HEAD]
    except (BrokenContainer, KeyError, struct.error):
        return False
    return len(head) == _HEAD and bool(head[_FLAGS] & _ENCRYPTED)


def _converted(soffice: str, source: Path, folder: Path) -> bool:
    """Whether LibreOffice came to an end in time."""
    command = [
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "converted"),
        str(source),
    ]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(MOST_SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)
            return False
        except BaseException:
            _end(process)
            raise
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
