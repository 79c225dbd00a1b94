"""Payments over the API (支付接口): registering one; the list of them stands with the ledger."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Schema, Status

from jixiao.exchange.fault import Fault
from jixiao.exchange.values import reader
from jixiao.quantity import YUAN
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.noun import attributes
from jixiao_web.api.errors import WrongFields
from jixiao_web.api.security import year_of_call
from jixiao_web.api.shapes import ROWS, Failure, Year
from jixiao_web.api.years import router
from jixiao_web.ledger.forms import fault_words
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.services import Change, state_of, write
from jixiao_web.payments.permissions import may_write_payments

LONGEST = 2_000


class PaymentIn(Schema):
    """A payment, a refund, or what had been spent up to a date; values are read as in the workbook."""

    date: dt.date
    amount: str = Field(
        max_length=60, description="In yuan; 12.5万元 says its own unit.", examples=["1956.24"]
    )
    nature: str = Field("支付", max_length=20, description="支付, 退回 or 累计")
    kind: str = Field("项目支出", max_length=20)
    project: str = Field(
        "", max_length=200, description="The code; empty: not claimed yet, or basic expenditure"
    )
    fund: str = Field("一般公共预算", max_length=40)
    source: str = Field("本级", max_length=40)
    voucher: str = Field("", max_length=200)
    payee: str = Field("", max_length=LONGEST)
    contract: str = Field("", max_length=200)
    purpose: str = Field("", max_length=LONGEST)
    note: str = Field("", max_length=LONGEST)


@router.post(
    "/years/{fiscal_year}/payments",
    response={201: ROWS["entries"], 409: Failure, 422: Failure},
    summary="Register a payment",
)
def register(request: HttpRequest, fiscal_year: Year, payment: PaymentIn) -> Any:
    """Register one payment, as on the page for it; finance and the coordinator may (登记支付).

    A voucher that is there already with the same amount, project and date is refused: twice sent is once
    registered.
    """
    actor, year = year_of_call(request, fiscal_year, may_write_payments)
    values = _read(payment)
    _refuse_unknown(year, values)
    same = {name: values[name] for name in ("voucher", "amount", "project", "date", "nature")}
    if values["voucher"] and (known := table_of(year, "entries").filter(**same).first()):
        return Status(
            409,
            {
                "message": _("凭证 %(voucher)s 已经登记过。") % {"voucher": values["voucher"]},
                "hint": _("它是第 %(id)s 号记录。") % {"id": known.pk},
            },
        )
    entry = write(
        actor=actor,
        year=year,
        act="payment.add",
        changes=[Change("entries", values)],
        project=values["project"],
        summary=f"{values['payee']} {values['voucher']}".strip(),
    )
    row = table_of(year, "entries").get(pk=entry.changes[0]["id"])
    return Status(201, {"id": row.pk, "version": row.version, **state_of(row)})


def _read(payment: PaymentIn) -> dict[str, Any]:
    """The values as the noun holds them. Raises WrongFields."""
    values, wrong = {}, {}
    for each in attributes(Entry):
        told = getattr(payment, each.name)
        try:
            values[each.name] = reader(each, YUAN)(told)
        except Fault as fault:
            if fault.value is None:
                wrong[each.name] = fault_words(fault)
            else:
                values[each.name] = fault.value
    if wrong:
        raise WrongFields(wrong)
    if values["nature"] is Nature.REFUND:
        values["amount"] = abs(values["amount"])
    return values


def _refuse_unknown(year: BudgetYear, values: dict[str, Any]) -> None:
    wrong = {}
    for field, table in (("project", "projects"), ("contract", "contracts")):
        told = values[field]
        if told and not table_of(year, table).filter(code=told).exists():
            wrong[field] = _("台账里没有“%(code)s”。") % {"code": told}
    if wrong:
        raise WrongFields(wrong)


__all__ = ["router"]  # that of the ledger, with these operations on it
