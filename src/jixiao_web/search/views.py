"""Search (搜索)."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao_web.accounts.request import SignedIn
from jixiao_web.pages.views import year_page
from jixiao_web.search.query import LONGEST, Query
from jixiao_web.search.selectors import search, suggestions


@require_safe
@year_page()
def results(request: SignedIn) -> HttpResponseBase:
    """What was found in the year, by kind."""
    text = _text(request)
    groups = search(actor=request.actor, year=request.year, text=text)
    content = {
        "query": text,
        "sought": Query(text),
        "groups": groups,
        "count": sum(len(group.hits) for group in groups),
        "is_first": not text,
        "has_more": any(group.has_more for group in groups),
    }
    return render(request, "search/results.html", content)


@require_safe
@year_page()
def suggest(request: SignedIn) -> HttpResponseBase:
    """What may be meant, below the field as somebody types (搜索建议)."""
    text = _text(request)
    content = {
        "query": text,
        "sought": Query(text),
        "groups": suggestions(actor=request.actor, year=request.year, text=text),
    }
    return render(request, "search/suggestions.html", content)


def _text(request: SignedIn) -> str:
    return request.GET.get("q", "")[:LONGEST].strip()
