"""Rounds of tracking (批次), the notices around them and the calendar that counts their working days."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a round has come."""

    DRAFT = "draft", _("拟定")
    ANNOUNCED = "announced", _("已通知")
    COLLECTING = "collecting", _("填报中")
    CLOSED = "closed", _("已结束")


class Scope(models.TextChoices):
    """Which projects a round asks about."""

    FOCUS = "focus", _("重点项目")
    ALL = "all", _("全部项目")


class Round(models.Model):
    """One time that the offices report (批次), for a period of the year.

    `theme_offices` says which office writes a theme, by the theme's code; a theme of nobody is the
    coordinator's. `criteria` and `decisions` are what proposed and settled the focus projects, `frozen` is
    the list as it was fixed: code, name, office, fen and reason of each. `sampled` are ordinary projects that
    are asked about besides (抽查): code, and whether they were drawn by lot.
    """

    year = models.ForeignKey("ledger.BudgetYear", on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=200)
    name = models.CharField(_("名称"), max_length=120)
    due_office = models.DateField(_("各部门报送"))
    due_bureau = models.DateField(_("报财政部门"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    scope = models.CharField(_("范围"), max_length=8, choices=Scope.choices, default=Scope.FOCUS)
    contact = models.CharField(_("联系人"), max_length=60, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    more = models.TextField(_("其他要求"), max_length=2000, blank=True)
    theme_offices = models.JSONField(default=dict, blank=True)
    criteria = models.JSONField(default=dict, blank=True)
    decisions = models.JSONField(default=dict, blank=True)
    frozen = models.JSONField(default=list, blank=True)
    sampled = models.JSONField(default=list, blank=True)
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-due_office", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "name"], name="one_round_of_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether the offices may report."""
        return self.state in (State.ANNOUNCED, State.COLLECTING)


class Holiday(models.Model):
    """A day that is not what its weekday says (节假日); it counts before the tables that ship."""

    date = models.DateField(_("日期"), unique=True)
    is_workday = models.BooleanField(_("上班"), default=False)
    name = models.CharField(_("名称"), max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class NoticeKind(models.TextChoices):
    """What a notice is about."""

    ROUND = "round", _("填报通知")
    REMINDER = "reminder", _("催报")
    RECEIVED = "received", _("收到的通知")
    OTHER = "other", _("通知")


class Notice(models.Model):
    """Something that people are told (通知); one received from outside has a number and an issuer."""

    year = models.ForeignKey("ledger.BudgetYear", on_delete=models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, null=True, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices, default=NoticeKind.OTHER)
    title = models.CharField(_("标题"), max_length=200)
    text = models.TextField(_("内容"), blank=True, max_length=20_000)
    number = models.CharField(_("文号"), max_length=100, blank=True)
    issuer = models.CharField(_("发文机关"), max_length=100, blank=True)
    dated = models.DateField(_("日期"))
    due = models.DateField(_("要求报送"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-dated", "-id"]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """A notice in the hands of an office (送达); the office "" is everybody."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    office = models.CharField(max_length=200, blank=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "office"], name="one_delivery_each")
        ]

    def __str__(self) -> str:
        return f"{self.notice} → {self.office}"


class ReadMark(models.Model):
    """That a person has read a notice (已阅)."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "user"], name="one_read_mark")]

    def __str__(self) -> str:
        return f"{self.user}: {self.notice}"
