"""Uploaded files on their way to be read (上传待读): on disk while somebody reads them, kept by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from jixiao.errors import UnreadableFile
from jixiao_web.files.content import clean_name

MB = 1 << 20
LARGEST = 20 * MB


@contextmanager
def uploaded(file: UploadedFile[Any]) -> Iterator[Path]:
    """The file on disk under its own name, for as long as it is read. Raises UnreadableFile if too large."""
    name = clean_name(str(file.name or ""))
    if (file.size or 0) > LARGEST:
        raise UnreadableFile(
            f"{name} 超过 {LARGEST // MB} MB。",
            hint="删去图片再传。",
            english=f"{name} is larger than {LARGEST // MB} MB.",
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("wb") as opened:
            for chunk in file.chunks():
                opened.write(chunk)
        yield path
