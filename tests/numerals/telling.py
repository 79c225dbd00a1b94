"""Tokens in one line each, so that a table of sentences and what is read in them can be read itself."""

from __future__ import annotations

from jixiao.numerals.scan import scan
from jixiao.numerals.token import Kind, Slack, Token

_SLACK = {Slack.NONE: "", Slack.LESS: " or less", Slack.MORE: " or more", Slack.ABOUT: " about"}


def told(text: str) -> list[str]:
    """What is read in `text`, one line a token."""
    return [tell(token) for token in scan(text)]


def tell(token: Token) -> str:
    """The token's kind and ink, what it amounts to or its parts, and how exact it is."""
    said = f"{token.kind.name} {token.text}"
    if token.kind is Kind.RANGE:
        said += f" = {token.amount:f}..{token.upper:f}{token.unit}"
    elif token.parts:
        said += f" {token.parts}"
    elif token.is_figure or token.kind is Kind.NUMBER:
        said += f" = {token.amount:f}{token.unit}"
    return said + _SLACK[Slack(token.slack)]
