"""What a document says (事实): read once into one form, for all checks to ask."""

from jixiao.facts.flow.blocks import Headline, Loose, Prose
from jixiao.facts.flow.flow import Block, Flow, Stretch
from jixiao.facts.flow.grid import ColumnKind, Grid, GridCell, GridColumn, GridRow, RowKind
from jixiao.facts.flow.ordinals import Ordinal
from jixiao.facts.flow.reading import flow_of

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
