"""How acts on payments are taken back (撤销), where they are not rows of the ledger."""

from __future__ import annotations

from jixiao_web.payments.treasury import undo_removal

UNDO = {"payment.remove_treasury": undo_removal}
