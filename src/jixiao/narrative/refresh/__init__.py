"""Refresh (更新): today's ledger put into a report that people have edited, their prose kept.

Figures follow the ledger; words are theirs. A figure typed over by hand is listed; one whose control a
paste dropped is bound again by its words (what stands around it, the project, the measure, the old
value) or listed. Where the ledger now calls for other words the figures change, the words stay and a
comment carries the sentence that would be written. Tables and charts are made anew.
"""

from jixiao.narrative.refresh.refreshing import NotOurs, refresh_file
from jixiao.narrative.refresh.result import FigureChange, Refreshed, Rewording

__all__ = ["FigureChange", "NotOurs", "Refreshed", "Rewording", "refresh_file"]
