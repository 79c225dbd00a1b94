"""Addresses."""

from __future__ import annotations

from typing import Any

from django.urls import path

from jixiao_web.budget import adjustment_line_views as adjusting_lines
from jixiao_web.budget import adjustment_views as adjusting
from jixiao_web.budget import approval_views as approving
from jixiao_web.budget import contract_views as contracting

app_name = "budget"
_ROOT = "<year:fiscal_year>/budget"
urlpatterns: list[Any] = [
    path(f"{_ROOT}/approvals/", approving.approvals, name="approvals"),
    path(f"{_ROOT}/approvals/add/", approving.add_approval, name="add-approval"),
    path(f"{_ROOT}/approvals/<int:row_id>/", approving.approval, name="approval"),
    path(f"{_ROOT}/approvals/<int:row_id>/edit/", approving.change_approval, name="change-approval"),
    path(f"{_ROOT}/approvals/<int:row_id>/remove/", approving.remove_approval, name="remove-approval"),
    path(f"{_ROOT}/approvals/<int:row_id>/lines/add/", approving.add_line, name="add-approval-line"),
    path(f"{_ROOT}/approval-lines/<int:line_id>/", approving.change_line, name="change-approval-line"),
    path(f"{_ROOT}/approval-lines/<int:line_id>/remove/", approving.remove_line, name="remove-approval-line"),
    path(f"{_ROOT}/adjustments/", adjusting.adjustments, name="adjustments"),
    path(f"{_ROOT}/adjustments/add/", adjusting.add_adjustment, name="add-adjustment"),
    path(f"{_ROOT}/adjustments/<int:row_id>/", adjusting.adjustment, name="adjustment"),
    path(f"{_ROOT}/adjustments/<int:row_id>/edit/", adjusting.change_adjustment, name="change-adjustment"),
    path(f"{_ROOT}/adjustments/<int:row_id>/remove/", adjusting.remove_adjustment, name="remove-adjustment"),
    path(f"{_ROOT}/adjustments/<int:row_id>/decide/", adjusting.decide, name="decide"),
    path(f"{_ROOT}/adjustments/<int:row_id>/letter/", adjusting.letter, name="letter"),
    path(f"{_ROOT}/adjustments/<int:row_id>/lines/add/", adjusting_lines.add_line, name="add-line"),
    path(f"{_ROOT}/adjustment-lines/add/", adjusting_lines.add_loose_line, name="add-loose-line"),
    path(f"{_ROOT}/adjustment-lines/<int:line_id>/", adjusting_lines.change_line, name="change-line"),
    path(f"{_ROOT}/adjustment-lines/<int:line_id>/remove/", adjusting_lines.remove_line, name="remove-line"),
    path(f"{_ROOT}/contracts/", contracting.listing, name="contracts"),
    path(f"{_ROOT}/contracts/add/", contracting.add_contract, name="add-contract"),
    path(f"{_ROOT}/contracts/<int:row_id>/", contracting.contract, name="contract"),
    path(f"{_ROOT}/contracts/<int:row_id>/edit/", contracting.change_contract, name="change-contract"),
    path(f"{_ROOT}/contracts/<int:row_id>/remove/", contracting.remove_contract, name="remove-contract"),
    path(f"{_ROOT}/contracts/<int:row_id>/terms/add/", contracting.add_term, name="add-term"),
    path(f"{_ROOT}/terms/<int:term_id>/", contracting.change_term, name="change-term"),
    path(f"{_ROOT}/terms/<int:term_id>/remove/", contracting.remove_term, name="remove-term"),
    path(f"{_ROOT}/balances/", contracting.balance, name="balances"),
]
