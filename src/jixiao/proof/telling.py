"""Telling (说明): the sentence of a finding: the ink, the sum that a clerk can redo, what would mend it."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.checks.claim import Claim, Slip
from jixiao.checks.judge import printed_like, unit_ink
from jixiao.checks.slips import cause_of, scale_slip
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.findings import Finding, Place, Severity
from jixiao.proof.settlement import Case, severity_of
from jixiao.quantity.bounds import ONE, PLACES, Bounds

_SCALES = {0: "", 4: "万", 8: "亿"}
_SHARE_DECIMALS = 2
_FINEST_SHARE = 200
_WIDEST = 2
"""Units of its last place within which a figure must be known to be proposed."""
_WIDEST_OF_SLIPS = 8
"""The same where its digits show the slip."""

_MOST_PLACES = 24
"""Places that a finding quotes; a column of a hundred rows is one argument, not a hundred."""


def finding_of_case(case: Case, facts: Facts) -> Finding:
    """What is wrong with the accused figure, by its gravest claim; the others are counted."""
    claim = case.claims[0]
    told = _told(claim)
    accused = case.accused.ink
    cause = cause_of(case.accused, case.repair) if case.repair else ""
    repair = _repair(case.accused, case.repair, cause) if case.repair else ""
    message = claim.rule.message.format_map(told)
    if len(case.claims) > 1:
        message += (
            f"把{accused}改为{repair}，{len(case.claims)}处关系同时成立。"
            if repair
            else f"另有{len(case.claims) - 1}处关系也与它不符。"
        )
    elif case.accused is not claim.equation.stated and repair:
        message += f"其余数字相符，可能是{accused}有误，按其余数字应为{repair}。"
    if cause:
        message += f"{cause}。"
    figures = [case.accused, *(figure for each in case.claims for figure in each.equation.figures)]
    return Finding(
        rule=claim.rule.code,
        severity=case.severity,
        message=message,
        expected=repair or (told["expected"] if case.accused is claim.equation.stated else ""),
        hint=claim.rule.hint,
        places=_places(figures, [at for each in case.claims for at in each.witnesses], facts),
        confidence=claim.confidence,
        stated=accused,
        arithmetic=told["arithmetic"],
        repair=repair,
        cause=cause,
    )


def _repair(figure: Mention, wanted: Bounds, cause: str) -> str:
    """What may stand instead of the figure: the same number in the unit it lacks, or the number wanted.

    Nothing where it is not known to the last digit, or prints like what stands there; a mere 0 does not tell
    to how many decimals its column goes.
    """
    if figure.is_zero and not figure.is_exact and not figure.token.exponent:
        return ""
    shift = scale_slip(figure, wanted) if figure.unit and not figure.is_percent else 0
    if figure.scale + shift in _SCALES and shift:
        number = figure.token.text[: figure.token.digits].strip()
        return f"{number}{_SCALES[figure.scale + shift]}{figure.unit}"
    width = wanted.high - wanted.low
    widest = _WIDEST_OF_SLIPS if cause else _WIDEST
    if width > widest * Bounds.exactly(1, figure.place).low and not figure.is_percent:
        return ""
    repair = _printed(wanted, figure)
    return "" if repair == figure.ink else repair


def _printed(value: Bounds, figure: Mention) -> str:
    """The value as the figure would print it; with two decimals where a whole percent would hide too much."""
    is_whole = abs(value.middle - round(value.middle, -PLACES)) * _FINEST_SHARE < ONE
    finer = figure.unit == "%" and not figure.token.exponent and not is_whole
    return printed_like(value, figure, least_decimals=_SHARE_DECIMALS if finer else 0)


def finding_of_notice(claim: Claim, facts: Facts) -> Finding:
    """A figure that its own digits do not quite give: cut or raised instead of rounded."""
    equation = claim.equation
    stated = equation.stated.ink
    computed = equation.computed()
    assert computed is not None, "a claim without a value is not told"
    rounded = printed_like(computed, equation.stated)
    return Finding(
        rule=claim.rule.code,
        severity=Severity.NOTICE,
        message=f"{stated}按{equation.arithmetic()}四舍五入为{rounded}，属尾数差异。",
        expected=rounded,
        hint="如与本单位的取舍习惯一致，可以不改。",
        places=_places(equation.figures, claim.witnesses, facts),
        confidence=claim.confidence,
        stated=stated,
        arithmetic=equation.arithmetic(),
        repair=rounded,
    )


def finding_of_slip(slip: Slip, facts: Facts) -> Finding:
    """What is wrong with a place by itself."""
    places = tuple(facts.place(*at) for at in slip.places[:_MOST_PLACES])
    places += slip.elsewhere[: _MOST_PLACES - len(places)]
    stated = places[0].quote if places else ""
    return Finding(
        rule=slip.rule.code,
        severity=slip.severity,
        message=slip.rule.message.format_map({"stated": stated, "expected": slip.expected, **slip.told}),
        expected=slip.expected,
        hint=slip.rule.hint,
        places=places,
        confidence=slip.confidence,
        stated=stated,
        arithmetic=slip.told.get("arithmetic", ""),
        repair=slip.repair,
    )


def _told(claim: Claim) -> dict[str, str]:
    """What fills a message: the ink, the sum, its result as the ink would print it, the difference."""
    equation = claim.equation
    stated = equation.stated
    computed = equation.computed()
    assert computed is not None, "a claim without a value is not told"
    value = Bounds.exactly(stated.mantissa, stated.place).low
    gap = Bounds(abs(computed.middle - value), abs(computed.middle - value))
    difference = _printed(gap, stated)
    if stated.is_percent:
        difference = difference.removesuffix(unit_ink(stated)) + "个百分点"
    return {
        "stated": stated.ink,
        "arithmetic": equation.arithmetic(),
        "expected": _printed(computed, stated),
        "difference": difference,
        "severity": severity_of(claim).chinese if claim.accuses else "",
        **claim.told,
    }


def _places(
    figures: Iterable[Mention], witnesses: Iterable[tuple[int, int]], facts: Facts
) -> tuple[Place, ...]:
    """The places of the figures, the accused first, each once."""
    ranges = dict.fromkeys([*((figure.start, figure.end) for figure in figures), *witnesses])
    return tuple(facts.place(*at) for at in list(ranges)[:_MOST_PLACES])
