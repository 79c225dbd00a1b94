"""Actor (办事人): a person on a day, with every role that they have then, deputyships among them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from jixiao_web.accounts.models import Role, User


@dataclass(frozen=True, slots=True)
class Post:
    """A role, for an office where the role is an office's; `holder` is whose role it is."""

    role: Role
    office: str
    holder: User


@dataclass(frozen=True)
class Actor:
    """Who acts, and as what (办事人)."""

    user: User
    today: dt.date
    posts: tuple[Post, ...] = field(default=())

    def __str__(self) -> str:
        return str(self.user)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles that the actor has, for whatever office."""
        return frozenset(post.role for post in self.posts)

    def has(self, *roles: Role) -> bool:
        """Whether the actor has one of the roles."""
        return not self.roles.isdisjoint(roles)

    def has_for(self, office: str, *roles: Role) -> bool:
        """Whether the actor has one of the roles for that office."""
        return any(post.role in roles and post.office == office for post in self.posts)

    @cached_property
    def offices(self) -> frozenset[str]:
        """The offices for which the actor has a role."""
        return frozenset(post.office for post in self.posts if post.office)

    @property
    def sees_all_offices(self) -> bool:
        """Whether the actor sees what is not of their own offices."""
        return self.has(Role.COORDINATOR, Role.FINANCE, Role.LEADER, Role.DEPUTY_LEADER, Role.REVIEWER)

    def acting_for(self, role: Role, office: str = "") -> User | None:
        """The person for whom the actor acts in that role; none where the role is their own."""
        holders = [post.holder for post in self.posts if post.role is role and post.office in (office, "")]
        if not holders or self.user in holders:
            return None
        return holders[0]
