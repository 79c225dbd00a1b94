"""Arbitrary budget years, as readers give them: texts trimmed, references that lead somewhere, keys once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from jixiao.exchange.numbers import ABSENT
from jixiao.exchange.references import loose
from jixiao.exchange.tables import WHOLE_UNIT_WORDS
from jixiao.quantity import Money
from jixiao.tracking.noun import Attribute, Noun, attributes, key_attribute
from jixiao.tracking.project import Project
from jixiao.tracking.unit import WHOLE_UNIT, Unit
from jixiao.tracking.year import TABLES, Year

# Nothing from which a reader makes something else: no 合计, 其中 or 备注, no control characters.
ALPHABET = "项目办公室垃圾分类甲乙丙“”‘’《》=+-@'\"<>&{}.%,，、；;（）() \n07aZé㎡𠮷😀_x"


def words(*, min_size: int = 0, max_size: int = 12, lines: bool = True) -> st.SearchStrategy[str]:
    """Texts as a reader gives them: trimmed, and no lone dash."""
    alphabet = ALPHABET if lines else ALPHABET.replace("\n", "")
    texts = st.text(alphabet, min_size=min_size, max_size=max_size).map(str.strip)
    return texts.filter(lambda text: len(text) >= min_size and (not text or text not in ABSENT))


def money() -> st.SearchStrategy[Money]:
    """Amounts up to the size that the state's systems can keep, negative ones among them."""
    return st.integers(-(10**17) + 1, 10**17 - 1).map(Money) | st.integers(-100, 100).map(Money)


def decimals() -> st.SearchStrategy[Decimal]:
    """Numbers with up to 18 digits."""
    return st.decimals(-(10**12), 10**12, allow_nan=False, places=6) | st.integers(-9, 9).map(Decimal)


def _single(attribute: Attribute) -> st.SearchStrategy[Any]:
    base = attribute.base
    if base is Money:
        return money()
    if base is Decimal:
        return decimals()
    if base is dt.date:
        return st.dates()
    if base is bool:
        return st.booleans()
    if base is int:
        return st.integers(-(10**9), 10**9)
    if issubclass(base, Enum):
        return st.sampled_from(list(base))
    needed = attribute.is_required or bool(attribute.default) or attribute.is_many
    return words(min_size=int(needed), lines=not attribute.is_many)


def _values(attribute: Attribute, keys: dict[str, Sequence[str]]) -> st.SearchStrategy[Any]:
    """Values of a field; references are drawn from the keys that there are."""
    if attribute.column.refers:
        known = [key for target in attribute.column.targets for key in keys.get(target, ())]
        single: st.SearchStrategy[Any] = st.sampled_from(known) if known else st.nothing()
    else:
        single = _single(attribute)
    if attribute.is_many:
        return st.lists(single, max_size=3).map(tuple) if not single.is_empty else st.just(())
    if attribute.is_required:
        return single
    return st.just(attribute.default) | single


@st.composite
def _rows(draw: st.DrawFn, cls: type[Noun], keys: dict[str, Sequence[str]], most: int) -> tuple[Noun, ...]:
    known = attributes(cls)
    key = key_attribute(cls)
    fields = {each.name: _values(each, keys) for each in known if each is not key}
    if any(strategy.is_empty for strategy in fields.values()):
        return ()
    one = st.fixed_dictionaries(fields)
    if key is None:
        return tuple(cls(**values) for values in draw(st.lists(one, max_size=most)))
    names = keys.get(cls.__name__, ())
    unique = (lambda values: loose(values["name"])) if cls is Project else None
    rows = draw(st.lists(one, min_size=len(names), max_size=len(names), unique_by=unique))
    return tuple(cls(**{key.name: name, **values}) for name, values in zip(names, rows, strict=True))


def _has_what_it_needs(cls: type[Noun], keys: dict[str, Sequence[str]]) -> bool:
    """Whether rows of the noun could name what they must refer to."""
    return all(
        any(keys.get(target) for target in each.column.targets)
        for each in attributes(cls)
        if each.column.refers and each.is_required
    )


@st.composite
def years(draw: st.DrawFn, most: int = 3) -> Year:
    """Years with up to `most` rows in each table."""
    keys: dict[str, Sequence[str]] = {Unit.__name__: [WHOLE_UNIT]}
    codes = words(min_size=1, max_size=6, lines=False).filter(lambda code: code not in WHOLE_UNIT_WORDS)
    for cls in TABLES.values():
        if key_attribute(cls) is not None and _has_what_it_needs(cls, keys):
            keys[cls.__name__] = draw(st.lists(codes, max_size=most, unique=True))
    tables = {name: draw(_rows(cls, keys, most)) for name, cls in TABLES.items()}
    unit = draw(st.fixed_dictionaries({each.name: _values(each, keys) for each in attributes(Unit)}))
    everything: dict[str, Any] = {"unit": Unit(**unit), **tables}
    return Year(fiscal_year=draw(st.integers(1949, 2199)), **everything)
