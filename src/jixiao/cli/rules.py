"""`jixiao rules` and `jixiao explain` (规则): what is checked, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.language import is_chinese, say

if TYPE_CHECKING:
    from jixiao.catalogue import AnyRule


def rules() -> None:
    """List the rules: of documents, and of the ledger."""
    from jixiao.catalogue import DOCUMENT_FAMILIES, LEDGER_FAMILIES, page_title
    from jixiao.cli.page import page
    from jixiao.cli.table import show_entries, show_heading

    console = page()
    told = (say("Documents"), DOCUMENT_FAMILIES), (say("Ledger"), LEDGER_FAMILIES)
    for number, (half, families) in enumerate(told):
        for family in families:
            if number or family is not families[0]:
                console.print()
            show_heading(console, f"{half} · {page_title(family)}")
            show_entries(console, [_entry(each) for each in family.RULES], indent=2)


def _entry(rule: AnyRule) -> tuple[str, str]:
    severity = rule.severity.chinese if is_chinese() else rule.severity.value
    return f"{rule.code}  {severity}", rule.title if is_chinese() else rule.english


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code of a rule, as findings show it.")],
) -> None:
    """Explain a rule: what it checks, why, and what it cannot see."""
    from jixiao.catalogue import page_of, rule_of

    print(page_of(rule_of(code)), end="")
