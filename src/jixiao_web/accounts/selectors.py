"""Reads people (用户) and what they are on a day."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from jixiao_web.accounts.actor import Actor, Post
from jixiao_web.accounts.models import Deputyship, Membership, Role, Token, User
from jixiao_web.ledger.models import BudgetYear, table_of


def today() -> dt.date:
    """The date in the unit's own time zone."""
    return timezone.localdate()


def actor_of(user: User, day: dt.date | None = None) -> Actor:
    """The user with every role that they have on the day, of their own and as a deputy.

    A reviewer (第三方) lends no roles and takes none over.
    """
    day = day or today()
    posts = [Post(Role(each.role), each.office, user) for each in _in_force(user.memberships.all(), day)]
    deputyships = Deputyship.objects.filter(
        Q(principal__expires_on=None) | Q(principal__expires_on__gte=day),
        deputy=user,
        starts__lte=day,
        ends__gte=day,
        principal__is_active=True,
    ).select_related("principal")
    for deputyship in deputyships.prefetch_related("principal__memberships"):
        principal = deputyship.principal
        posts += [
            Post(Role(each.role), each.office, principal)
            for each in _in_force(principal.memberships.all(), day)
            if each.role != Role.REVIEWER
        ]
    return Actor(user, day, tuple(posts))


def _in_force(memberships: Iterable[Membership], day: dt.date) -> list[Membership]:
    return [
        each
        for each in memberships
        if (each.valid_from is None or each.valid_from <= day)
        and (each.valid_to is None or each.valid_to >= day)
    ]


def roles_in_force(user: User, day: dt.date | None = None) -> frozenset[Role]:
    """The roles that the person has of their own on the day."""
    return frozenset(Role(each.role) for each in _in_force(user.memberships.all(), day or today()))


def deputyships_of(user: User) -> QuerySet[Deputyship]:
    """Who stands in for the person, and for whom they do (AB角), now and later."""
    return (
        Deputyship.objects.filter(Q(principal=user) | Q(deputy=user), ends__gte=today())
        .select_related("principal", "deputy")
        .order_by("starts", "pk")
    )


def principals_of(actor: Actor) -> list[User]:
    """Those for whom the actor acts today besides for themselves, each once."""
    return list(dict.fromkeys(post.holder for post in actor.posts if post.holder != actor.user))


def offices() -> list[str]:
    """The offices of every year (部门), those of the latest year first."""
    latest = BudgetYear.objects.all()
    found = dict.fromkeys(
        name for year in latest for name in table_of(year, "parties").values_list("name", flat=True)
    )
    return list(found)


def people() -> QuerySet[User]:
    """Everybody with an account, with their roles."""
    return User.objects.prefetch_related("memberships").order_by("-is_active", "full_name", "username")


def people_with(role: Role, office: str = "", day: dt.date | None = None) -> QuerySet[User]:
    """Those who have that role on the day, for that office where one is named."""
    day = day or today()
    started = Q(memberships__valid_from=None) | Q(memberships__valid_from__lte=day)
    lasting = Q(memberships__valid_to=None) | Q(memberships__valid_to__gte=day)
    wanted = Q(memberships__role=role, is_active=True)
    if office:
        wanted &= Q(memberships__office=office)
    return User.objects.filter(wanted & started & lasting).distinct()


def user_of_token(key: str) -> User | None:
    """The person as whom the bearer of the token acts; none where it is unknown or has expired."""
    digest = hashlib.sha256(key.encode()).hexdigest()
    token = Token.objects.select_related("user").filter(digest=digest, user__is_active=True).first()
    if token is None or (token.expires_on and token.expires_on < today()) or is_expired(token.user):
        return None
    Token.objects.filter(pk=token.pk).update(used_at=timezone.now())
    return token.user


def is_expired(user: User) -> bool:
    """Whether the account's time is over."""
    return user.expires_on is not None and user.expires_on < today()
