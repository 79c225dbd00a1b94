"""Who may do what (权限): named predicates over an actor; each app has such a module."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Deputyship, Role, User

Predicate = Callable[[Actor], bool]
View = Callable[..., HttpResponseBase]


def has_any_role(actor: Actor) -> bool:
    """Whether the actor takes part at all."""
    return bool(actor.posts)


def is_coordinator(actor: Actor) -> bool:
    """Whether the actor coordinates the tracking (综合办公室): keeps accounts, offices and the year."""
    return actor.has(Role.COORDINATOR)


def works_here(actor: Actor) -> bool:
    """Whether the actor belongs to the unit, not to a third party."""
    return any(role is not Role.REVIEWER for role in actor.roles)


def may_keep_accounts(actor: Actor) -> bool:
    """Whether the actor keeps the accounts; a deputy of the coordinator does too."""
    return is_coordinator(actor)


def may_name_deputy(actor: Actor, principal: User) -> bool:
    """Whether the actor may say who stands in for the principal: the person, or the coordinator."""
    return actor.user == principal or may_keep_accounts(actor)


def may_end_deputyship(actor: Actor, deputyship: Deputyship) -> bool:
    """Whether the actor may end a deputyship: as with naming it."""
    return deputyship.principal_id == actor.user.pk or may_keep_accounts(actor)


def is_somebody(_actor: Actor) -> bool:
    """Whoever is signed in, even without a role: for what is about the person alone."""
    return True


def sees_all_offices(actor: Actor) -> bool:
    """Whether the actor sees what is not of their own offices."""
    return actor.sees_all_offices


def signed_in(view: View) -> View:
    """Let only those who are signed in, with any role, see a view."""
    return allowed(has_any_role)(view)


def allowed(predicate: Predicate) -> Callable[[View], View]:
    """Let only those see a view of whom the predicate holds; others are sent to sign in, or refused."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                if request.headers.get("HX-Request"):
                    return HttpResponse(status=401, headers={"HX-Refresh": "true"})
                return redirect_to_login(request.get_full_path())
            if not predicate(request.actor):  # type: ignore[attr-defined]
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.predicate = predicate  # type: ignore[attr-defined]
        return guarded

    return guard
