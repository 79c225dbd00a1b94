"""Looks everywhere at once (搜索), within what the reader may see; as many queries whatever is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jixiao.quantity import Money
from jixiao.tracking.unit import WHOLE_UNIT
from jixiao_web.accounts.actor import Actor
from jixiao_web.files.selectors import files_saying, may_read, texts_of
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.projects.permissions import sees_office
from jixiao_web.reports import permissions as reports
from jixiao_web.reports.selectors import passages_like
from jixiao_web.search.query import Query

SHOWN = 20
"""Results of a kind that are shown."""
SUGGESTED = 4
"""Suggestions of a kind."""
EXCERPT = 200
"""Characters of a file that a result holds behind the place; before it half as many."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found (一条结果): what it is called, where the words stand, where it is."""

    title: str
    text: str = ""
    address: str = ""
    amount: Money | None = None
    project: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of a kind (一组结果)."""

    name: str
    word: str | Promise
    hits: tuple[Hit, ...]
    has_more: bool


@dataclass
class Seeker:
    """Somebody who looks for something in a year (搜索的人)."""

    actor: Actor
    year: BudgetYear
    query: Query
    projects: dict[str, tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        rows = table_of(self.year, "projects").values_list("code", "name", "party")
        self.projects = {code: (name, party) for code, name, party in rows}

    def sees(self, code: str) -> bool:
        """Whether the actor sees what is booked on a project; without one, who sees every office does."""
        return sees_office(self.actor, self.projects[code][1] if code in self.projects else "")

    def called(self, code: str) -> str:
        """What people call a project."""
        return self.projects[code][0] if code in self.projects else code

    @property
    def visible(self) -> Q:
        """The condition that a row's project is one that the actor sees."""
        if self.actor.sees_all_offices:
            return Q()
        return Q(project__in=[code for code in self.projects if self.sees(code)])

    def project_address(self, code: str) -> str:
        """The page of a project that there is."""
        return address("projects:page", self.year.fiscal_year, code) if code in self.projects else ""


def address(view: str, *args: Any) -> str:
    """The address of a page; empty where there is none."""
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""


def search(*, actor: Actor, year: BudgetYear, text: str) -> list[Group]:
    """Everything of the year in which the words stand, by kind; nothing without words."""
    return _found(Seeker(actor, year, Query(text)), KINDS, SHOWN)


def suggestions(*, actor: Actor, year: BudgetYear, text: str) -> list[Group]:
    """What may be meant while the words are still being written: a few of each kind with pages of its own."""
    kinds = [each for each in KINDS if each.is_suggested]
    return _found(Seeker(actor, year, Query(text)), kinds, SUGGESTED, has_address=True)


def _found(seeker: Seeker, kinds: Iterable[Kind], most: int, *, has_address: bool = False) -> list[Group]:
    groups = []
    for kind in kinds if seeker.query.words else ():
        looked = (hit for hit in kind.look(seeker) if hit.address or not has_address)
        if hits := tuple(islice(looked, most + 1)):
            groups.append(Group(kind.name, kind.word, hits[:most], len(hits) > most))
    return groups


def _projects(seeker: Seeker) -> Iterator[Hit]:
    fields = (
        "code",
        "name",
        "official_code",
        "person_in_charge",
        "beneficiaries",
        "purpose",
        "content",
        "results",
    )
    for row in table_of(seeker.year, "projects").filter(seeker.query.anywhere_in(*fields)):
        if seeker.sees(row.code):
            texts = [
                row.official_code,
                row.person_in_charge,
                row.beneficiaries,
                row.purpose,
                row.content,
                row.results,
            ]
            yield Hit(f"{row.code} {row.name}", _told(seeker, texts), seeker.project_address(row.code))


def _offices(seeker: Seeker) -> Iterator[Hit]:
    for row in table_of(seeker.year, "parties").filter(seeker.query.anywhere_in("name")):
        to = address("projects:all", seeker.year.fiscal_year)
        yield Hit(row.name, address=f"{to}?office={row.name}" if to else "")


def _contracts(seeker: Seeker) -> Iterator[Hit]:
    wanted = seeker.query.anywhere_in("code", "subject", "supplier", "note")
    if seeker.query.amounts:
        wanted |= Q(amount__in=seeker.query.amounts)
    for row in table_of(seeker.year, "contracts").filter(wanted).filter(seeker.visible)[: SHOWN + 1]:
        yield Hit(
            f"{row.code} {row.subject}",
            _told(seeker, [row.supplier, row.note], always=1),
            address("budget:contract", seeker.year.fiscal_year, row.pk)
            or seeker.project_address(row.project),
            row.amount,
            seeker.called(row.project),
        )


def _payments(seeker: Seeker) -> Iterator[Hit]:
    wanted = seeker.query.anywhere_in("payee", "voucher", "purpose")
    if seeker.query.amounts:
        wanted |= Q(amount__in=seeker.query.amounts)
    rows = table_of(seeker.year, "entries").filter(wanted).filter(seeker.visible).order_by("-date", "-id")
    for row in rows[: SHOWN + 1]:
        yield Hit(
            f"{row.date.isoformat()} {row.payee or row.voucher or row.nature.value}",
            _told(seeker, [row.voucher, row.purpose], always=2),
            address("payments:change", seeker.year.fiscal_year, row.pk)
            or seeker.project_address(row.project),
            row.amount,
            seeker.called(row.project),
        )


def _documents(seeker: Seeker) -> Iterator[Hit]:
    """Approvals, adjustment letters, documents that are cited; an office sees letters about its projects."""
    query, year = seeker.query, seeker.year
    for table, lines, view in (
        ("approvals", "approval_lines", "budget:approval"),
        ("adjustments", "adjustment_lines", "budget:adjustment"),
    ):
        numbers = ("number",) if table == "approvals" else ("request_number", "approval_number")
        found = table_of(year, table).filter(query.anywhere_in("code", "title", *numbers))
        if not seeker.actor.sees_all_offices:
            parent = "approval" if table == "approvals" else "adjustment"
            codes = table_of(year, lines).filter(seeker.visible).values_list(parent, flat=True)
            found = found.filter(code__in=codes)
        for row in found[: SHOWN + 1]:
            told = [getattr(row, name) for name in numbers]
            to = address(view, year.fiscal_year, row.pk) or address(f"{view}s", year.fiscal_year)
            yield Hit(row.title or row.code, _told(seeker, told, always=2), to)
    for row in table_of(year, "citations").filter(query.anywhere_in("title", "number", "issuer"))[
        : SHOWN + 1
    ]:
        yield Hit(row.title or row.number, _told(seeker, [row.number, row.issuer], always=2))


def _outputs(seeker: Seeker) -> Iterator[Hit]:
    for row in table_of(seeker.year, "outputs").filter(
        seeker.query.anywhere_in("name", "scope", "note", "unit")
    ):
        if row.subject in seeker.projects and not seeker.sees(row.subject):
            continue
        whose = seeker.called(row.subject) if row.subject != WHOLE_UNIT else ""
        yield Hit(
            f"{row.name} {row.amount:,f}{row.unit}",
            _told(seeker, [row.scope, row.note]),
            seeker.project_address(row.subject) or address("results:forms", seeker.year.fiscal_year),
            project=whose,
        )


def _passages(seeker: Seeker) -> Iterator[Hit]:
    """Words of the report: as they stand in its latest version or were rewritten, and texts of the unit."""
    if reports.may_read(seeker.actor):
        for report, place, heading, text in passages_like(seeker.year, seeker.query.is_in):
            yield Hit(heading or place, text, address("reports:report", seeker.year.fiscal_year, report))
    to = address("reports:current", seeker.year.fiscal_year)
    for table in ("themes", "passages", "problems", "measures"):
        for row in table_of(seeker.year, table).filter(seeker.query.anywhere_in("heading", "text")):
            yield Hit(row.heading or str(getattr(row, "section", "")), row.text, to)


def _files(seeker: Seeker) -> Iterator[Hit]:
    """Files by their name or what stands in them, for those who may open them."""
    found = files_saying(seeker.query.words, seeker.year).iterator(chunk_size=5 * SHOWN)
    shown = list(islice((file for file in found if may_read(seeker.actor, file)), SHOWN + 1))
    texts = texts_of(shown)
    for file in shown:
        said = texts[file.sha256].text if file.sha256 in texts else ""
        yield Hit(file.name, _around(seeker, said), address("files:download", file.pk))


def _around(seeker: Seeker, text: str) -> str:
    """What stands around the first place of a long text in which a word stands; nothing where none does."""
    shape = seeker.query.shape
    first = shape.search(text) if shape else None
    return text[max(0, first.start() - EXCERPT // 2) : first.end() + EXCERPT] if first else ""


def _told(seeker: Seeker, texts: Iterable[str], *, always: int = 0) -> str:
    """Of several texts those in which a word stands, and the first ones in any case."""
    shape = seeker.query.shape
    found = []
    for number, text in enumerate(texts):
        if text and (number < always or (shape and shape.search(text))):
            found.append(text)
    return " · ".join(found)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of things that are looked for (一类结果); those that have pages of their own are suggested."""

    name: str
    word: str | Promise
    look: Callable[[Seeker], Iterator[Hit]]
    is_suggested: bool = False


KINDS = (
    Kind("projects", _("项目"), _projects, is_suggested=True),
    Kind("offices", _("部门"), _offices, is_suggested=True),
    Kind("contracts", _("合同"), _contracts, is_suggested=True),
    Kind("payments", _("支付"), _payments),
    Kind("documents", _("文件和函"), _documents, is_suggested=True),
    Kind("outputs", _("成果"), _outputs),
    Kind("passages", _("报告和文字"), _passages),
    Kind("files", _("附件资料"), _files),
)
