"""Reading out (读出): the unit's own words as people read them, each reference with what it prints."""

from __future__ import annotations

from jixiao.errors import UnknownReference
from jixiao.narrative.facts import Facts
from jixiao.tracking.prose import Piece, paragraphs, pieces

Told = tuple[str, str]
"""Words, and the reference that they stand for; empty where they are nobody's."""


def read_out(text: str, facts: Facts, subject: str) -> list[list[Told]]:
    """The paragraphs of a text about a subject; a reference that names nothing stays as it is written."""
    return [[_piece(each, facts, subject) for each in pieces(line)] for line in paragraphs(text)]


def _piece(piece: Piece, facts: Facts, subject: str) -> Told:
    if isinstance(piece, str):
        return piece, ""
    try:
        printed = facts.resolve(piece, subject).printed
    except UnknownReference:
        printed = ""
    return printed or piece.text, piece.text
