"""Settlement (定案): which claims hold, and which figure each failing one accuses.

What holds is settled first: a figure that stands in relations that hold is a poor suspect. Claims that fail
are then put together: a figure whose one repair makes several of them hold is the one to accuse, and they
become one finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from jixiao.checks.claim import Claim
from jixiao.checks.equation import Same
from jixiao.checks.judge import is_telling, verdict_on
from jixiao.checks.slips import cause_of, scale_slip
from jixiao.facts.flow.mention import Mention
from jixiao.findings import Confidence, Severity, Verdict
from jixiao.quantity.bounds import Bounds


@dataclass(frozen=True, slots=True)
class Held:
    """A claim that holds."""

    claim: Claim
    verdict: Verdict


@dataclass(slots=True)
class Case:
    """The claims that accuse one figure (案由), gravest first; `repair` would make them all hold."""

    accused: Mention
    claims: list[Claim]
    repair: Bounds | None

    @property
    def severity(self) -> Severity:
        """The gravest level of its claims."""
        return severity_of(self.claims[0])


@dataclass(slots=True)
class Settlement:
    """What became of all claims (定案)."""

    held: list[Held] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    undefined: list[Claim] = field(default_factory=list)


def settled(claims: Iterable[Claim]) -> Settlement:
    """The claims judged, the failing ones put together by the figure that they accuse."""
    result = Settlement()
    failing: list[Claim] = []
    doubtful: list[Claim] = []
    seen: set[tuple[int, ...]] = set()
    for claim in claims:
        equation = claim.equation
        identity = (equation.stated.start, *sorted(figure.start for figure in equation.operands))
        if identity in seen:
            continue
        verdict = verdict_on(equation)
        if verdict is None:
            result.undefined.append(claim)
        elif verdict is Verdict.WRONG:
            if claim.accuses:
                failing.append(claim)
                seen.add(identity)
            else:
                doubtful.append(claim)
        elif claim.accuses or claim.is_firm or is_telling(equation):
            result.held.append(Held(claim, verdict))
            seen.add(identity)
    standing = _standing(result.held)
    vouched = _vouched(result.held)
    failing = [claim for claim in failing if not _is_of_two_things(claim, vouched)]
    result.cases = _cases([*failing, *_agreeing(doubtful, standing)], standing)
    return result


def _vouched(held: Iterable[Held]) -> set[int]:
    """Where the figures begin that follow from two others and more, or from which another follows so."""
    return {
        figure.start
        for each in held
        if len(each.claim.equation.operands) > 1
        for figure in each.claim.equation.figures
    }


def _is_of_two_things(claim: Claim, vouched: set[int]) -> bool:
    """Whether one fact told twice is rather two facts: each of the two figures adds up where it stands.

    Only claims that are not sure of themselves give way to that.
    """
    equation = claim.equation
    return (
        isinstance(equation, Same)
        and claim.confidence is not Confidence.HIGH
        and all(figure.start in vouched for figure in equation.figures)
    )


def _agreeing(doubtful: Sequence[Claim], standing: dict[int, int]) -> list[Claim]:
    """The guesses that fail and yet agree what a figure must be that agrees with nothing else.

    Two guesses about other figures that want one and the same value are no coincidence: an error where the
    value has three digits and more, else a warning.
    """
    wanted: dict[int, list[tuple[Claim, Bounds]]] = defaultdict(list)
    for claim in doubtful:
        for number, figure in enumerate(claim.equation.figures):
            if not standing.get(figure.start) and not figure.slack:
                value = solved_for(claim, number)
                if value is not None and value.high - value.low <= 2 * _last_place(figure):
                    wanted[figure.start].append((claim, value))
    agreeing: dict[int, Claim] = {}
    for start, pairs in wanted.items():
        for (one, value), (other, same) in combinations(pairs[:_MOST_GUESSES], 2):
            shared = {figure.start for figure in one.equation.figures} & {
                figure.start for figure in other.equation.figures
            }
            if one.rule is not other.rule and shared == {start} and value.meets(same):
                figure = next(each for each in one.equation.figures if each.start == start)
                is_long = abs(value.middle) >= _LONG * _last_place(figure)
                level = Severity.ERROR if is_long else Severity.WARNING
                for claim in (one, other):
                    agreeing[id(claim)] = replace(claim, accuses=level)
    return list(agreeing.values())


def _last_place(figure: Mention) -> int:
    return Bounds.exactly(1, figure.place).low


_LONG = 100
"""Units of its last place from which on a value has three digits."""
_MOST_GUESSES = 6
"""Guesses about one figure that are compared with each other."""


def _standing(held: Iterable[Held]) -> dict[int, int]:
    """In how many relations that hold each figure stands, by where it begins."""
    standing: dict[int, int] = defaultdict(int)
    for each in held:
        for figure in each.claim.equation.figures:
            standing[figure.start] += 1
    return standing


def _cases(failing: Sequence[Claim], standing: dict[int, int]) -> list[Case]:
    """The failing claims by the figure to accuse."""
    involved: dict[int, list[tuple[Claim, int]]] = defaultdict(list)
    for claim in failing:
        for number, figure in enumerate(claim.equation.figures):
            involved[figure.start].append((claim, number))
    cases: list[Case] = []
    left = {id(claim): claim for claim in failing}
    for _, every in sorted(involved.items(), key=lambda each: (-len(each[1]), each[0])):
        pairs = [pair for pair in every if id(pair[0]) in left]
        if len(pairs) < 2:
            continue
        repair = _joint_repair(pairs)
        if repair:
            cases.append(_case(pairs, repair))
            for claim, _ in pairs:
                del left[id(claim)]
    alone: dict[int, list[tuple[Claim, int]]] = defaultdict(list)
    for claim in left.values():
        number = _accused(claim, standing)
        alone[claim.equation.figures[number].start].append((claim, number))
    cases.extend(_case(pairs, _joint_repair(pairs)) for pairs in alone.values())
    return cases


def _accused(claim: Claim, standing: dict[int, int]) -> int:
    """Which figure of a failing claim to accuse.

    One whose unit lacks the 万 or 亿 of another, if that explains it all; else the stated one, unless that
    agrees with others and one alone of its operands agrees with none, or one alone of these may be a slip.
    """
    figures = claim.equation.figures
    scales = {figure.scale for figure in figures}
    slipped: dict[int, int] = {}
    for number, figure in enumerate(figures):
        wanted = solved_for(claim, number)
        shift = scale_slip(figure, wanted) if wanted and not figure.is_percent else 0
        if shift and figure.scale + shift in scales:
            slipped.setdefault(shift, number)
    if slipped:  # a unit is left out more often than put in
        return slipped[max(slipped)]
    if claim.is_firm or not standing.get(figures[0].start):
        return 0
    strangers = [number for number, figure in enumerate(figures) if not standing.get(figure.start)]
    if len(strangers) > 1:  # of several, the one that a slip of the hand explains
        strangers = [number for number in strangers if _is_slip(figures[number], solved_for(claim, number))]
    return strangers[0] if len(strangers) == 1 else 0


def _is_slip(figure: Mention, wanted: Bounds | None) -> bool:
    return wanted is not None and bool(cause_of(figure, wanted))


def _joint_repair(pairs: Sequence[tuple[Claim, int]]) -> Bounds | None:
    """The values of the figure that make all the claims hold; none where no value does."""
    low, high = None, None
    for claim, number in pairs:
        wanted = solved_for(claim, number)
        if wanted is None:
            return None
        low = wanted.low if low is None else max(low, wanted.low)
        high = wanted.high if high is None else min(high, wanted.high)
    if low is None or high is None or low > high:
        return None
    return Bounds(low, high)


def solved_for(claim: Claim, number: int) -> Bounds | None:
    """What the figure of that number (0: the stated one) must be for the claim to hold."""
    return claim.equation.computed() if number == 0 else claim.equation.solved(number - 1)


def _case(pairs: Sequence[tuple[Claim, int]], repair: Bounds | None) -> Case:
    claim, number = pairs[0]
    claims = sorted((claim for claim, _ in pairs), key=lambda each: _ORDER.index(severity_of(each)))
    return Case(claim.equation.figures[number], claims, repair)


_ORDER = tuple(Severity)


def severity_of(claim: Claim) -> Severity:
    """The level at which a failing claim accuses, one step lower where a figure of it is approximate."""
    assert claim.accuses, "a guess accuses nobody"
    if any(figure.slack for figure in claim.equation.figures):
        return _ORDER[min(_ORDER.index(claim.accuses) + 1, _ORDER.index(Severity.NOTICE))]
    return claim.accuses
