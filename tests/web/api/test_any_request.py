"""Whatever is sent to the API, as its description has it or otherwise, is answered, never with a 500."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from jixiao_web.accounts import deputies
from jixiao_web.accounts.actor import Actor
from jixiao_web.api.site import api
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.wsgi import application

FEW = 6
schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/"))
schema.app = application


@pytest.fixture
def open_connection() -> Iterator[None]:
    """The test's own connection stays open between requests, as with Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def key(year: BudgetYear, actor: object, settings: object, tmp_path: object, open_connection: None) -> str:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    assert callable(actor)
    who: Actor = actor("coordinator")
    return deputies.make_token(actor=who, name="程序", expires_on=None)[1]


@schema.parametrize()
@hypothesis.settings(
    max_examples=FEW,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_every_operation_answers(case: Any, key: str):
    case.call_and_validate(
        headers={"Authorization": f"Bearer {key}"},
        checks=[not_a_server_error, content_type_conformance, response_schema_conformance],
    )
