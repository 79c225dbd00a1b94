"""Imports of payments (支付导入): a file of the finance system, what its rows are, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jixiao_web.ledger.fields import MoneyField
from jixiao_web.ledger.models import KEY_LENGTH


class BatchState(models.TextChoices):
    """How far an import has come."""

    READING = "reading", _("读取中")
    MAPPING = "mapping", _("待对照")
    CHECKING = "checking", _("核对中")
    READY = "ready", _("待确认")
    WRITING = "writing", _("写入中")
    WRITTEN = "written", _("已入账")
    UNDONE = "undone", _("已撤销")
    DROPPED = "dropped", _("已放弃")


class Batch(models.Model):
    """One file on its way into the ledger (导入批次).

    `layout` is where its header is and what its columns seemed to be; `columns` is what a person made of
    them, field by the number of the column. `summary` holds counts and sums by kind of line; `seen` the
    revisions of the tables with which the lines were compared; `replaced` the cumulative statements that the
    payments stand for now.
    """

    year = models.ForeignKey("ledger.BudgetYear", on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.READING)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    layout = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    unit = models.CharField(max_length=10, blank=True)
    is_remembered = models.BooleanField(default=False)
    summary = models.JSONField(default=dict)
    seen = models.JSONField(default=dict)
    replaces_statements = models.BooleanField(default=False)
    replaced = models.JSONField(default=list)
    written_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.file.name

    @property
    def subject(self) -> str:
        """What the trail calls it."""
        return f"payments.batch/{self.pk}"


class LineKind(models.TextChoices):
    """What a row of the file is to the ledger."""

    NEW = "new", _("新增")
    CHANGED = "changed", _("有变化")
    DUPLICATE = "duplicate", _("重复")
    UNCLAIMED = "unclaimed", _("待认领")
    FAULTY = "faulty", _("有错")


class Line(models.Model):
    """A row of the file (行): its values as the trail keeps values, and what it is to the ledger.

    `amount` is negative for a refund; `said` is the project as the file names it. `entry_id` is the payment
    that it repeats or changes, at `entry_version`, with `before` as that was. `is_left_out` turns around what
    would be done with it: new rows are not written then, and repeated or doubtful ones are.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=LineKind.choices)
    values = models.JSONField(default=dict)
    amount = MoneyField(null=True)
    said = models.CharField(max_length=KEY_LENGTH, blank=True)
    reason = models.TextField(blank=True)
    cell = models.CharField(max_length=20, blank=True)
    entry_id = models.BigIntegerField(null=True)
    entry_version = models.PositiveIntegerField(null=True)
    before = models.JSONField(default=dict)
    is_left_out = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [models.Index(fields=["batch", "kind", "number"], name="ix_line_batch_kind")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Posting(models.Model):
    """A payment of the ledger that a batch made or changed (入账), and the version at which it left it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="postings")
    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="+")
    entry_id = models.BigIntegerField(db_index=True)
    version = models.PositiveIntegerField(default=1)
    is_new = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.batch_id} {self.entry_id}"


class HeaderMapping(models.Model):
    """What the columns of files with these headers are (表头对照), by the words over them."""

    signature = models.CharField(max_length=64, unique=True)
    columns = models.JSONField(default=dict)
    unit = models.CharField(max_length=10)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return self.signature[:8]


class ProjectAlias(models.Model):
    """Words by which the finance system names a project (项目别名); `words` are folded as names compare."""

    year = models.ForeignKey("ledger.BudgetYear", on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=KEY_LENGTH)
    project = models.CharField(max_length=KEY_LENGTH)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "words"], name="one_alias_each")]

    def __str__(self) -> str:
        return f"{self.words} → {self.project}"


class TreasuryStatement(models.Model):
    """What the treasury (国库、一体化) says was spent by a date, by project, to be held to the ledger.

    `rows` are as the file has them: the project as it is named, its code, and whole fen. Who removes the file
    removes the statement.
    """

    year = models.ForeignKey("ledger.BudgetYear", on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    rows = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-as_of", "-id"]

    def __str__(self) -> str:
        return self.file.name
