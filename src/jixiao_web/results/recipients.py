"""To whom the workbooks of a round go (填报工作簿发给谁), and who has sent theirs back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jixiao_web.accounts.models import Membership
from jixiao_web.results.models import Arrival, Respondent, WorkbookImport
from jixiao_web.results.selectors import Task
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.selectors import Subject

BACK, UNREAD, OUT = "back", "unread", "out"
"""How far a workbook is: taken in; come back, but nobody has confirmed it; not come back."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to whom a workbook goes (收件人): a person, or an office for what nobody is named for."""

    office: str
    person: str
    tasks: Sequence[Task]
    last: WorkbookImport | None = None
    has_account: bool = False

    @property
    def state(self) -> str:
        """How far the workbook is."""
        if self.last is None:
            return OUT
        return BACK if self.last.state == Arrival.TAKEN else UNREAD

    @property
    def done(self) -> int:
        """How many of its projects and themes were handed in, by whatever way."""
        return sum(each.is_handed_in for each in self.tasks)


def respondents_of(round_: Round) -> Mapping[str, str]:
    """Who was named to report on what, by the key of the subject."""
    rows = Respondent.objects.filter(year=round_.year).values_list("kind", "code", "name")
    return {f"{kind}/{code}": name for kind, code, name in rows}


def person_of(subject: Subject, named: Mapping[str, str]) -> str:
    """Who reports on a subject: whoever was named, else the project's person in charge (项目负责人)."""
    in_charge = subject.project.person_in_charge if subject.project else ""
    return named.get(subject.key) or in_charge


def recipients_of(round_: Round, tasks: Iterable[Task]) -> list[Recipient]:
    """The workbooks that the tasks make, by office, what nobody is named for last; of no office, none."""
    named = respondents_of(round_)
    found: dict[tuple[str, str], list[Task]] = {}
    for each in tasks:
        if each.subject.office:
            found.setdefault((each.subject.office, person_of(each.subject, named)), []).append(each)
    latest: dict[tuple[str, str], WorkbookImport] = {}
    arrived = (
        WorkbookImport.objects.filter(round=round_).exclude(state=Arrival.DROPPED).defer("returned", "report")
    )
    for made in arrived:
        latest.setdefault((made.office, made.person), made)
    accounts = set(Membership.objects.filter(user__is_active=True).values_list("office", "user__full_name"))
    offices = list(dict.fromkeys(office for office, _person in found))
    order = sorted(found, key=lambda it: (offices.index(it[0]), not it[1]))
    return [Recipient(*it, found[it], latest.get(it), it in accounts) for it in order]


def names_of(recipients: Iterable[Recipient]) -> list[str]:
    """The people among the recipients, each once."""
    return sorted({each.person for each in recipients if each.person})
