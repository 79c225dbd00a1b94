"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.results import (
    cells,
    collecting,
    commenting,
    fragments,
    naming,
    official,
    phrases,
    together,
    views,
    workbooks,
)

app_name = "results"

_YEAR = "<year:fiscal_year>/results/"
_ROUND = f"{_YEAR}<int:round_id>/"
_FORM = f"{_ROUND}<str:kind>/<str:code>/"

urlpatterns = [
    path(_YEAR, views.forms, name="forms"),
    path(f"{_YEAR}phrases/", phrases.phrases, name="phrases"),
    path(f"{_YEAR}phrases/<int:phrase_id>/drop/", phrases.drop, name="drop-phrase"),
    path(f"{_ROUND}together/", together.together, name="together"),
    path(f"{_ROUND}workbook/", workbooks.download, name="workbook"),
    path(f"{_ROUND}workbooks/", workbooks.pack, name="workbooks"),
    path(f"{_ROUND}official/", official.pack, name="pack-official"),
    path(f"{_ROUND}import-all/", workbooks.import_all, name="import-all"),
    path(f"{_ROUND}respondents/", naming.respondents, name="respondents"),
    path(f"{_ROUND}import/", workbooks.import_, name="import"),
    path(f"{_ROUND}imports/<int:import_id>/", workbooks.imported, name="imported"),
    path(f"{_ROUND}imports/<int:import_id>/aside/", workbooks.lay_aside, name="lay-aside"),
    path(_FORM, views.entry, name="entry"),
    path(f"{_FORM}draft/", views.draft, name="draft"),
    path(f"{_FORM}take-back/", views.take_back, name="take-back"),
    path(f"{_FORM}release/", collecting.release, name="release"),
    path(f"{_FORM}pass/", collecting.pass_on, name="pass"),
    path(f"{_FORM}return/", collecting.ask_back, name="return"),
    path(f"{_FORM}take/", collecting.take, name="take"),
    path(f"{_FORM}official/", official.take, name="take-official"),
    path(f"{_FORM}official/<str:suffix>/", official.download, name="official"),
    path(f"{_FORM}comment/", commenting.comment, name="comment"),
    path(f"{_FORM}comments/<int:comment_id>/", commenting.reply, name="reply"),
    path(f"{_FORM}cells/", cells.cells, name="cells"),
    path(f"{_FORM}fragment/", fragments.fragment, name="fragment"),
]
