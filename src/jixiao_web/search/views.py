"""Search (搜索)."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao_web.accounts.request import SignedIn
from jixiao_web.pages.views import year_page
from jixiao_web.search.query import LONGEST, Query
from jixiao_web.search.selectors import search


@require_safe
@year_page()
def results(request: SignedIn) -> HttpResponseBase:
    """What was found in the year, by kind."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    groups = search(actor=request.actor, year=request.year, text=text)
    content = {
        "query": text,
        "sought": Query(text),
        "groups": groups,
        "count": sum(len(group.hits) for group in groups),
        "has_more": any(group.has_more for group in groups),
    }
    return render(request, "search/results.html", content)
