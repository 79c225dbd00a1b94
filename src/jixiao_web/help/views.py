"""Help (帮助): a page for each screen, and all of them one below the other."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from jixiao_web.accounts.permissions import allowed, is_somebody
from jixiao_web.help.topics import NAMES, page_of, topic_of


@require_safe
@allowed(is_somebody)
def page(request: HttpRequest) -> HttpResponseBase:
    """To the page about the view that `?for=` names, or to the first."""
    return redirect("help:topic", topic_of(request.GET.get("for", "")) or NAMES[0])


@require_safe
@allowed(is_somebody)
def topic(request: HttpRequest, name: str) -> HttpResponseBase:
    """A page of help, in the reader's language, beside the list of all."""
    language = get_language() or "zh-hans"
    try:
        shown = page_of(name, language)
    except KeyError as error:
        raise Http404 from error
    titles = [page_of(each, language) for each in NAMES]
    place = NAMES.index(name)
    content = {
        "page": shown,
        "pages": titles,
        "before": titles[place - 1] if place else None,
        "after": titles[place + 1] if place + 1 < len(titles) else None,
    }
    return render(request, "help/topic.html", content)
