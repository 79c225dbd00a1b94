"""From the round's notice to results in the ledger, as each person walks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.needs("chromium")
Bring = Callable[..., Visitor]
PROJECT = "月坛地区保洁经费"


def opened(site: Site, visitor: Bring) -> tuple[Visitor, str]:
    """A round that the coordinator has opened and announced; the path of its page."""
    coordinator = visitor(site, "coordinator")
    page = coordinator.visit("/2019/rounds/", name="no-rounds")
    page.get_by_role("link", name="新建批次").first.click()
    coordinator.look("round-form")
    page.get_by_label("名称").fill("全年绩效跟踪")
    page.get_by_label("期间").select_option("full-year")
    page.get_by_label("各部门报送日期").fill("2030-01-08")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="发通知").click()
    coordinator.look("announce")
    page.get_by_role("button", name="发出").click()
    page.get_by_text("已发出").wait_for()
    coordinator.look("round")
    return coordinator, page.url.removeprefix(site.address)


def test_results_are_asked_for_filled_in_passed_taken_over_and_undone(own_site: Site, visitor: Bring):
    coordinator, round_path = opened(own_site, visitor)

    clerk = visitor(own_site, "clerk")
    page = clerk.visit("/2019/work/", name="clerk-work")
    page.locator(".bell", has_text="1").wait_for()
    page.get_by_role("link", name="填报 填报成果").click()
    clerk.look("clerk-forms")
    page.get_by_role("link", name=PROJECT, exact=True).click()
    clerk.look("entry")
    results = page.get_by_label("完成情况", exact=True)
    amount = page.locator("[name=outputs-0-amount]")
    first = page.locator("[name=outputs-0-name]").input_value()
    page.get_by_role("button", name="删去这一行").first.click()
    page.get_by_role("button", name="恢复删去的行").click()
    assert page.locator("[data-rows=outputs] [data-row] input").first.input_value() == first
    amount.fill("")
    results.fill("全年完成保洁任务。")
    page.get_by_text("已暂存").first.wait_for()
    page.reload()
    assert results.input_value() == "全年完成保洁任务。"
    page.get_by_role("button", name="送审").click()
    page.get_by_text("内容已暂存").wait_for()
    clerk.forgive("422")
    clerk.look("entry-gaps")
    assert page.evaluate("document.activeElement.name") == "outputs-0-amount"
    amount.fill("0")
    page.get_by_role("button", name="送审").click()
    page.get_by_text(f"已送审：{PROJECT}").wait_for()
    clerk.look("clerk-sent")

    head = visitor(own_site, "office_head")
    page = head.visit("/2019/work/", name="head-work")
    page.get_by_role("link", name="审核 审核填报").click()
    head.look("entry-read")
    page.get_by_role("button", name="通过").click()
    page.get_by_text("已通过").wait_for()

    page = coordinator.visit("/2019/work/", name="coordinator-work")
    page.get_by_role("link", name="采用 采用填报").click()
    page.locator("ins", has_text="全年完成保洁任务。").wait_for()
    coordinator.look("take")
    page.get_by_role("button", name="采用入台账").click()
    page.get_by_text("已采用").first.wait_for()
    page.locator(".toast").get_by_role("button", name="撤销").click()
    page.get_by_text("已撤销").first.wait_for()
    page = coordinator.visit(f"{round_path}", name="round-later")
    page.get_by_role("button", name="结束").click()
    page.get_by_role("dialog").get_by_role("button", name="取消").click()


def test_two_in_one_form_learn_of_each_other(own_site: Site, visitor: Bring):
    _coordinator, round_path = opened(own_site, visitor)
    number = round_path.strip("/").rsplit("/", 1)[-1]
    path = f"/2019/results/{number}/project/P07/"
    clerk, head = visitor(own_site, "clerk"), visitor(own_site, "office_head")
    first, second = clerk.visit(path), head.visit(path)
    first.get_by_label("评价", exact=True).fill("经办写的评价。")
    first.get_by_role("button", name="暂存").click()
    first.get_by_text("已暂存：").wait_for()
    second.get_by_label("完成情况", exact=True).fill("负责人写的完成情况。")
    second.get_by_text("改过这份填报").wait_for()
    head.forgive("409")
    head.look("entry-moved")
    second.get_by_role("button", name="对照后保存").click()
    second.get_by_role("heading", name=PROJECT).wait_for()
    head.forgive("409")
    head.look("entry-conflict")
    assert second.get_by_text("经办写的评价。").count()
    second.get_by_role("row", name="评价").get_by_role("radio").first.check()
    second.get_by_role("button", name="按选定的保存").click()
    second.get_by_text("已暂存：").wait_for()
    assert second.get_by_label("评价", exact=True).input_value() == "经办写的评价。"
    assert second.get_by_label("完成情况", exact=True).input_value() == "负责人写的完成情况。"


def test_focus_projects_are_proposed_while_criteria_are_typed(own_site: Site, visitor: Bring):
    coordinator, _path = opened(own_site, visitor)
    page = coordinator.visit("/2019/selection/", name="selection")
    page.get_by_label("金额最大的前几个").fill("3")
    page.get_by_label("金额不低于").focus()
    page.get_by_text("选出重点项目 3 个").wait_for()
    page.get_by_label("人工调整 “无围墙”站点年租金").select_option("in")
    page.get_by_label("原因 “无围墙”站点年租金").fill("区委关注")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存选取条件").wait_for()
    coordinator.look("selection-saved")
    page.get_by_role("button", name="固定名单").first.click()
    page.get_by_role("dialog").get_by_role("button", name="固定名单").click()
    page.get_by_text("已固定 4 个重点项目").wait_for()
    coordinator.look("selection-frozen")


@pytest.mark.one_database
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_screen_of_a_round_has_nothing_to_complain_of(size: Any, own_site: Site, visitor: Bring):
    _coordinator, path = opened(own_site, visitor)
    number = path.strip("/").rsplit("/", 1)[-1]
    for name, paths in {
        "coordinator": (
            path,
            f"{path}change/",
            "/2019/selection/",
            "/2019/calendar/",
            "/2019/notices/",
            "/2019/notices/new/",
            "/2019/notices/receive/",
            "/2019/results/",
            f"/2019/results/{number}/import/",
            f"/2019/results/{number}/respondents/",
            "/2019/results/phrases/",
            "/2019/work/",
            "/2019/work/done/",
        ),
        "clerk": (
            "/2019/results/",
            f"/2019/results/{number}/project/P07/",
            f"/2019/results/{number}/project/P07/fragment/",
            "/2019/notices/1/",
            "/2019/work/sent/",
        ),
        "english": (path, "/2019/calendar/", "/2019/selection/", "/2019/results/", "/2019/work/"),
    }.items():
        someone = visitor(own_site, name, size)
        for each in paths:
            someone.visit(each)
