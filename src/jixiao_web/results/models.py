"""What the offices report (成果填报): a form for each project and theme of a round, and their phrases."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jixiao.tracking.filing import Act, FilingState, move


class State(models.TextChoices):
    """How far a form has come: the states of `jixiao.tracking.filing` that are kept."""

    DRAFT = "draft", _("草稿")
    SENT = "sent", _("已送出")
    PASSED = "passed", _("已审核")
    TAKEN = "taken", _("已采用")
    RETURNED = "returned", _("被退回")


class Form(models.Model):
    """What an office reports on one project or theme in a round (填报表).

    `content` is what was typed, as exchange.result_entry has it; `version` rises with each change of it, so
    that nobody overwrites what they have not seen. `entry` is the act that took it over into the ledger.
    """

    round = models.ForeignKey("rounds.Round", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    passed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    passed_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("history.Entry", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(_("退回原因"), blank=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "kind", "code"], name="one_form_a_subject")
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.code}"

    @property
    def key(self) -> str:
        """Kind and code of what it is about."""
        return f"{self.kind}/{self.code}"

    @property
    def filing_state(self) -> FilingState:
        """How far it has come, as the table of moves knows it."""
        return FilingState[self.state.upper()]

    @property
    def may_be_written(self) -> bool:
        """Whether the office still writes it."""
        return move(Act.SAVE, self.filing_state) is not None


class AnswerKind(models.TextChoices):
    """What was said to a finding."""

    EXPLAINED = "explained", _("已说明")
    RELEASED = "released", _("已放行")


class Answer(models.Model):
    """What was said to a finding of the rules on a form (对检查发现的答复).

    `mark` is that of the finding: with other figures it is another one, and wants another answer. `message`
    is what it said; `text` says why it is right, or why it may pass.
    """

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="answers")
    rule = models.CharField(max_length=12)
    mark = models.CharField(max_length=64)
    message = models.TextField()
    kind = models.CharField(max_length=10, choices=AnswerKind.choices)
    text = models.TextField(_("说明"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "mark"], name="one_answer_a_finding")
        ]

    def __str__(self) -> str:
        return self.text


class Comment(models.Model):
    """A remark on a form (意见), which a third party may make, and what the office replied."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("意见"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reply = models.TextField(_("答复"), max_length=1000, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    replied_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text[:40]


class PhraseField(models.TextChoices):
    """Where a phrase belongs."""

    RESULTS = "results", _("完成情况")
    EVALUATION = "evaluation", _("评价")
    SHORTCOMING = "shortcoming", _("不足")
    EXPLANATION = "explanation", _("原因说明")


class Phrase(models.Model):
    """A sentence that an office uses again (常用语)."""

    office = models.CharField(max_length=200, blank=True, db_index=True)
    field = models.CharField(_("用在"), max_length=12, choices=PhraseField.choices)
    text = models.CharField(_("内容"), max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["field", "id"]

    def __str__(self) -> str:
        return self.text


class Respondent(models.Model):
    """Who reports on a project or theme of a year without an account of their own (填报人)."""

    year = models.ForeignKey("ledger.BudgetYear", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=200)
    name = models.CharField(_("填报人"), max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "kind", "code"], name="one_respondent_a_subject")
        ]

    def __str__(self) -> str:
        return self.name


class Arrival(models.TextChoices):
    """What became of a workbook that came back."""

    WAITING = "waiting", _("待核对")
    TAKEN = "taken", _("已导入")
    DROPPED = "dropped", _("不导入")


class WorkbookImport(models.Model):
    """A fill-in workbook that came back (回收的工作簿), with what became of each of its parts.

    `person` is whose it is, empty where it is the office's. `returned` holds what was read of it, `report`
    what was done with that, and `entry` the act that did it.
    """

    round = models.ForeignKey("rounds.Round", on_delete=models.CASCADE, related_name="+")
    office = models.CharField(max_length=200)
    person = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=Arrival.choices, default=Arrival.TAKEN)
    returned = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    imported_at = models.DateTimeField(auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entry = models.ForeignKey("history.Entry", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["-imported_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """How the trail and files name it."""
        return f"results.workbookimport/{self.pk}"
