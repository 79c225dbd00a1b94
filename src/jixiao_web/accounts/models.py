"""People (用户), what they may do (角色) and who stands in for whom (AB角)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in the tracking year (角色)."""

    CLERK = "clerk", _("项目经办")
    OFFICE_HEAD = "office_head", _("科室负责人")
    COORDINATOR = "coordinator", _("综合办公室")
    FINANCE = "finance", _("财务")
    DEPUTY_LEADER = "deputy_leader", _("分管领导")
    LEADER = "leader", _("主要领导")
    REVIEWER = "reviewer", _("第三方")


OFFICE_ROLES: tuple[Role, ...] = (Role.CLERK, Role.OFFICE_HEAD, Role.DEPUTY_LEADER)
"""The roles that a person has for an office; a deputy leader has it for each office in his charge."""


class User(AbstractUser):
    """A person with an account (用户); `full_name` is how colleagues and the trail name them."""

    class Language(models.TextChoices):
        """The language of the screens."""

        CHINESE = "zh-hans", "中文"
        ENGLISH = "en", "English"

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("姓名"), max_length=60)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    language = models.CharField(max_length=10, choices=Language.choices, default=Language.CHINESE)
    large_type = models.BooleanField(_("大字"), default=False)
    expires_on = models.DateField(_("到期日"), null=True, blank=True)
    must_change_password = models.BooleanField(default=False)
    preferences = models.JSONField(default=dict, blank=True)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name."""
        return self.full_name

    def get_short_name(self) -> str:
        """The name."""
        return self.full_name


class Membership(models.Model):
    """A role that a person has (任职), for an office where the role is an office's."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    office = models.CharField(_("部门"), max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role", "office"], name="one_membership_each")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.office}".strip()


class Deputyship(models.Model):
    """A span of time in which one person acts for another (AB角), with what was handed over."""

    principal = models.ForeignKey(User, on_delete=models.CASCADE, related_name="deputies")
    deputy = models.ForeignKey(User, on_delete=models.CASCADE, related_name="principals")
    starts = models.DateField()
    ends = models.DateField()
    hand_over = models.TextField(_("交接事项"), blank=True)

    def __str__(self) -> str:
        return f"{self.deputy} → {self.principal}"


class Token(models.Model):
    """A key with which a program acts as a person (接口令牌); only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(null=True, blank=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
