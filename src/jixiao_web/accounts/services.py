"""Writes people (用户): accounts, roles, deputies; each act one transaction and one entry in the trail.

Accounts are never deleted: what somebody did stays theirs. No password expires by itself: people who come
twice a year would write it on a note.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.errors import AccountRefused, LastCoordinator
from jixiao_web.accounts.models import OFFICE_ROLES, Membership, Role, User
from jixiao_web.accounts.passwords import initial_password
from jixiao_web.accounts.selectors import people_with, today
from jixiao_web.history.services import record


@transaction.atomic
def create_person(
    *,
    actor: Actor | None,
    username: str,
    full_name: str,
    phone: str = "",
    expires_on: dt.date | None = None,
    password: str = "",
) -> tuple[User, str]:
    """Make an account and return it with its initial password, which is kept nowhere.

    A password that is given is the person's own, and need not be changed. Raises AccountRefused where the
    name to sign in with is taken.
    """
    given = password or initial_password()
    try:
        with transaction.atomic():
            person = User.objects.create_user(
                username=username,
                password=given,
                full_name=full_name,
                phone=phone,
                expires_on=expires_on,
                must_change_password=not password,
            )
    except IntegrityError as error:
        raise AccountRefused(
            f"用户名“{username}”已经有人用了。",
            hint="换一个，如加上数字。",
            english=f"The user name {username!r} is taken; choose another.",
        ) from error
    _record(actor, "account.create", person, summary=f"{full_name}（{username}）")
    return person, given


@transaction.atomic
def describe_person(
    *, actor: Actor, person: User, full_name: str, phone: str, expires_on: dt.date | None
) -> None:
    """Change what is known of a person. Raises AccountRefused, LastCoordinator."""
    if expires_on is None and person.memberships.filter(role=Role.REVIEWER).exists():
        raise _reviewer_expires()
    before = f"{person.full_name} {person.phone} {person.expires_on or ''}"
    person.full_name, person.phone, person.expires_on = full_name, phone, expires_on
    person.save(update_fields=["full_name", "phone", "expires_on"])
    _refuse_without_coordinator()
    _record(
        actor,
        "account.describe",
        person,
        summary=f"{before.strip()} → {full_name} {phone} {expires_on or ''}".strip(),
    )


@transaction.atomic
def deactivate(*, actor: Actor, person: User, reason: str = "") -> None:
    """Let an account sign in no more; everything that it did stays. Raises LastCoordinator."""
    if User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        _refuse_without_coordinator()
        _record(actor, "account.deactivate", person, reason=reason)
    person.refresh_from_db()


@transaction.atomic
def reactivate(*, actor: Actor, person: User) -> None:
    """Let an account sign in again."""
    if User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        _record(actor, "account.reactivate", person)
    person.refresh_from_db()


@transaction.atomic
def reset_password(*, actor: Actor, person: User) -> str:
    """Give an account another initial password and return it; it has to be changed at the next sign-in."""
    given = initial_password()
    person.set_password(given)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    _record(actor, "account.reset_password", person)
    return given


@transaction.atomic
def change_password(*, actor: Actor, password: str) -> None:
    """Change one's own password."""
    actor.user.set_password(password)
    actor.user.must_change_password = False
    actor.user.save(update_fields=["password", "must_change_password"])
    _record(actor, "account.change_password", actor.user)


@transaction.atomic
def set_preferences(*, actor: Actor, language: str, large_type: bool, phone: str, **shown: Any) -> None:
    """Change how the screens are shown to a person; `shown` goes into their preferences."""
    user = actor.user
    user.language, user.large_type, user.phone = language, large_type, phone
    user.preferences = {**user.preferences, **shown}
    user.save(update_fields=["language", "large_type", "phone", "preferences"])
    _record(actor, "account.preferences", user)


@transaction.atomic
def give_role(
    *,
    actor: Actor | None,
    person: User,
    role: Role,
    offices: tuple[str, ...] = (),
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> None:
    """Give somebody a role, for each of the offices where it is an office's.

    A role that was there before gets the new dates. Raises AccountRefused.
    """
    if valid_from and valid_to and valid_to < valid_from:
        raise AccountRefused(
            "到期日早于开始日。", hint="改其中一个日期。", english="The role would end before it begins."
        )
    if role is Role.REVIEWER and person.expires_on is None:
        raise _reviewer_expires()
    if role in OFFICE_ROLES and not offices:
        raise AccountRefused(
            f"“{role.label}”要选部门。", english=f"{role.label}: choose the office that it is for."
        )
    for office in offices if role in OFFICE_ROLES else ("",):
        Membership.objects.update_or_create(
            user=person,
            role=role,
            office=office,
            defaults={"valid_from": valid_from, "valid_to": valid_to},
        )
    _refuse_without_coordinator()
    span = f" {valid_from or ''}—{valid_to or ''}" if valid_from or valid_to else ""
    _record(actor, "account.give_role", person, summary=f"{role.label} {'、'.join(offices)}{span}".strip())


@transaction.atomic
def end_role(*, actor: Actor, membership: Membership) -> None:
    """End a role as of yesterday; it stays in the list with its dates. Raises LastCoordinator."""
    yesterday = today() - dt.timedelta(days=1)
    if membership.valid_to is None or membership.valid_to > yesterday:
        membership.valid_to = yesterday
        if membership.valid_from and membership.valid_from > yesterday:
            membership.valid_from = yesterday
        membership.save(update_fields=["valid_from", "valid_to"])
        _refuse_without_coordinator()
        label = Role(membership.role).label
        _record(actor, "account.end_role", membership.user, summary=f"{label} {membership.office}".strip())


def _record(actor: Actor | None, act: str, person: User, *, summary: str = "", reason: str = "") -> None:
    told = summary or person.full_name
    if summary and person.full_name not in summary:
        told = f"{person.full_name}：{summary}"
    record(actor=actor, act=act, subject=f"accounts.user/{person.pk}", summary=told, reason=reason)


def _refuse_without_coordinator() -> None:
    """Somebody must remain who keeps the accounts; before the start there is nobody."""
    if not Membership.objects.filter(role=Role.COORDINATOR).exists():
        return
    now = today()
    if not any(each.expires_on is None or each.expires_on >= now for each in people_with(Role.COORDINATOR)):
        raise LastCoordinator


def _reviewer_expires() -> AccountRefused:
    return AccountRefused(
        "第三方账号要有到期日。",
        hint="在“基本情况”里填合同结束的日期。",
        english="A third party's account needs an expiry date: enter when the contract ends.",
    )
