"""Who may proof, and see what others have proofed (权限)."""

from __future__ import annotations

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.permissions import has_any_role, is_coordinator
from jixiao_web.files.models import StoredFile
from jixiao_web.proofing.models import Paper

SUBJECT = "proofing.paper"
"""How the trail and files name a paper: "proofing.paper/7"."""


def may_proof(actor: Actor) -> bool:
    """Whoever takes part may bring papers of their own, a third party too."""
    return has_any_role(actor)


def may_see(actor: Actor, paper: Paper) -> bool:
    """One's own papers; the coordinator sees all."""
    return has_any_role(actor) and (paper.owner_id == actor.user.pk or is_coordinator(actor))


def may_read_file(actor: Actor, file: StoredFile) -> bool:
    """The same for the files of papers, whoever had them made."""
    table, _, number = file.subject.partition("/")
    paper = Paper.objects.filter(pk=int(number)).first() if table == SUBJECT and number.isdecimal() else None
    return may_see(actor, paper) if paper else has_any_role(actor) and is_coordinator(actor)
