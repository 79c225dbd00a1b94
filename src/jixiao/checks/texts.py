"""Rules on texts (文字栏): references that name nothing, and figures that were typed."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jixiao.checks.books import Books, listed, place
from jixiao.checks.rule import Outcome, Rule, rule
from jixiao.findings import Severity
from jixiao.terms import GROUPS, MEASURES, STATISTICS, Term, identifier, term
from jixiao.tracking.noun import Noun, attributes
from jixiao.tracking.problem import Measure, Passage, Problem, Section
from jixiao.tracking.project import Project
from jixiao.tracking.prose import pieces, references, stray_braces, typed_digits
from jixiao.tracking.results import Theme
from jixiao.tracking.year import Year

UNIT, FOCUS = "unit", "focus"
"""What a text is about that belongs to no single project or theme."""


def _identifiers(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(each.identifier for each in terms)


_MEASURES, _STATISTICS = _identifiers(MEASURES), _identifiers(STATISTICS)
_GROUPS = _identifiers(GROUPS) - {"projects"}
_COUNTED = frozenset({"focus", "ordinary"})
_DATES = frozenset({"year", "next_year", "as_of", "period"})
_PARTS = frozenset({"projects", "outputs", "contracts", "standards"})
_OF_CONTRACT = frozenset({"payment_share", "agreed", "paid"})
_OF_STANDARD = frozenset({"standard_rate", "standard_base", "standard_product"})


class _Text(NamedTuple):
    """A text field: where it stands, what it is about, its words."""

    row: Noun
    field: str
    label: str
    subject: str
    words: str


def _texts(year: Year) -> Iterator[_Text]:
    """Every text of the year that may hold references."""
    for _, row in year.rows():
        for each in attributes(type(row)):
            words = getattr(row, each.name) if each.column.is_prose else ""
            if words:
                yield _Text(row, each.name, each.column.label, _subject(row), words)


def _subject(row: Noun) -> str:
    """What the texts of a row are about: the subject of a bare {支出} or {成果.巡视} in them."""
    match row:
        case Problem() | Measure() | Passage(section=Section.SELECTION):
            return FOCUS
        case Theme() | Project():
            return row.code
        case _:
            return getattr(row, "project", "") or UNIT


def _where(books: Books, text: _Text) -> str:
    """The text as a sentence names it: “宣传经费”的“完成情况”."""
    about = f"{books.named(text.subject)}的" if text.subject in books.year.project_by_code else ""
    return f"{about}“{text.label}”"


@rule(
    "TXT001",
    "typed-digits",
    "文字里直接写了数字",
    Severity.NOTICE,
    message="{where}里直接写了{count}处数字：{digits}。它们不随台账变化，也没有核对。",
    hint="请把数字登记到“成果”等表，文字里写引用，如 {成果.巡视}；专有名称里的数字不必改。",
    reference="报告中的数字都由台账得出",
)
def typed_digits_found(this: Rule, books: Books) -> Iterator[Outcome]:
    """A text holds digits that nothing vouches for."""
    for text in _texts(books.year):
        digits = typed_digits(text.words)
        if digits:
            yield this.wrong(
                [place(text.row, text.field, "、".join(digits))],
                where=_where(books, text),
                count=str(len(digits)),
                digits=listed(digits, 8),
            )


@rule(
    "TXT002",
    "unresolved-reference",
    "引用找不到所指的数",
    Severity.ERROR,
    message="{where}里的引用{reference}找不到：{why}。",
    hint="请核对名称，或在相应的表里补上这一项。",
    reference="文字栏的引用写法",
)
def unresolved_reference(this: Rule, books: Books) -> Iterator[Outcome]:
    """A reference in a text names nothing in the year."""
    names = _Names(books.year)
    for text in _texts(books.year):
        for reference in references(text.words):
            where = place(text.row, text.field, reference.text)
            miss = names.missing(reference.path, text.subject)
            if miss is None:
                yield this.sound(where)
                continue
            yield this.wrong(
                [where],
                expected=miss.nearest,
                where=_where(books, text),
                reference=reference.text,
                why=miss.why,
            )


@rule(
    "TXT003",
    "stray-brace",
    "花括号不成对",
    Severity.ERROR,
    message="{where}里有{count}个不成对的花括号，这一处的引用不会换成数字。",
    hint="引用写作 {支出}，左右各一个花括号，中间不换行。",
    reference="文字栏的引用写法",
)
def stray_brace(this: Rule, books: Books) -> Iterator[Outcome]:
    """A brace of a text has no other half."""
    for text in _texts(books.year):
        braces = stray_braces(text.words)
        if braces:
            around = next(each for each in pieces(text.words) if isinstance(each, str) and stray_braces(each))
            at = around.index(braces[0])
            quote = around[max(0, at - 10) : at + 10]
            yield this.wrong(
                [place(text.row, text.field, quote)], where=_where(books, text), count=str(len(braces))
            )


class _Miss(NamedTuple):
    """Why a reference names nothing, and what it may have meant."""

    why: str
    nearest: str = ""


class _Names:
    """What references can name in a year."""

    def __init__(self, year: Year) -> None:
        self._projects = {
            name: each.code for each in reversed(year.projects) for name in (each.name, each.code)
        }
        self._outputs: dict[str, set[str]] = defaultdict(set)
        for output in year.outputs:
            self._outputs[self._about(output.subject)].add(output.name)
        self._standards: dict[str, set[str]] = defaultdict(set)
        for standard in year.cost_standards:
            self._standards[standard.project].add(standard.item)
        self._contracts: Mapping[str, set[str]] = {each.code: set() for each in year.contracts}
        for payment in year.payment_terms:
            if payment.contract in self._contracts:
                self._contracts[payment.contract].add(payment.name)

    def _about(self, name: str) -> str:
        """The subject that a name means: the unit, a project by code or name, or a theme's code."""
        return UNIT if identifier(name) == UNIT else self._projects.get(name, name)

    def missing(self, path: Sequence[str], subject: str) -> _Miss | None:
        """Why the path names nothing in a text about the subject; none where it names something."""
        match list(path):
            case [name] if name in _DATES | _MEASURES | _STATISTICS:
                return None
            case [group, name] if group in _GROUPS:
                allowed = _MEASURES | (_STATISTICS if group in _COUNTED else frozenset())
                return None if name in allowed else _miss(f"“{_word(group)}”没有这一项", name, allowed)
            case ["projects", name, *rest] if rest:
                code = self._projects.get(name)
                if code is None:
                    return _miss("没有这个项目", name, self._projects)
                return self.missing(rest, code)
            case ["outputs", *names] if names:
                return self._missing_output(names, subject)
            case ["contracts", code, *rest] if rest:
                return self._missing_contract(code, rest)
            case ["standards", item, name]:
                known = self._standards.get(subject, set())
                if item not in known:
                    return _miss("“测算标准”表里没有这一项", item, known)
                return None if name in _OF_STANDARD else _miss("测算标准没有这一项", name, _OF_STANDARD)
            case [head, *_] if head in _PARTS | _GROUPS:
                return _Miss(f"“{_word(head)}”后面的内容不完整")
            case [""]:
                return _Miss("花括号里没有内容")
            case _:
                return _miss("没有这样的项", path[0], _DATES | _MEASURES | _STATISTICS | _GROUPS | _PARTS)

    def _missing_output(self, names: list[str], subject: str) -> _Miss | None:
        if len(names) > 1 and names[-1] == "planned":
            names = names[:-1]
        if len(names) > 2:
            return _Miss("“成果”的引用最多写所属、名称和“计划数”三段")
        *about, name = names
        known = self._outputs.get(self._about(about[0]) if about else subject, set())
        return None if name in known else _miss("“成果”表里没有这一项", name, known)

    def _missing_contract(self, code: str, rest: list[str]) -> _Miss | None:
        if code not in self._contracts:
            return _miss("没有这份合同", code, self._contracts)
        match rest:
            case ["contract_amount"]:
                return None
            case [payment, name]:
                terms = self._contracts[code]
                if payment not in terms:
                    return _miss("合同没有这一款", payment, terms)
                return None if name in _OF_CONTRACT else _miss("付款条款没有这一项", name, _OF_CONTRACT)
            case _:
                return _miss("合同没有这一项", rest[0], {"contract_amount"})


def _miss(why: str, name: str, known: Collection[str]) -> _Miss:
    """What is missing, with the nearest of the known names."""
    words = {_word(each): each for each in known}
    near = difflib.get_close_matches(_word(name), words, n=1)
    return _Miss(why, f"可能是“{near[0]}”" if near else "")


def _word(name: str) -> str:
    known = term(name)
    return known.label if known else name


RULES = (typed_digits_found, unresolved_reference, stray_brace)
