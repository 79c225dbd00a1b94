"""The report (报告): what people wrote into it, its versions, who signed them, what was issued."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.models import Role


class State(models.TextChoices):
    """How far a report has come."""

    DRAFTING = "drafting", _("起草")
    SIGNING = "signing", _("会签")
    SIGNED = "signed", _("待印发")
    ISSUED = "issued", _("已印发")


class Report(models.Model):
    """The report of a period (报告).

    Its text is written anew from the ledger whenever it is looked at; only what people wrote is kept, as
    edits. `edits_revision` changes with each of them.
    """

    year = models.ForeignKey("ledger.BudgetYear", on_delete=models.CASCADE, related_name="reports")
    period = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTING)
    edits_revision = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(_("发文字号"), max_length=80, blank=True)
    dated = models.DateField(_("成文日期"), null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "period"], name="one_report_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.period}"

    @property
    def subject(self) -> str:
        """What trail and files know it by."""
        return f"reports.report/{self.pk}"


class Edit(models.Model):
    """A paragraph in somebody's words (改写); `generated` is what the ledger would have said at the time."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="edits")
    place = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    generated = models.TextField(blank=True)
    keeps_digits = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(auto_now=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "place"], name="one_edit_a_place")]

    def __str__(self) -> str:
        return self.place


class Comment(models.Model):
    """A remark on a paragraph (批注): what a third party may write, and anybody else."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="comments")
    place = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["made_at"]

    def __str__(self) -> str:
        return self.text[:40]


class Version(models.Model):
    """The report as it stood at a moment (版本): its paragraphs as printed and each figure's exact value.

    `paragraphs` lists {place, heading, text, printed}; `figures` maps each key to {printed, exact, name}.
    `file` is the Word file that was made of it.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    note = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64)
    gaps = models.PositiveIntegerField(default=0)
    paragraphs = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.number}"


class Step(models.Model):
    """A step of the unit's chain of signatures (会签环节), in its order."""

    order = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=40)
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        ordering: ClassVar = ["order"]

    def __str__(self) -> str:
        return self.name


class Decision(models.TextChoices):
    """What a signer decided."""

    SIGNED = "signed", _("同意")
    RETURNED = "returned", _("退回")


class Signature(models.Model):
    """What one step of the chain decided on a version (签批).

    On paper: `signer` is the name on the sheet, `minutes` the number of the minutes, `scan` the sheet.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="signatures")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_on_paper = models.BooleanField(default=False)
    signer = models.CharField(max_length=60, blank=True)
    minutes = models.CharField(max_length=80, blank=True)
    scan = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["order", "at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "order"], name="one_signature_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.decision}"
