from __future__ import annotations

import datetime as dt
from decimal import Decimal

from jixiao.quantity import Money
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.glance import Glance
from jixiao.tracking.outlook import Outlook, commitments, paid_by_contract
from jixiao.tracking.policy import load_policy
from jixiao.tracking.results import PlannedEvent
from jixiao.tracking.year import Year
from tests.tracking.years import day, granted, paid, refunded, wan, year

CONTRACT = Contract(code="H1", project="P01", subject="物业", amount=wan(100), signed=day(2))


def glance(as_of: dt.date, of: Year) -> Glance:
    return Glance(of, as_of, load_policy("national"))


def outlook(as_of: dt.date, of: Year) -> Outlook:
    return Outlook.of(glance(as_of, of), paid_by_contract(of.entries, as_of))


def test_what_is_signed_and_not_paid_is_the_contract_less_its_payments():
    entries = (paid(30, day(3), contract="H1"), refunded(5, day(4), contract="H1"), paid(9, day(4)))
    it = year(contracts=(CONTRACT,), entries=entries)
    assert outlook(day(6), it).unpaid == {"P01": wan(75)}
    assert outlook(day(3, 31), it).unpaid == {"P01": wan(70)}
    assert outlook(day(1, 31), it).unpaid == {}


def test_payments_that_only_the_terms_know_count_too():
    terms = (PaymentTerm(contract="H1", name="首付款", paid=wan(40)),)
    it = year(contracts=(CONTRACT,), payment_terms=terms, entries=(paid(30, day(3), contract="H1"),))
    assert outlook(day(6), it).unpaid == {"P01": wan(60)}


def test_a_contract_without_an_amount_is_told_apart_from_one_that_is_paid():
    unknown = Contract(code="H2", project="P02", subject="保安")
    full = Contract(code="H3", project="P03", subject="保洁", amount=wan(1))
    it = year(contracts=(unknown, full), entries=(paid(2, day(3), "P03", contract="H3"),))
    ahead = outlook(day(6), it)
    assert ahead.unsaid == {"P02"}
    assert ahead.unpaid == {"P02": Money(), "P03": Money()}
    assert [each.unpaid for each in commitments(glance(day(6), it), {})] == [None, wan(1)]


def test_terms_that_fall_due_in_the_month_are_expected_in_it():
    terms = (
        PaymentTerm(contract="H1", name="首付款", share=Decimal(80), due=day(6, 20), paid=wan(10)),
        PaymentTerm(contract="H1", name="尾款", amount=wan(20), due=day(7, 1)),
        PaymentTerm(contract="H9", name="不知哪份合同的", amount=wan(20), due=day(6, 1)),
    )
    it = year(contracts=(CONTRACT,), payment_terms=terms)
    assert outlook(day(6, 5), it).expected == {"P01": wan(70)}
    assert outlook(day(7, 5), it).expected == {"P01": wan(20)}
    assert outlook(day(8, 5), it).expected == {}


def test_a_project_without_terms_is_expected_to_keep_to_its_plan():
    events = (
        PlannedEvent(project="P02", name="中期", planned=day(6, 30), planned_spent=wan(50)),
        PlannedEvent(project="P03", name="已超前", planned=day(6, 30), planned_spent=wan(5)),
    )
    it = year(
        approval_lines=(granted(90, "P02"), granted(90, "P03")),
        planned_events=events,
        entries=(paid(20, day(3), "P02"), paid(20, day(3), "P03")),
    )
    assert outlook(day(6, 5), it).expected == {"P02": wan(30)}
    assert outlook(day(5, 5), it).expected == {}
