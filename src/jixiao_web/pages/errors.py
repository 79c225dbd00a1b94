"""Pages for what went wrong (出错页): in the person's language, with the way on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page."""
    return render(request, "pages/error.html", {"kind": "not_found", "detail": _told(exception)}, status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may not see this."""
    return render(request, "pages/error.html", {"kind": "refused", "detail": ""}, status=403)


def year_closed(request: HttpRequest) -> HttpResponse:
    """The accounts of the year are closed; nothing was written."""
    return render(request, "pages/error.html", {"kind": "closed"}, status=409)


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke; what was typed is still in the browser."""
    page = render_to_string("pages/error.html", {"kind": "failed"})  # asks nothing of what may have broken
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The session expired while a form was open; what was typed comes back after signing in."""
    return render(request, "pages/error.html", {"kind": "expired", "detail": ""}, status=403)


def _told(exception: Exception) -> str:
    told = exception.args[0] if exception.args else ""
    return told if isinstance(told, str) else ""
