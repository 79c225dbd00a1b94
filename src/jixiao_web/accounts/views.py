"""Signing in and out, and what a person sets for themselves (登录、个人设置)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from jixiao_web.accounts import deputies, services
from jixiao_web.accounts.errors import AccountRefused
from jixiao_web.accounts.forms import DeputyForm, PasswordForm, PreferencesForm, SignInForm, TokenForm
from jixiao_web.accounts.middleware import LANGUAGE_COOKIE
from jixiao_web.accounts.models import Deputyship, Token, User
from jixiao_web.accounts.permissions import allowed, is_somebody, may_end_deputyship, may_keep_accounts
from jixiao_web.accounts.request import SignedIn
from jixiao_web.accounts.selectors import deputyships_of, principals_of
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.pages.telling import told

A_YEAR = 365 * 24 * 60 * 60
SHOWN_ONCE = "shown_once"
MONEY_UNIT_COOKIE = "money_unit"


@method_decorator(never_cache, name="dispatch")
class SignIn(LoginView):
    """The page on which people sign in (登录); where nobody could yet, it leads to the start."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated and not _is_started():
            return redirect("start:begin")
        return super().dispatch(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        unit = self.request.user.preferences.get("money_unit") if self.request.user.is_authenticated else None
        if unit:
            response.set_cookie(MONEY_UNIT_COOKIE, quote(unit), max_age=A_YEAR, samesite="Lax")
        return response


class SignOut(LogoutView):
    """Signing out (退出), by POST alone."""

    http_method_names = ("post", "options")


def _is_started() -> bool:
    return BudgetYear.objects.exists() or User.objects.exists()


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@allowed(is_somebody)
def change_password(request: SignedIn) -> HttpResponseBase:
    """Change one's own password; the initial one has to be changed before anything else."""
    is_first = request.user.must_change_password
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.change_password(actor=request.actor, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("密码已改"))
        return redirect("home" if is_first else "preferences")
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/password.html", {"form": form, "is_first": is_first}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@allowed(is_somebody)
def preferences(request: SignedIn) -> HttpResponseBase:
    """What a person sets for themselves: how screens look, who stands in, tokens."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    shown = PreferencesForm(request.POST if act == "show" else None, initial=_present(request))
    deputy = DeputyForm(request.POST if act == "deputy" else None, principal=request.user)
    token = TokenForm(request.POST if act == "token" else None)
    if act == "show" and shown.is_valid():
        return _set_preferences(request, shown.cleaned_data)
    if act == "deputy" and deputy.is_valid() and _name_deputy(request, deputy):
        return redirect("preferences")
    if act == "token" and token.is_valid():
        made, key = deputies.make_token(actor=request.actor, **token.cleaned_data)
        request.session[SHOWN_ONCE] = {"token": made.name, "key": key}
        return redirect("preferences")
    content = {
        "shown": shown,
        "deputy_form": deputy,
        "token_form": token,
        "deputyships": deputyships_of(request.user),
        "tokens": Token.objects.filter(user=request.user).order_by("-created_at"),
        "acting_for": principals_of(request.actor),
        "once": request.session.pop(SHOWN_ONCE, None) if not act else None,
    }
    return render(request, "accounts/preferences.html", content, status=422 if act else 200)


def _present(request: SignedIn) -> dict[str, Any]:
    user = request.user
    return {
        "language": user.language,
        "large_type": user.large_type,
        "phone": user.phone,
        "money_unit": user.preferences.get("money_unit", "万元"),
        "single_keys": user.preferences.get("single_keys", True),
    }


def _set_preferences(request: SignedIn, wanted: dict[str, Any]) -> HttpResponse:
    services.set_preferences(actor=request.actor, **wanted)
    messages.success(request, _("个人设置已保存"))
    response = redirect("preferences")
    for name, value in ((LANGUAGE_COOKIE, wanted["language"]), (MONEY_UNIT_COOKIE, wanted["money_unit"])):
        response.set_cookie(name, quote(value), max_age=A_YEAR, samesite="Lax")
    return response


def _name_deputy(request: SignedIn, form: DeputyForm) -> bool:
    try:
        made = deputies.name_deputy(actor=request.actor, principal=request.user, **form.cleaned_data)
    except AccountRefused as error:
        form.add_error(None, told(error))
        return False
    messages.success(
        request, _("%(deputy)s 从 %(day)s 起代您办理") % {"deputy": made.deputy, "day": made.starts}
    )
    return True


@require_POST
@allowed(is_somebody)
def end_deputyship(request: SignedIn, deputyship_id: int) -> HttpResponseBase:
    """End a deputyship, by the person or the coordinator."""
    found = Deputyship.objects.filter(pk=deputyship_id).select_related("principal", "deputy").first()
    if found is None or not may_end_deputyship(request.actor, found):
        raise Http404
    principal = found.principal
    deputies.end_deputyship(actor=request.actor, deputyship=found)
    messages.success(
        request, _("%(deputy)s 不再代 %(principal)s 办理") % {"deputy": found.deputy, "principal": principal}
    )
    return redirect("preferences") if principal == request.user else redirect("person", principal.pk)


@require_POST
@allowed(is_somebody)
def revoke_token(request: SignedIn, token_id: int) -> HttpResponseBase:
    """Revoke one's own token; the coordinator may revoke anybody's."""
    token = get_object_or_404(Token, pk=token_id)
    if token.user_id != request.user.pk and not may_keep_accounts(request.actor):
        raise Http404
    deputies.revoke_token(actor=request.actor, token=token)
    messages.success(request, _("令牌“%(name)s”已作废") % {"name": token.name})
    return redirect("preferences") if token.user_id == request.user.pk else redirect("person", token.user_id)
