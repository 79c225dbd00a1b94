"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.reports import passages, returned, signatures, versions, views, weekly

app_name = "reports"

_YEAR = "<year:fiscal_year>/reports/"
_REPORT = f"{_YEAR}<int:report_id>/"

urlpatterns = [
    path(_YEAR, views.current, name="current"),
    path(f"{_YEAR}issued/", views.issued, name="issued"),
    path(f"{_YEAR}weekly/", weekly.page, name="weekly"),
    path(f"{_YEAR}weekly/<slug:form>/", weekly.file, name="weekly-file"),
    path(f"{_YEAR}open/", views.open_, name="open"),
    path(f"{_YEAR}chain/", signatures.set_chain, name="chain"),
    path(_REPORT, views.report, name="report"),
    path(f"{_REPORT}pictures/<int:number>.svg", views.picture, name="picture"),
    path(f"{_REPORT}export/<str:form>/", views.export, name="export"),
    path(f"{_REPORT}proof/", views.proof, name="proof"),
    path(f"{_REPORT}passages/<str:anchor>/", passages.passage, name="passage"),
    path(f"{_REPORT}passages/<str:anchor>/edit/", passages.edit, name="edit"),
    path(f"{_REPORT}passages/<str:anchor>/preview/", passages.preview, name="preview"),
    path(f"{_REPORT}passages/<str:anchor>/restore/", passages.restore, name="restore"),
    path(f"{_REPORT}comments/", passages.comment, name="comment"),
    path(f"{_REPORT}comments/<int:comment_id>/settle/", passages.settle, name="settle"),
    path(f"{_REPORT}versions/", versions.versions, name="versions"),
    path(f"{_REPORT}versions/make/", versions.make, name="make-version"),
    path(f"{_REPORT}versions/<int:number>/", versions.version, name="version"),
    path(f"{_REPORT}returned/", returned.returned, name="returned"),
    path(f"{_REPORT}sign/", signatures.signing, name="sign"),
    path(f"{_REPORT}sign/send/", signatures.send, name="send"),
    path(f"{_REPORT}sign/decide/", signatures.decide, name="decide"),
    path(f"{_REPORT}sign/paper/", signatures.paper, name="paper"),
    path(f"{_REPORT}sign/take-back/", signatures.take_back, name="take-back"),
    path(f"{_REPORT}issue/", signatures.issue, name="issue"),
]
