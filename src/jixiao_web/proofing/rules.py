"""The rules as pages (规则): the catalogue, and each rule's page rendered from its Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from jixiao.catalogue import DOCUMENT_FAMILIES, LEDGER_FAMILIES, page_of, page_title
from jixiao.checks.claim import DocumentRule
from jixiao.checks.rule import Rule


@dataclass(frozen=True, slots=True)
class Family:
    """Rules of one kind, under the title of their page."""

    title: str
    rules: tuple[Rule | DocumentRule, ...]


@cache
def families() -> tuple[tuple[str, tuple[Family, ...]], ...]:
    """The rules of documents, then those of the ledger."""
    return tuple(
        (half, tuple(Family(page_title(each), tuple(each.RULES)) for each in modules))
        for half, modules in (("documents", DOCUMENT_FAMILIES), ("ledger", LEDGER_FAMILIES))
    )


@cache
def rendered(rule: Rule | DocumentRule) -> SafeString:
    """The page of a rule as HTML; whatever HTML stands in its Markdown is shown as text."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return SafeString(markdown.render(page_of(rule)))
