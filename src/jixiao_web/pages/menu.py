"""The menu (菜单): nine words, each with its tabs; a person sees the words that they have rights to."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.permissions import Predicate, has_any_role, sees_all_offices


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a section; `view` is the name of its address, which takes the fiscal year."""

    word: str | Promise
    view: str
    predicate: Predicate = has_any_role


@dataclass(frozen=True, slots=True)
class Section:
    """A word of the menu; it opens its first tab.

    `key` is pressed after g to get there; one with an icon stands at the bottom of a phone.
    """

    name: str
    word: str | Promise
    key: str
    tabs: tuple[Tab, ...]
    predicate: Predicate = has_any_role
    icon: str = ""

    def tabs_of(self, actor: Actor) -> list[Tab]:
        """The tabs that the actor may open."""
        return [tab for tab in self.tabs if tab.predicate(actor)]


MENU = (
    Section(
        "work",
        _("待办"),
        "w",
        (
            Tab(_("待我办"), "work:waiting"),
            Tab(_("我已送出"), "work:sent"),
            Tab(_("被退回"), "work:returned"),
            Tab(_("办过的"), "work:done"),
        ),
        icon="inbox",
    ),
    Section(
        "overview",
        _("总览"),
        "y",
        (
            Tab(_("全年"), "overview:year"),
            Tab(_("按部门"), "overview:offices"),
            Tab(_("本周变化"), "overview:week"),
        ),
        icon="chart",
    ),
    Section(
        "projects",
        _("项目"),
        "p",
        (Tab(_("全部项目"), "projects:all"), Tab(_("重点项目"), "projects:focus")),
        icon="table",
    ),
    Section(
        "budget",
        _("预算支付"),
        "b",
        (
            Tab(_("批复"), "budget:approvals"),
            Tab(_("调整"), "budget:adjustments"),
            Tab(_("支付"), "payments:list"),
            Tab(_("导入"), "payments:batches", sees_all_offices),
            Tab(_("合同"), "budget:contracts"),
        ),
    ),
    Section(
        "tracking",
        _("跟踪"),
        "t",
        (
            Tab(_("批次"), "rounds:list"),
            Tab(_("目标与指标"), "objectives:list"),
            Tab(_("成果填报"), "results:forms"),
            Tab(_("预警灯"), "objectives:lights"),
            Tab(_("自评"), "objectives:scores"),
            Tab(_("重点项目选取"), "rounds:selection"),
            Tab(_("日历与通知"), "rounds:calendar"),
        ),
    ),
    Section(
        "reports",
        _("报告"),
        "r",
        (
            Tab(_("本期"), "reports:current"),
            Tab(_("历次"), "reports:issued"),
            Tab(_("周例会一页纸"), "reports:weekly"),
        ),
    ),
    Section(
        "proofing",
        _("核稿"),
        "h",
        (
            Tab(_("核稿台"), "proofing:desk"),
            Tab(_("历次"), "proofing:runs"),
            Tab(_("规则"), "proofing:rules"),
        ),
        icon="file-check",
    ),
)


def sections_for(actor: Actor) -> list[Section]:
    """The words of the menu that the actor sees."""
    return [section for section in MENU if section.predicate(actor) and section.tabs_of(actor)]
