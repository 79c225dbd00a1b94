"""Verdict (结论): what a check comes to, of one file and of several, in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jixiao.cli.language import counted, is_chinese, say
from jixiao.findings import Severity
from jixiao.reporting.conclusion import Conclusion

if TYPE_CHECKING:
    from jixiao.proof import Coverage
    from jixiao.reporting.checked import Brief, Checked

_REASONS = 4  # that are named one by one


def verdict(checked: Checked) -> str:
    """The line that a leader understands, with the counts behind it."""
    counts = checked.counts
    others = [
        (counts[Severity.WARNING], "{n} doubt", "{n} doubts"),
        (counts[Severity.NOTICE], "{n} notice", "{n} notices"),
        (counts[Severity.STYLE], "{n} matter of style", "{n} matters of style"),
        (len(checked.suppressed), "{n} suppressed by jixiao.toml", "{n} suppressed by jixiao.toml"),
    ]
    errors = counted(checked.errors, "{n} error", "{n} errors")
    match checked.conclusion:
        case Conclusion.READY:
            told = say("Ready to go out: no errors")
        case Conclusion.MEND:
            told = say("Mend first: {errors}", errors=errors)
        case Conclusion.UNFIT:
            told = say("Not fit to go out: {errors}", errors=errors)
            changed = dict.fromkeys(each.consequence for each in checked.noted if each.is_decisive)
            if changed:
                told += say(" ({what} would change)", what="、".join(changed))
    return say("; ").join([told, *(counted(count, one, many) for count, one, many in others if count)])


def coverage_sentence(coverage: Coverage) -> str:
    """What the verdict rests on: silence must never look like success."""
    told = say(
        "Of {figures} figures {verified} agree with another place, {single} are said only once, "
        "{uncheckable} could not be checked",
        figures=f"{coverage.figures:,}",
        verified=f"{coverage.verified:,}",
        single=f"{coverage.single:,}",
        uncheckable=f"{coverage.uncheckable:,}",
    )
    reasons = list(coverage.reasons.items())
    named = [f"{reason} {count:,}" for reason, count in reasons[:_REASONS]]
    if len(reasons) > _REASONS:
        named.append(say("others {n}", n=f"{sum(count for _, count in reasons[_REASONS:]):,}"))
    if named:
        told += say(" ({what})", what=say("; ").join(named))
    if coverage.figures and not coverage.verified:
        told += say(". Nothing in the text vouches for any of them")
    return told + say(".")


def conclusion_words(conclusion: Conclusion) -> str:
    """The conclusion in a word or two."""
    return {
        Conclusion.READY: say("ready"),
        Conclusion.MEND: say("to mend"),
        Conclusion.UNFIT: say("not fit"),
    }[conclusion]


def severity_words(severity: Severity) -> str:
    """What findings of a severity are called."""
    return severity.chinese if is_chinese() else severity.value


def coverage_together(results: Sequence[Brief]) -> Coverage:
    """The coverage of several files together."""
    from jixiao.proof import Coverage

    parts = [each.coverage for each in results]
    reasons: Counter[str] = Counter()
    for each in parts:
        reasons.update(each.reasons)
    return Coverage(
        tokens=sum(each.tokens for each in parts),
        classified=sum(each.classified for each in parts),
        figures=sum(each.figures for each in parts),
        verified=sum(each.verified for each in parts),
        single=sum(each.single for each in parts),
        uncheckable=sum(each.uncheckable for each in parts),
        reasons=dict(reasons.most_common()),
        doubts=tuple(f"{each.path.name}：{doubt}" for each in results for doubt in each.coverage.doubts),
    )
