"""Addresses."""

from __future__ import annotations

from typing import Any

from django.urls import path

from jixiao_web.payments import batch_views, claim_views, treasury_views, views

app_name = "payments"
urlpatterns: list[Any] = [
    path("<year:fiscal_year>/payments/", views.listing, name="list"),
    path("<year:fiscal_year>/payments/add/", views.add, name="add"),
    path("<year:fiscal_year>/payments/<int:entry_id>/", views.change, name="change"),
    path("<year:fiscal_year>/payments/<int:entry_id>/remove/", views.remove, name="remove"),
    path("<year:fiscal_year>/payments/claims/", claim_views.claims, name="claims"),
    path("<year:fiscal_year>/payments/treasury/", treasury_views.reconcile, name="reconcile"),
    path(
        "<year:fiscal_year>/payments/treasury/<int:statement_id>/remove/",
        treasury_views.remove,
        name="remove-statement",
    ),
    path("<year:fiscal_year>/payments/batches/", batch_views.batches, name="batches"),
    path("<year:fiscal_year>/payments/batches/<int:batch_id>/", batch_views.batch, name="batch"),
    path("<year:fiscal_year>/payments/batches/<int:batch_id>/columns/", batch_views.columns, name="columns"),
    path("<year:fiscal_year>/payments/batches/<int:batch_id>/decide/", batch_views.decide, name="decide"),
    path("<year:fiscal_year>/payments/batches/<int:batch_id>/assign/", batch_views.assign, name="assign"),
    path("<year:fiscal_year>/payments/batches/<int:batch_id>/confirm/", batch_views.confirm, name="confirm"),
    path("<year:fiscal_year>/payments/batches/<int:batch_id>/back/", batch_views.step_back, name="step-back"),
    path("<year:fiscal_year>/payments/batches/<int:batch_id>/drop/", batch_views.drop, name="drop"),
    path("<year:fiscal_year>/payments/batches/<int:batch_id>/undo/", batch_views.undo, name="undo"),
]
