"""Files (文件): what people attach and what the system makes, kept under their digest and never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """A file as it was brought or made (文件); `subject` says what it belongs to, as history.Entry does."""

    content = models.FileField(upload_to="%Y/%m/", max_length=200)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=120, blank=True, db_index=True)
    year = models.ForeignKey("ledger.BudgetYear", null=True, on_delete=models.CASCADE, related_name="+")
    office = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-added_at", "-id"]

    def __str__(self) -> str:
        return self.name


class FileText(models.Model):
    """What a file says (文件里的字), for search; a content that was brought twice is read once.

    `fault` is why it could not be read, `fault_english` the same in English; both stand there from before it
    is read, so that a file that ends its reader is not tried for ever.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField(blank=True)
    is_cut = models.BooleanField(default=False)
    fault = models.TextField(blank=True)
    fault_english = models.TextField(blank=True)
    read_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.sha256[:8]
