"""The request as views see it: signed in, with its actor."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import User
from jixiao_web.ledger.models import BudgetYear


class SignedIn(HttpRequest):
    """A request of somebody who is signed in; `year` and `as_of` are there where the address names a year."""

    user: User
    actor: Actor
    htmx: HtmxDetails
    year: BudgetYear
    as_of: dt.date
