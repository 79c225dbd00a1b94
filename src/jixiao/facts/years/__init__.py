"""From a report to a year (从报告到年度): what it says firmly becomes the ledger, the rest a doubt."""

from jixiao.facts.years.doubt import Doubt, Mark
from jixiao.facts.years.year_of import YearRead, year_of

__all__ = ["Doubt", "Mark", "YearRead", "year_of"]
