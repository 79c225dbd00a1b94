"""Papers that people bring to be proofed (文稿), runs over them (核稿), and what was decided of findings."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Paper(models.Model):
    """A document through all its versions (文稿), as one person brings it; `stem` is its bare name."""

    title = models.CharField(max_length=300)
    stem = models.CharField(max_length=200, db_index=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    year = models.ForeignKey("ledger.BudgetYear", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


class Run(models.Model):
    """One version, proofed once (核稿); `against` is the year whose ledger it was held to.

    `coverage` and `counts` are what the core says of it; `text` the document with its marks, as HTML that
    the core wrote; `jumps` the places that are marked in it, as "number-order"; `lines` the document as its
    versions are compared.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="runs")
    version = models.PositiveSmallIntegerField()
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    against = models.ForeignKey("ledger.BudgetYear", null=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.CharField(max_length=40, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    conclusion = models.CharField(max_length=10, blank=True)
    characters = models.PositiveIntegerField(default=0)
    at_odds = models.PositiveIntegerField(default=0)
    coverage = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    unread = models.JSONField(default=list)
    text = models.TextField(blank=True)
    jumps = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    annotated = models.ForeignKey("files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    annotated_for = models.CharField(max_length=64, blank=True)
    annotating = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.paper} {self.version}"


class Item(models.Model):
    """A finding of a run (发现), as the core told it; the same in another run has the same fingerprint.

    `project` is the code of the project that it is about, of the year to which the run was held.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=32)
    project = models.CharField(max_length=200, blank=True, db_index=True)
    rule = models.CharField(max_length=10)
    severity = models.CharField(max_length=10)
    confidence = models.CharField(max_length=10)
    consequence = models.CharField(max_length=40, blank=True)
    message = models.TextField()
    expected = models.TextField(blank=True)
    hint = models.TextField(blank=True)
    stated = models.TextField(blank=True)
    arithmetic = models.TextField(blank=True)
    repair = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    whereabouts = models.JSONField(default=list)
    places = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "number"], name="one_finding_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.rule}"


class Decision(models.Model):
    """What a person decided of a finding (处理); it holds for every version of the paper that has it."""

    class State(models.TextChoices):
        """What is to become of the finding."""

        OPEN = "open", _("未处理")
        ACCEPTED = "accepted", _("已采纳")
        DISMISSED = "dismissed", _("判为无误")

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="decisions")
    fingerprint = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.TextField(blank=True)
    remark = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "fingerprint"], name="one_decision_a_finding")
        ]

    def __str__(self) -> str:
        return f"{self.fingerprint} {self.state}"
