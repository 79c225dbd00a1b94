"""What was done, when and by whom (办理记录)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act of one person (一条记录): a service writes exactly one.

    `changes` holds the rows that it changed, each as {table, id, before, after}; where they are too many to
    hold, the act's own app knows how to undo it and `changes` is empty. `subject` says what the act was on,
    as "table/id" or "app.model/id".
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    year = models.ForeignKey("ledger.BudgetYear", null=True, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, blank=True, db_index=True)
    project = models.CharField(max_length=200, blank=True, db_index=True)
    summary = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    changes = models.JSONField(default=list)
    undone_by = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="undoes")

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"
