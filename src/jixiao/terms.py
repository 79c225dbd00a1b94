"""The glossary as data (术语): 中文 ↔ identifier ↔ English ↔ source.

A reference in a text field may use the identifier or any of the Chinese words: `{spent}`, `{实际支出}` and
`{支出}` are one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field; `chinese` lists its Chinese words, the one to print first."""

    identifier: str
    chinese: tuple[str, ...]
    english: str
    source: str = ""

    @property
    def label(self) -> str:
        """The Chinese word to print."""
        return self.chinese[0]


MEASURES = (
    Term("original", ("年初预算", "年初预算数"), "original budget", "PEFA PI-1, IPSAS 24"),
    Term("carried_over", ("上年结转",), "carried over from last year", "预算法第四十二条"),
    Term("increases", ("追加", "年中追加"), "in-year increases"),
    Term("reductions", ("追减", "调减", "年中追减"), "reductions"),
    Term("net_change", ("净增减", "净额"), "increases less reductions"),
    Term(
        "adjusted", ("调整后预算", "全年预算", "全年预算数"), "adjusted budget", "IPSAS 24; 预算法第七十五条"
    ),
    Term("spent", ("实际支出", "支出", "全年执行数"), "actual expenditure"),
    Term("balance", ("结余",), "balance of the adjusted budget"),
    Term("overspent", ("超支",), "spent beyond the adjusted budget"),
    Term("execution_rate", ("执行率", "预算执行率"), "execution rate, spent ÷ adjusted", "财预〔2020〕10号"),
    Term("outturn_ratio", ("对年初之比", "年初执行率"), "outturn ÷ original", "PEFA PI-1"),
    Term("change_ratio", ("调整幅度",), "net change ÷ original, without sign"),
    Term("transferred_in", ("调入",), "reallocated in"),
    Term("transferred_out", ("调出",), "reallocated out"),
    Term("recovered", ("收回",), "taken back by the finance bureau"),
    Term("late_reductions", ("年末调减",), "reductions dated November or later"),
)

GROUPS = (
    Term("unit", ("单位", "部门整体"), "the whole unit"),
    Term("basic", ("基本支出",), "basic expenditure"),
    Term("project_expenditure", ("项目支出",), "project expenditure"),
    Term("own", ("本级预算",), "everything but transfers allocated in advance", "预算法第三十八条"),
    Term("project_own", ("本级项目支出",), "project expenditure without such transfers"),
    Term("advance", ("提前下达",), "transfers allocated in advance", "预算法第三十八条"),
    Term("focus", ("重点项目",), "the focus projects"),
    Term("ordinary", ("一般项目",), "the other projects"),
    Term("projects", ("项目",), "a project, by code or name"),
)

STATISTICS = (
    Term("count", ("个数",), "how many projects"),
    Term("adjusted_count", ("调整项目数",), "projects whose budget was adjusted"),
    Term("adjusted_share", ("调整项目占比",), "adjusted projects ÷ projects"),
    Term("large_change_count", ("大幅调整项目数",), "projects changed by more than the policy's limit"),
    Term("large_change_share", ("大幅调整项目占比",), "these ÷ projects"),
    Term("low_rate_count", ("执行率偏低项目数",), "projects whose execution rate lies in the lowest band"),
    Term("low_rate_share", ("执行率偏低项目占比",), "these ÷ projects"),
    Term("missed_count", ("指标未完成项目数",), "projects with an indicator that is not met"),
    Term("missed_share", ("指标未完成项目占比",), "these ÷ projects"),
    Term("share", ("预算占比",), "original of the focus projects ÷ original of project expenditure"),
    Term("share_with_advance", ("预算占比含提前下达",), "the same, transfers allocated in advance included"),
)

PARTS = (
    Term("outputs", ("成果", "产出"), "an output, by name"),
    Term("contracts", ("合同",), "a contract, by code"),
    Term("standards", ("测算",), "a cost standard, by item"),
    Term("contract_amount", ("金额", "合同金额"), "the amount of a contract"),
    Term("payment_share", ("比例",), "the share of a payment term"),
    Term("agreed", ("约定金额",), "the agreed amount of a payment term"),
    Term("paid", ("实付金额",), "what was paid under a payment term"),
    Term("standard_rate", ("标准",), "the rate of a cost standard"),
    Term("standard_base", ("数量",), "the base of a cost standard"),
    Term("standard_product", ("测算金额",), "rate × base × times of a cost standard"),
    Term("band", ("分档",), "how many projects a band of execution rates holds, by the band's code"),
    Term("planned", ("计划数",), "the planned amount of an output"),
    Term("indicators", ("指标", "绩效指标"), "the indicators of a project, or one of them by code or name"),
    Term("met", ("达到个数",), "how many indicators are met, within the year: keep pace"),
    Term("missed", ("未达个数",), "how many are not"),
    Term("pending", ("未到期个数",), "how many are not due yet"),
    Term("promised", ("预计完成个数",), "how many were called certain when they were last monitored"),
    Term("kept", ("如期完成个数",), "how many of these are met"),
    Term("wanted", ("目标数",), "the number that an indicator is to reach"),
    Term("reached", ("完成数",), "the number that it has reached"),
    Term("year", ("年度",), "the fiscal year"),
    Term("next_year", ("下年度", "次年"), "the year after the fiscal year"),
    Term("as_of", ("截至日期", "日"), "the date as of which figures hold"),
    Term("period", ("期间",), "the name of the period"),
)

_BY_WORD = {
    word: term
    for term in (*MEASURES, *GROUPS, *STATISTICS, *PARTS)
    for word in (term.identifier, *term.chinese)
}


def term(word: str) -> Term | None:
    """The term that the identifier or Chinese word names.

    >>> term("支出").identifier
    'spent'
    """
    return _BY_WORD.get(word)


def identifier(word: str) -> str:
    """The identifier that `word` names, or the word itself where it is a name of the user's own."""
    known = _BY_WORD.get(word)
    return known.identifier if known else word
