"""`jixiao rules` and `jixiao explain` (规则): what is checked, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from jixiao.cli.language import is_chinese


def rules() -> None:
    """List the rules of the ledger."""
    from jixiao.catalogue import RULES
    from jixiao.cli.page import page
    from jixiao.cli.table import show_entries

    entries = []
    for each in RULES:
        severity = each.severity.chinese if is_chinese() else each.severity.value
        entries.append((f"{each.code}  {severity}", each.title if is_chinese() else each.english))
    show_entries(page(), entries)


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code of a rule, as findings show it.")],
) -> None:
    """Explain a rule: what it checks, why, and what it cannot see."""
    from jixiao.catalogue import page_of, rule_of

    print(page_of(rule_of(code)), end="")
