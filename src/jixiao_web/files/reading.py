"""Reads what files say (读文件里的字) so that search finds it: each content once, in a job, within bounds."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone

from jixiao.document.readers import read_document
from jixiao.errors import UnreadableFile
from jixiao_web.files.content import WITHOUT_WORDS
from jixiao_web.files.kinds import kinds
from jixiao_web.files.models import FileText, StoredFile

LARGEST = 20 << 20
"""Bytes up to which a file is read for search: a few hundred pages."""
LONGEST = 200_000
"""Characters that are kept of a file: as many as a book of 300 pages has."""

_UNFINISHED = "没有读完。"
_PARTED = re.compile(r"(?<=[\u3001-\u9fff\uff00-\uffef])[ \n\u3000]+(?=[\u3001-\u9fff\uff00-\uffef])")
_UNFIT = re.compile(r"[\x00\ud800-\udfff]")  # what no database takes


def unread() -> QuerySet[StoredFile]:
    """The files whose words search is to find and that nobody has read yet."""
    searched = [each.name for each in kinds().values() if each.is_searched]
    return (
        StoredFile.objects.filter(kind__in=searched, removed_at=None, size__lte=LARGEST)
        .exclude(media_type__in=WITHOUT_WORDS)
        .exclude(sha256__in=FileText.objects.values("sha256"))
    )


def read(file: StoredFile) -> None:
    """Read a file and keep what it says, or why it cannot be read."""
    kept, is_new = FileText.objects.get_or_create(
        sha256=file.sha256,
        defaults={"fault": _UNFINISHED, "fault_english": "It was not read to its end."},
    )
    if not is_new:
        return
    try:
        words = _words(file)
    except UnreadableFile as error:
        kept.fault, kept.fault_english = str(error), error.english
    else:
        kept.text, kept.is_cut = words[:LONGEST], len(words) > LONGEST
        kept.fault = kept.fault_english = ""
    kept.save()


def forget_unfinished() -> None:
    """Let files be tried once more whose reading came to no end since yesterday."""
    yesterday = timezone.now() - dt.timedelta(days=1)
    FileText.objects.filter(fault=_UNFINISHED, read_at__lt=yesterday).delete()


def _words(file: StoredFile) -> str:
    """Its words, those that blanks part put together (合 计). Raises UnreadableFile."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file.name
        try:
            with file.content.open("rb") as opened, path.open("wb") as copied:
                shutil.copyfileobj(opened, copied)
        except FileNotFoundError:
            raise UnreadableFile(
                f"“{file.name}”不在存储里了。", english=f"{file.name} is not in the storage any more."
            ) from None
        lines = read_document(path).lines()
    return _UNFIT.sub("", "\n".join(_PARTED.sub("", line) for line in lines if line))
