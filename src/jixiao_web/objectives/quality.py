"""Quality hints (质量提示): what makes an indicator weak, said while it is written and can still be mended.

They only hint; the rules of the ledger say the same when a filing is sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from jixiao.tracking.goals import Goal
from jixiao.tracking.target import Comparator
from jixiao_web.objectives.selectors import Subject

_PERCENT_LIMIT = 100


def hints_of(subject: Subject) -> list[tuple[str, str]]:
    """The hints on a subject, each with the indicator that it is about (empty: the subject itself)."""
    found = [(goal.indicator.name, hint) for goal in subject.counted for hint in hints_on(goal)]
    names = Counter(goal.indicator.name for goal in subject.counted)
    found += [(name, _("这个名称的指标有 %(n)s 条。") % {"n": n}) for name, n in names.items() if n > 1]
    hierarchy = {each.indicator.first.removesuffix("指标") for each in subject.counted}
    if subject.goals and not subject.is_unit:
        for wanted in ("产出", "效益"):
            if wanted not in hierarchy:
                found.append(("", _("没有%(level)s指标。") % {"level": wanted}))
    return found


def hints_on(goal: Goal) -> Sequence[str]:
    """The hints on one indicator."""
    found = []
    read, indicator = goal.target, goal.indicator
    if not indicator.target.strip():
        found.append(_("指标值未填。"))
    elif read.is_qualitative and not indicator.standard:
        found.append(_("指标值没有数，也没有评分标准，年底难以评定。"))
    elif read.comparator is Comparator.EQUAL and read.value and not read.unit:
        found.append(_("指标值只有数，没有单位。"))
    if read.unit == "%" and read.value is not None and read.value > _PERCENT_LIMIT:
        found.append(_("百分比超过100%，请核对。"))
    if read.unit == "%" and not (indicator.numerator and indicator.denominator):
        found.append(_("百分比没有写分子、分母是什么。"))
    if not indicator.evidence:
        found.append(_("没有写佐证要求。"))
    return found
