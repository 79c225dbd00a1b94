"""The way back (返回): to the page that a form names, if it is one of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str = "home") -> HttpResponseRedirect:
    """To the address in the field `next` where it stays on this site; else to a view or address of ours."""
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, request.is_secure()
    )
    return HttpResponseRedirect(wanted if is_ours else resolve_url(otherwise))
