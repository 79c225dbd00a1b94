"""Writes files (文件): kept under their digest, so the same content lies there once, unchanged."""

from __future__ import annotations

import hashlib
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from jixiao_web.accounts.actor import Actor
from jixiao_web.files.content import WITHOUT_WORDS, clean_name, ending_of, type_of
from jixiao_web.files.errors import FileRefused
from jixiao_web.files.kinds import FileKind, kinds
from jixiao_web.files.models import StoredFile
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.jobs.services import enqueue_once
from jixiao_web.ledger.models import BudgetYear

MB = 1 << 20
CHUNK = 1 << 20
TABLE = "files.storedfile"
"""How the trail names the table of files."""


@transaction.atomic
def keep(
    *,
    actor: Actor | None,
    name: str,
    content: bytes | IO[bytes],
    kind: str,
    subject: str = "",
    year: BudgetYear | None = None,
    office: str = "",
) -> StoredFile:
    """Keep a file. Raises FileRefused where it is empty, too large, or not of its kind's types."""
    registered = kinds()[kind]
    opened: File[bytes] = ContentFile(content) if isinstance(content, bytes) else File(content)
    name = clean_name(name)
    size, digest, beginning = _measured(opened, name, registered.largest or settings.LARGEST_FILE)
    type_ = type_of(name, beginning)
    _refuse_type(name, registered, beginning)
    place = f"{digest[:2]}/{digest}"
    if not default_storage.exists(place):
        opened.seek(0)
        place = default_storage.save(place, opened)
    file = StoredFile(
        name=name,
        size=size,
        sha256=digest,
        media_type=type_.media_type,
        kind=kind,
        subject=subject,
        year=year,
        office=office,
        added_by=actor.user if actor else None,
    )
    file.content.name = place
    file.save()
    if registered.is_searched and file.media_type not in WITHOUT_WORDS:
        enqueue_once(kind="files.read")
    record(
        actor=actor, act="file.add", year=year, subject=subject or f"files.storedfile/{file.pk}", summary=name
    )
    return file


@transaction.atomic
def remove(*, actor: Actor, file: StoredFile, reason: str = "") -> Entry | None:
    """Take a file off its subject; its content stays where it is, and `restore` brings it back.

    None where somebody else has removed it already.
    """
    entry = None
    if StoredFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=timezone.now()):
        entry = record(
            actor=actor,
            act="file.remove",
            year=file.year,
            subject=file.subject or f"files.storedfile/{file.pk}",
            summary=file.name,
            reason=reason,
            changes=[{"table": TABLE, "id": file.pk, "before": {"name": file.name}, "after": None}],
        )
    file.refresh_from_db()
    return entry


@transaction.atomic
def restore(*, actor: Actor, file: StoredFile) -> None:
    """Bring a removed file back."""
    if StoredFile.objects.filter(pk=file.pk).exclude(removed_at=None).update(removed_at=None):
        record(
            actor=actor,
            act="file.restore",
            year=file.year,
            subject=file.subject or f"files.storedfile/{file.pk}",
            summary=file.name,
        )
    file.refresh_from_db()


def _measured(opened: File[bytes], name: str, largest: int) -> tuple[int, str, bytes]:
    """Size, digest and first bytes. Raises FileRefused."""
    size, digest, beginning = 0, hashlib.sha256(), b""
    opened.seek(0)
    for chunk in opened.chunks(CHUNK):
        size += len(chunk)
        digest.update(chunk)
        beginning = beginning or chunk[:2048]
        if size > largest:
            raise FileRefused(
                f"“{name}”超过 {largest // MB} MB，不能收。",
                hint="压缩扫描图片，或分成几个文件再传。",
                english=f"{name} is larger than {largest // MB} MB. Scan it more coarsely, or in parts.",
            )
    if not size:
        raise FileRefused(
            f"“{name}”是空文件（0 字节）。",
            hint="多半没有传完或没有存盘，打开看一看再传。",
            english=f"{name} is empty (0 bytes). Open it, save it, and try again.",
        )
    return size, digest.hexdigest(), beginning


def _refuse_type(name: str, kind: FileKind, beginning: bytes) -> None:
    if kind.types is None:
        return
    is_, ending = type_of(name, beginning), ending_of(name)
    wanted = "、".join(each.title for each in sorted(kind.types, key=lambda each: each.name))
    endings = ", ".join(f".{each.endings[0]}" for each in sorted(kind.types, key=lambda each: each.name))
    if is_ not in kind.types:
        raise FileRefused(
            f"“{name}”的内容是{is_.title}，这里只收：{wanted}。",
            hint="另存为其中一种再传。",
            english=f"{name} is not of a type that is taken here ({endings}).",
        )
    if ending not in is_.endings:
        raise FileRefused(
            f"“{name}”的后缀是 .{ending}，内容却是{is_.title}。",
            hint=f"把后缀改为 .{is_.endings[0]} 再传。",
            english=f"{name} ends in .{ending}, but its content is .{is_.endings[0]}. Rename it.",
        )
