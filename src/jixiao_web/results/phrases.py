"""The phrase bank (常用语): sentences that an office uses again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jixiao_web.accounts.request import SignedIn
from jixiao_web.pages.views import year_page
from jixiao_web.results.models import Phrase, PhraseField
from jixiao_web.results.permissions import fills_in
from jixiao_web.results.phrase_bank import add_phrase, drop_phrase
from jixiao_web.results.selectors import offices_with_own_phrases, phrases_for
from jixiao_web.results.typed import cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(fills_in)
def phrases(request: SignedIn) -> HttpResponseBase:
    """The phrase bank of my offices: sentences to insert by a button."""
    actor = request.actor
    own = offices_with_own_phrases(actor, request.year)
    text, office = cleaned(request.POST.get("text", "")).strip(), request.POST.get("office", own[0])
    field, error = request.POST.get("field", PhraseField.RESULTS), ""
    if request.method == "POST":
        if office not in own:
            raise PermissionDenied
        if not text or len(text) > 500 or field not in PhraseField.values:
            error = _("写一句常用的话，500 字以内。")
        else:
            add_phrase(actor=actor, office=office, field=PhraseField(field), text=text)
            messages.success(request, _("已加入常用语"))
            return redirect("results:phrases", request.year.fiscal_year)
    shown = {
        "rows": phrases_for(actor, request.year),
        "offices": own,
        "fields": PhraseField.choices,
        "error": error,
        "text": text,
        "office": office,
        "field": field,
    }
    return render(request, "results/phrases.html", shown, status=422 if error else 200)


@require_POST
@year_page(fills_in)
def drop(request: SignedIn, phrase_id: int) -> HttpResponseBase:
    """Take a phrase out of the bank."""
    phrase = Phrase.objects.filter(pk=phrase_id).first()
    if phrase is not None:
        entry = drop_phrase(actor=request.actor, phrase=phrase)
        messages.success(request, _("已删除常用语"), extra_tags=f"undo:{entry.pk}" if entry else "")
    return redirect("results:phrases", request.year.fiscal_year)
