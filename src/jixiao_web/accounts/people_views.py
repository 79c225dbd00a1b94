"""The coordinator's pages about people (系统设置·人员): accounts, roles, deputies."""

from __future__ import annotations

from typing import Any

from axes.utils import reset
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.errors import JixiaoError
from jixiao_web.accounts import deputies, services
from jixiao_web.accounts.forms import DeputyForm, NewPersonForm, PersonForm, RoleForm
from jixiao_web.accounts.models import Membership, Role, Token, User
from jixiao_web.accounts.permissions import allowed, may_keep_accounts
from jixiao_web.accounts.request import SignedIn
from jixiao_web.accounts.selectors import deputyships_of, people, today
from jixiao_web.accounts.views import SHOWN_ONCE
from jixiao_web.pages.telling import told


@require_GET
@allowed(may_keep_accounts)
def people_list(request: SignedIn) -> HttpResponseBase:
    """Everybody with an account."""
    day = today()
    rows = [
        {
            "person": person,
            "current": [each for each in person.memberships.all() if _lasts(each, day)],
            "is_expired": person.expires_on is not None and person.expires_on < day,
        }
        for person in people()
    ]
    return render(request, "accounts/people.html", {"rows": rows, "here": "people"})


@never_cache
@require_http_methods(["GET", "POST"])
@allowed(may_keep_accounts)
def new_person(request: SignedIn) -> HttpResponseBase:
    """A new account; its initial password is shown once, on the next page."""
    form = NewPersonForm(request.POST or None, initial={"role": Role.CLERK})
    if request.method == "POST" and form.is_valid() and (person := _create(request, form)):
        return redirect("person", person.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/new_person.html", {"form": form, "here": "people"}, status=status)


def _create(request: SignedIn, form: NewPersonForm) -> User | None:
    wanted = form.cleaned_data
    try:
        person, password = services.create_person(
            actor=request.actor,
            username=wanted["username"],
            full_name=wanted["full_name"],
            phone=wanted["phone"],
            expires_on=wanted["expires_on"],
        )
        _give_role(request, person, wanted)
    except JixiaoError as error:
        form.add_error(None, told(error))
        return None
    request.session[SHOWN_ONCE] = {"person": person.pk, "password": password}
    messages.success(request, _("已建账号：%(name)s") % {"name": person})
    return person


def _give_role(request: SignedIn, person: User, wanted: dict[str, Any]) -> None:
    services.give_role(
        actor=request.actor,
        person=person,
        role=Role(wanted["role"]),
        offices=tuple(wanted["offices"]),
        valid_from=wanted["valid_from"],
        valid_to=wanted["valid_to"],
    )


@never_cache
@require_http_methods(["GET", "POST"])
@allowed(may_keep_accounts)
def person(request: SignedIn, person_id: int) -> HttpResponseBase:
    """A person: what is known of them, their roles, who stands in for them."""
    found = get_object_or_404(User, pk=person_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    facts = PersonForm(
        request.POST if act == "facts" else None,
        initial={"full_name": found.full_name, "phone": found.phone, "expires_on": found.expires_on},
    )
    role = RoleForm(request.POST if act == "role" else None)
    deputy = DeputyForm(request.POST if act == "deputy" else None, principal=found)
    form = {"facts": facts, "role": role, "deputy": deputy}.get(act)
    if form is not None and form.is_valid() and _changed(request, found, act, form):
        return redirect("person", found.pk)
    once = request.session.get(SHOWN_ONCE) or {}
    if once.get("person") == found.pk and not act:
        del request.session[SHOWN_ONCE]
    day = today()
    content = {
        "person": User.objects.get(pk=found.pk),
        "facts": facts,
        "role_form": role,
        "deputy_form": deputy,
        "memberships": [
            {"membership": each, "is_current": _lasts(each, day), "is_over": _is_over(each, day)}
            for each in found.memberships.order_by("role", "office")
        ],
        "deputyships": deputyships_of(found),
        "tokens": Token.objects.filter(user=found).order_by("-created_at"),
        "password": once.get("password") if once.get("person") == found.pk and not act else None,
        "here": "people",
    }
    return render(request, "accounts/person.html", content, status=422 if act else 200)


def _changed(request: SignedIn, person: User, act: str, form: Any) -> bool:
    """Do what was asked; where it is refused, the form tells why."""
    try:
        match act:
            case "facts":
                services.describe_person(actor=request.actor, person=person, **form.cleaned_data)
                messages.success(request, _("已保存：%(what)s") % {"what": person})
            case "role":
                _give_role(request, person, form.cleaned_data)
                messages.success(request, _("%(name)s 的任职已更新") % {"name": person})
            case _:
                made = deputies.name_deputy(actor=request.actor, principal=person, **form.cleaned_data)
                messages.success(
                    request,
                    _("%(deputy)s 从 %(day)s 起代 %(principal)s 办理")
                    % {"deputy": made.deputy, "day": made.starts, "principal": person},
                )
    except JixiaoError as error:
        form.add_error(None, told(error))
        return False
    return True


@require_POST
@allowed(may_keep_accounts)
def end_role(request: SignedIn, membership_id: int) -> HttpResponseBase:
    """End a role as of yesterday."""
    membership = get_object_or_404(Membership.objects.select_related("user"), pk=membership_id)
    try:
        services.end_role(actor=request.actor, membership=membership)
        messages.success(request, _("%(name)s 的任职已更新") % {"name": membership.user})
    except JixiaoError as error:
        messages.error(request, told(error))
    return redirect("person", membership.user_id)


@require_POST
@allowed(may_keep_accounts)
def set_active(request: SignedIn, person_id: int) -> HttpResponseBase:
    """Deactivate an account, or let it sign in again; accounts are never deleted."""
    found = get_object_or_404(User, pk=person_id)
    try:
        if request.POST.get("active") == "1":
            services.reactivate(actor=request.actor, person=found)
            messages.success(request, _("%(name)s 可以登录了") % {"name": found})
        else:
            services.deactivate(
                actor=request.actor, person=found, reason=request.POST.get("reason", "")[:500]
            )
            messages.success(request, _("%(name)s 已停用，办过的记录都在") % {"name": found})
    except JixiaoError as error:
        messages.error(request, told(error))
    return redirect("person", found.pk)


@require_POST
@allowed(may_keep_accounts)
def reset_password(request: SignedIn, person_id: int) -> HttpResponseBase:
    """Give an account a new initial password, shown once, and let go of a lock-out."""
    found = get_object_or_404(User, pk=person_id)
    password = services.reset_password(actor=request.actor, person=found)
    reset(username=found.username)
    request.session[SHOWN_ONCE] = {"person": found.pk, "password": password}
    if found == request.user:
        from django.contrib.auth import update_session_auth_hash

        update_session_auth_hash(request, found)
    return redirect("person", found.pk)


@require_POST
@allowed(may_keep_accounts)
def unlock(request: SignedIn, person_id: int) -> HttpResponseBase:
    """Let somebody try again who was locked out after too many wrong passwords."""
    found = get_object_or_404(User, pk=person_id)
    reset(username=found.username)
    messages.success(request, _("%(name)s 可以再试登录了") % {"name": found})
    return redirect("person", found.pk)


def _lasts(membership: Membership, day: Any) -> bool:
    return (membership.valid_from is None or membership.valid_from <= day) and not _is_over(membership, day)


def _is_over(membership: Membership, day: Any) -> bool:
    return membership.valid_to is not None and membership.valid_to < day
