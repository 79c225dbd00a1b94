"""What a document says (事实): read once into one form, for all checks to ask."""

from jixiao.facts.blocks import Headline, Loose, Prose
from jixiao.facts.flow import Block, Flow, Stretch
from jixiao.facts.grid import ColumnKind, Grid, GridCell, GridColumn, GridRow, RowKind
from jixiao.facts.ordinals import Ordinal
from jixiao.facts.reading import flow_of

__all__ = [
    "Block",
    "ColumnKind",
    "Flow",
    "Grid",
    "GridCell",
    "GridColumn",
    "GridRow",
    "Headline",
    "Loose",
    "Ordinal",
    "Prose",
    "RowKind",
    "Stretch",
    "flow_of",
]
