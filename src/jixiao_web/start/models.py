"""What is kept of the start of an installation, and of workbooks that take a year's place."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Beginning(models.Model):
    """That the installation was begun (首次设置): one row, so that nobody begins it a second time."""

    begun_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.begun_at)


class Upload(models.Model):
    """A workbook that is to take a year's place (换入工作簿): what was read, how it differs, what came of it.

    `based_on` is the revision of the year that it was compared with, `written` the one after it was put in
    place; `findings` and `differences` are as the pages show them.
    """

    year = models.ForeignKey("ledger.BudgetYear", on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    previous = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    findings = models.JSONField(default=list)
    differences = models.JSONField(default=dict)
    based_on = models.CharField(max_length=32, blank=True)
    written = models.CharField(max_length=32, blank=True)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    entry = models.ForeignKey("history.Entry", null=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.file.name

    @property
    def is_read(self) -> bool:
        """Whether the workbook was read, with or without errors."""
        return bool(self.based_on)

    @property
    def is_written(self) -> bool:
        """Whether it was put in the year's place."""
        return bool(self.written)

    @property
    def is_undone(self) -> bool:
        """Whether the year was put back afterwards."""
        return self.entry is not None and self.entry.undone_by_id is not None
