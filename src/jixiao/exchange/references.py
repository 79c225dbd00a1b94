"""References (引用): what a row may say to name another one, by key or as people call it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from jixiao.exchange.reading import Rule, found, quoted
from jixiao.exchange.tables import NOUNS, WHOLE_UNIT_WORDS, Row
from jixiao.exchange.values import folded, suggestion
from jixiao.findings import Finding, Place, Severity
from jixiao.tracking.noun import Attribute, key_attribute, name_attribute
from jixiao.tracking.unit import WHOLE_UNIT, Unit
from jixiao.tracking.year import TABLES, Year

_MOST_SUGGESTIONS = 100


class References:
    """What may be said to name a row of one noun, or of one of several.

    `before` is the year as it was: a row that has been renamed since may still be called as it was there,
    unless another is called so now.
    """

    def __init__(
        self, names: Sequence[str], rows: Mapping[str, Sequence[Row]], before: Year | None = None
    ) -> None:
        self.sheets: list[str] = []
        self.exact: dict[str, str] = {}
        self.words: list[str] = []  # what to suggest: names before keys
        folded_words: dict[str, set[str]] = defaultdict(set)
        by_name: dict[str, set[str]] = defaultdict(set)
        for table, cls in NOUNS.items():
            if cls.__name__ not in names:
                continue
            self.sheets.append(cls.sheet)
            if cls is Unit:
                self.exact |= dict.fromkeys(WHOLE_UNIT_WORDS, WHOLE_UNIT)
                self.words.append(WHOLE_UNIT_WORDS[0])
                continue
            key, name = key_attribute(cls), name_attribute(cls)
            assert key is not None, f"nothing can refer to {cls.__name__}, which has no key"
            for row in rows[table]:
                code = row.values.get(key.name)
                if not code:
                    continue
                self.exact.setdefault(code, code)
                folded_words[folded(code)].add(code)
                called = row.values.get(name.name) if name else None
                if called:
                    by_name[called].add(code)
                    folded_words[loose(called)].add(code)
                    folded_words[folded(called)].add(code)
                self.words.append(called or code)
        self.ambiguous = {name: codes for name, codes in by_name.items() if len(codes) > 1}
        for called, codes in by_name.items():
            if len(codes) == 1:
                self.exact.setdefault(called, next(iter(codes)))
        if before is not None:
            self._add_old_names(names, before)
        self._suggestions: dict[str, str] = {}
        self.folded = {word: next(iter(codes)) for word, codes in folded_words.items() if len(codes) == 1}

    def _add_old_names(self, names: Sequence[str], before: Year) -> None:
        for table, cls in TABLES.items():
            key, name = key_attribute(cls), name_attribute(cls)
            if cls.__name__ not in names or key is None or name is None:
                continue
            for row in before.table(table):
                code, called = getattr(row, key.name), getattr(row, name.name)
                if called and code in self.exact and called not in self.ambiguous:
                    self.exact.setdefault(called, code)

    def key(self, written: str) -> str | None:
        """The key that was meant; none where nothing, or more than one thing, is called so."""
        return self.exact.get(written) or self.folded.get(folded(written)) or self.folded.get(loose(written))

    def _suggestion(self, written: str) -> str:
        """What may have been meant, for the first words that are not known: more would take too long."""
        if written not in self._suggestions and len(self._suggestions) < _MOST_SUGGESTIONS:
            self._suggestions[written] = suggestion(written, self.words)
        return self._suggestions.get(written, "")

    def unknown(self, written: str, attribute: Attribute, place: Place) -> Finding:
        """The finding that a reference names nothing."""
        sheets = "”或“".join(self.sheets)
        if written in self.ambiguous:
            codes = sorted(self.ambiguous[written])
            message, hint = (
                f"在“{sheets}”表里不止一行叫这个名称",
                f"请改填编号：{'、'.join(codes[:5])}",
            )
        else:
            message = f"在“{sheets}”表里找不到"
            hint = self._suggestion(written) or f"请在“{sheets}”表里补上，或改为表中已有的名称"
        return found(
            Rule.REFERENCE,
            Severity.ERROR,
            f"“{attribute.column.label}”读到{quoted(written)}，{message}",
            [place],
            hint=hint,
        )


def loose(name: str) -> str:
    """A name as people vary it: with or without 项目 at its end, whatever quotation marks it has.

    >>> loose("“无围墙”站点年租金项目") == loose("无围墙站点年租金")
    True
    """
    short = folded(name)
    return short.removesuffix("项目") or short
