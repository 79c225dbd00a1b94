"""Bound figures of a Word file (绑定的数据), as the reader of documents sees them."""

from __future__ import annotations

from collections import defaultdict, deque

from lxml.etree import _Element as Element

from jixiao.document.model import Binding
from jixiao.document.readers.word_runs import W
from jixiao.document.writers.word_record import Record, RecordedFigure
from jixiao.measure import Key


class Bindings:
    """Tells to which fact a content control binds what it holds.

    Its tag or its alias spells the key (LibreOffice drops tags), in full or as the file recorded it. Unit and
    exact value are those of the record: where a tag stands several times, in the order of the text.
    """

    def __init__(self, record: Record | None) -> None:
        self._recorded: dict[str, deque[RecordedFigure]] = defaultdict(deque)
        for figure in record.figures if record else ():
            self._recorded[figure.tag].append(figure)

    def of(self, control: Element) -> Binding | None:
        """The binding of a control; none where it is somebody else's. Ask once for each control, in order."""
        for name in ("tag", "alias"):
            found = control.find(f"{W}sdtPr/{W}{name}")
            tag = found.get(f"{W}val", "") if found is not None else ""
            figures = self._recorded.get(tag)
            figure = None
            if figures:
                figure = figures.popleft() if len(figures) > 1 else figures[0]
            key = _key(figure.key if figure else tag)
            if key:
                return Binding(key, figure.unit, figure.exact) if figure else Binding(key)
        return None


def _key(text: str) -> Key | None:
    try:
        return Key.parse(text)
    except ValueError:
        return None
