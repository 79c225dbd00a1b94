"""Writes who stands in for whom (AB角), and the tokens with which programs act as a person (接口令牌)."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.errors import AccountRefused
from jixiao_web.accounts.models import Deputyship, Role, Token, User
from jixiao_web.accounts.permissions import may_end_deputyship, may_name_deputy
from jixiao_web.accounts.selectors import roles_in_force, today
from jixiao_web.history.services import record

TOKEN_PREFIX = "jx_"  # noqa: S105 - by which a leaked one is recognised
LONGEST_SPAN = dt.timedelta(days=366)


@transaction.atomic
def name_deputy(
    *, actor: Actor, principal: User, deputy: User, starts: dt.date, ends: dt.date, hand_over: str = ""
) -> Deputyship:
    """Let `deputy` act with the roles of `principal` from `starts` to `ends`. Raises AccountRefused."""
    if not may_name_deputy(actor, principal):
        raise AccountRefused("只能给自己找B角。", english="You can name a deputy for yourself alone.")
    if principal == deputy:
        raise AccountRefused("B角不能是本人。", english="Nobody can be their own deputy.")
    if ends < starts:
        raise AccountRefused("结束日早于开始日。", english="It would end before it begins.")
    if ends - starts > LONGEST_SPAN:
        raise AccountRefused("一次最多代办一年。", english="A deputyship lasts a year at most.")
    if not deputy.is_active:
        raise AccountRefused(f"{deputy}的账号已停用。", english=f"{deputy}'s account is not active.")
    for each in (principal, deputy):
        if Role.REVIEWER in roles_in_force(each):
            raise AccountRefused(
                f"{each}是第三方，不能代办，也不能请人代办。",
                english=f"{each} is a third party and can neither be nor have a deputy.",
            )
    made = Deputyship.objects.create(
        principal=principal, deputy=deputy, starts=starts, ends=ends, hand_over=hand_over
    )
    record(
        actor=actor,
        act="deputy.name",
        subject=f"accounts.user/{principal.pk}",
        summary=f"{deputy} 代 {principal}，{starts}—{ends}",
        reason=hand_over,
    )
    return made


@transaction.atomic
def end_deputyship(*, actor: Actor, deputyship: Deputyship) -> None:
    """End a deputyship from today on; one that has not begun is taken back. Raises AccountRefused."""
    if not may_end_deputyship(actor, deputyship):
        raise AccountRefused("这不是你的AB角安排。", english="This deputyship is not yours.")
    yesterday = today() - dt.timedelta(days=1)
    if deputyship.ends <= yesterday:
        return
    told = f"{deputyship.deputy} 代 {deputyship.principal}，{deputyship.starts}—{deputyship.ends}"
    if deputyship.starts > yesterday:
        deputyship.delete()
    else:
        deputyship.ends = yesterday
        deputyship.save(update_fields=["ends"])
    record(
        actor=actor,
        act="deputy.end",
        subject=f"accounts.user/{deputyship.principal_id}",
        summary=told,
    )


@transaction.atomic
def make_token(*, actor: Actor, name: str, expires_on: dt.date | None) -> tuple[Token, str]:
    """Make a token with the actor's own rights and return it with its key, which is kept nowhere."""
    key = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=actor.user,
        name=name,
        digest=hashlib.sha256(key.encode()).hexdigest(),
        expires_on=expires_on,
    )
    record(actor=actor, act="token.make", subject=f"accounts.user/{actor.user.pk}", summary=name)
    return token, key


@transaction.atomic
def revoke_token(*, actor: Actor, token: Token) -> None:
    """Let a token open nothing any more."""
    if Token.objects.filter(pk=token.pk).delete()[0]:
        record(actor=actor, act="token.revoke", subject=f"accounts.user/{token.user_id}", summary=token.name)
