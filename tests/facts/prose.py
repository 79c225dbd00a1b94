"""The facts of a text given as lines, for tests of what is read from prose."""

from __future__ import annotations

from jixiao.facts.facts import Facts, facts_of
from tests.checks.document_pages import document_of


def facts_of_text(text: str) -> Facts:
    return facts_of(document_of(text))
