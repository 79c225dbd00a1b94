"""Rules on projects (项目): who carries them out, and what the report needs to know of them."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.books import Books, listed, place
from jixiao.checks.rule import Outcome, Rule, rule
from jixiao.findings import Place, Severity
from jixiao.numerals import printing
from jixiao.tracking.project import Project
from jixiao.tracking.unit import Party


@rule(
    "PRJ001",
    "party-not-in-force",
    "执行部门在期末已停用或还没有启用",
    Severity.WARNING,
    message="{who}的执行部门填为“{party}”，{why}。",
    hint="请把执行部门改为期末在用的名称；名称没有变的，请改正“部门”表里的日期。",
    reference="报告使用期末时在用的部门名称",
)
def party_not_in_force(this: Rule, books: Books) -> Iterator[Outcome]:
    """The party of a project does not bear its name at the end of the period."""
    in_force = {party.name for party in books.visible.parties}
    known = {party.name: party for party in books.year.parties}
    for project in books.visible.projects:
        party = known.get(project.party)
        if party is None:
            continue  # none is given: a rule of its own; an unknown one is refused when the year is read
        if party.name in in_force:
            yield this.sound(place(project, "party"))
            continue
        successors = [name for name in party.successors if name in in_force]
        yield this.wrong(
            [place(project, "party"), _dated(books, party)],
            expected="或".join(successors) or "期末在用的部门",
            who=books.named(project.code),
            party=party.name,
            why=_why(books, party, successors),
        )


def _has_ended(books: Books, party: Party) -> bool:
    return party.valid_to is not None and party.valid_to < books.as_of


def _dated(books: Books, party: Party) -> Place:
    return place(party, "valid_to" if _has_ended(books, party) else "valid_from")


def _why(books: Books, party: Party, successors: list[str]) -> str:
    """Why the party is not in force, and who follows it."""
    if _has_ended(books, party) and party.valid_to:
        told = f"这一名称用到{printing.date(party.valid_to)}为止"
        return f"{told}，承接部门为{listed(successors)}" if successors else told
    began = printing.date(party.valid_from) if party.valid_from else "以后"
    return f"这一名称从{began}起才启用，期末是{printing.date(books.as_of)}"


@rule(
    "PRJ002",
    "focus-project-incomplete",
    "重点项目的内容没有填全",
    Severity.WARNING,
    message="重点项目{who}缺少{missing}，报告写不出它的完成情况。",
    hint="请在“项目”表补填；产出填在“成果”表，所属写项目的编号或名称。",
    reference="报告逐个说明重点项目的依据、内容、完成情况和产出",
)
def focus_project_incomplete(this: Rule, books: Books) -> Iterator[Outcome]:
    """A focus project lacks what the report tells of it: party, purpose, content, results or outputs."""
    with_outputs = {output.subject for output in books.year.outputs}
    for project in books.visible.focus_projects:
        missing = [label for field, label in _TOLD.items() if not getattr(project, field)]
        if not {project.code, project.name} & with_outputs:
            missing.append("产出")
        if not missing:
            yield this.sound(_first_missing(project))
            continue
        yield this.wrong([_first_missing(project)], who=books.named(project.code), missing="、".join(missing))


_TOLD = {"party": "执行部门", "purpose": "立项目的", "content": "实施内容", "results": "完成情况"}


def _first_missing(project: Project) -> Place:
    field = next((field for field in _TOLD if not getattr(project, field)), "name")
    return place(project, field)


RULES = (party_not_in_force, focus_project_incomplete)
