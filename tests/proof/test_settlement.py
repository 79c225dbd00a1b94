"""Which figure of the relations that fail is accused, and what its finding says."""

from __future__ import annotations

from jixiao.findings import Finding, Severity, Verdict
from tests.checks.document_pages import proof_of_text


def errors(text: str) -> list[Finding]:
    return [each for each in proof_of_text(text).findings if each.severity is Severity.ERROR]


def test_the_figure_whose_repair_mends_two_relations_is_accused_once():
    text = "建筑面积13,459平方米，其中地上8,013平方米（计容7,998平方米，不计容105平方米），地下5,356平方米。"
    (finding,) = errors(text)
    assert finding.stated == "8,013平方米"
    assert finding.repair == "8,103平方米"
    assert "2处关系同时成立" in finding.message
    assert finding.cause == "可能是相邻两个数字颠倒"


def test_a_missing_wan_is_accused_and_not_the_rate_that_it_spoils():
    text = "截至年末，该项目实际支出879.78元，预算金额900万元，预算执行率97.75%。"
    (finding,) = errors(text)
    assert (finding.stated, finding.repair) == ("879.78元", "879.78万元")


def test_a_total_is_accused_though_it_stands_twice():
    rows = "\n".join(
        f"项目{name}\t{amount}" for name, amount in zip("甲乙丙丁", (12, 30, 41, 7), strict=True)
    )
    proof = proof_of_text(f"单位：万元\n项目\t支出\n{rows}\n合计\t98\n")
    assert all(each.stated == "98" for each in proof.findings)


TABLE = """2023年重点项目支出明细见下表：
单位：万元
项目名称\t年初预算\t追加\t追减\t调整后预算\t实际支出\t执行率
道路保洁经费\t318.40\t-\t20.00\t298.40\t295.42\t99.00%
老年食堂补贴\t96.25\t12.50\t-\t108.75\t101.30\t93.15%
社区书屋建设\t64.80\t-\t-\t64.80\t{spent}\t80.00%
公厕维护\t150.00\t-\t-\t150.00\t150.00\t100.00%
{told}"""


def test_a_share_of_projects_does_not_repeat_that_their_number_is_wrong():
    told = "4个重点项目中有3个项目涉及预算调整，占项目总数的50%。"
    (finding,) = errors(TABLE.format(spent="51.84", told=told))
    assert (finding.rule, finding.stated, finding.repair) == ("CTT003", "3个", "2个")
    assert "2处关系同时成立" in finding.message


def test_a_band_is_quoted_with_the_limit_that_it_is_counted_by():
    told = "4个重点项目中，预算执行率93.1%以上的项目有2个，预算执行率低于93.1%的项目有1个。"
    (finding,) = errors(TABLE.format(spent="51.84", told=told))
    assert "执行率93.1%以上的项目有2个" in finding.message
    assert [place.quote for place in finding.places][:2] == ["2个", "93.1%以上"]


def test_nobody_wonders_at_spending_that_is_a_slip():
    told = "“社区书屋建设”项目年初预算64.80万元，实际支出51.84万元。"
    (finding,) = proof_of_text(TABLE.format(spent="518.40", told=told)).findings
    assert (finding.stated, finding.repair) == ("518.40", "51.84")


def test_approximate_figures_accuse_one_step_lower():
    exact = "全年收入120.0亿元，比上年增加20.0亿元，增长18.3%。"
    about = "全年收入120.0亿元，比上年增加20.0亿元，增长约18.3%。"
    assert [each.severity for each in proof_of_text(exact).findings] == [Severity.ERROR]
    assert [each.severity for each in proof_of_text(about).findings] == [Severity.WARNING]


def test_an_accused_figure_is_not_counted_as_verified():
    sound = proof_of_text("全年收入120.0亿元，比上年增加20.0亿元，增长20.0%。")
    assert (sound.coverage.figures, sound.coverage.verified) == (3, 3)
    wrong = proof_of_text("全年收入120.0亿元，比上年增加20.0亿元，增长18.3%。")
    assert wrong.coverage.verified == 0
    assert wrong.coverage.reasons


def test_the_coverage_adds_up():
    coverage = proof_of_text(
        "截至2019年12月31日，共完成项目20个，惠及居民约3000户，占比20%～40%，收入120.0亿元，"
        "比上年增加20.0亿元，增长20.0%。"
    ).coverage
    assert coverage.figures == coverage.verified + coverage.single + coverage.uncheckable
    assert coverage.tokens == coverage.classified
    assert sum(coverage.reasons.values()) == coverage.uncheckable


def test_relations_tell_what_holds_and_what_does_not():
    proof = proof_of_text(
        "甲区收入120.0亿元，比上年增加20.0亿元，增长20.0%。乙区收入80.0亿元，比上年增加5.0亿元，增长8.7%。"
    )
    assert [each.verdict for each in proof.relations] == [Verdict.SOUND, Verdict.WRONG]
    assert all(len(each.places) == 3 for each in proof.relations)


def test_a_text_without_figures_has_nothing_to_say():
    proof = proof_of_text("今年的工作按计划完成。")
    assert not proof.findings
    assert proof.coverage.figures == 0
    assert proof.coverage.share == 0


def test_a_mere_zero_is_given_no_figure_that_nothing_tells_to_the_last_digit():
    cells = [
        *("合计\t34.35", "1.因公出国（境）费用\t0", "2.公务接待费\t1.70", "3.公务用车费\t0"),
        *("其中：（1）公务用车运行维护费\t32.65", "（2）公务用车购置\t0"),
    ]
    rows = "\n".join(cells)
    (finding,) = errors(f"2015年“三公”经费情况统计表\n单位：万元\n项目\t本年预算数\n{rows}")
    assert (finding.stated, finding.repair) == ("0", "")
    assert "改为" not in finding.message
