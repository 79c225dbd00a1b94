"""Scores (得分): marks that prose gives to indicators and to the whole, their full marks, and the grade.

“满分30分，扣1.5分，得分28.5分”; “决策19分，过程18分，产出38分，效益19分，综合得分94分，评价等级为优”. Grades
follow the bands that the document itself prints; without any, those of 财预〔2020〕10号.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.numerals.token import Kind
from jixiao.quantity.bounds import Bounds

_FULL = re.compile("(?:满分|分值|标准分|权重|权重分|总分值|应得分?)(?:值|数)?(?:共|共计)?[为是：:]*$")
_GOT = re.compile(
    "[）)，,、：]*(?:实际|自评|评价|复核|最终|该项|本项|此项|故|因此)*(?:得分|实得分?|自评分|评分|得)数?[为是：:]*"
)
_GOT_BEFORE = re.compile("(?:得分|实得分?|自评分|评分|(?<![应可])得)数?[为是：:]*$")
_LOST = re.compile("(?<!未)(?<!不)(?:扣除|扣减|扣掉?|失)(?:分)?[了为：:]*$")
_OVERALL = re.compile(
    "(?:总得分|综合得分|最终得分|合计得分|总体得分|总评分?|综合评分|总分|合计|共计|总计)(?:数)?[为是达：:]*$"
)
_AMONG = re.compile("其中|具体|各[类项]")
_MARKS = re.compile("(?<![满])(?:得分|评分|总分|分数|总评)(?:结果)?[为是达：:“”]*$")
_SCORED = re.compile("[得评总]分|分数|总评")
_PART = re.compile("指标|产出|效益|效果|满意|决策|过程|管理|投入|成本|执行|平均|人均|[各每]|该项|本项")
_COMPLETE = (
    ("决策|立项|投入", "过程|管理", "产出", "效益|效果"),
    ("产出", "效益|效果", "满意", "执行|资金|成本"),
)
_AWAY = 12
"""Characters before a score in which its name stands: “综合得分：”."""
_NATIONAL: Mapping[str, int] = {"优": 90, "良": 80, "中": 60, "差": 0}
"""Lowest score of each grade: 财预〔2020〕10号, 总分100分."""
_GRADE = re.compile(
    r"(?:等级|等次|级别|评级|档次|结论|结果|评定|评价|评|定|属于|达到|等)(?:[^，。；\d“”\"]{0,4}?)(?:为|是|：|:|评|定)?\s?"
    r"[“\"‘]?(?P<grade>优秀|良好|中等|优|良|中|差)(?=[”\"’。，；（）()、\s级等档]|$)"
)
_BAND = re.compile(
    r"(?P<low>\d{2,3})分?(?:[（(]不?含[^）)\n]{0,4}[）)])?分?"
    r"(?:(?P<above>及?以上)|(?P<below>以下)|[-—–~～－至到]{1,2}(?P<high>\d{2,3}))"
    r"分?(?:[（(]不?含[^）)\n]{0,6}[）)])?分?[^，。；、\d\n]{0,8}?[“\"]?(?P<grade>优秀|良好|中等|优|良|中|差)"
    r"(?=[^一-龥]|[等级档的]|$)"
)
_BAND_BEHIND = re.compile(
    r"(?<![一-龥])(?:优秀|良好|优|良)[”\"]?(?:等|级|档)?\s?[（(：:≥][^，。；\d\n]{0,8}\d{2,3}[^，。；\d\n]{0,8}[分\d]"
)
_EVALUATION = re.compile("绩效|自评|评价(?!卡)")
"""What the national bands are for; assessments of other kinds have their own."""
_ASSESSMENT = re.compile("考核|考评|测评|考试|督查|信用")
_HUNDRED = 100
_FEWEST = 3
_ANOTHER_SCALE = re.compile(r"满分(?:为)?(?!100(?!\d))\d|\d+分制|五分制|十分制")


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks that something got of its full marks (得分与满分), and what was deducted, if told."""

    got: Mention
    full: Mention
    lost: Mention | None = None


@dataclass(frozen=True, slots=True)
class TotalMarks:
    """A total score and the scores of all the kinds of indicators that make it (总分)."""

    total: Mention
    parts: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """A total score and the grade said of it (评价等级); `right` is what the bands make it.

    `is_own` says that the bands are those that the document prints.
    """

    score: Mention
    start: int
    end: int
    right: str
    is_own: bool

    def agrees(self, words: str) -> bool:
        """Whether the grade as printed is the right one: 优秀 is 优."""
        return words[0] == self.right[0]


def marks_of(sentences: Iterable[Sentence]) -> Iterator[Marks]:
    """The scores that stand right behind their full marks, or right before these in a parenthesis."""
    for sentence in sentences:
        if len(sentence.mentions) < 2 or sentence.source.find("分", sentence.start, sentence.end) < 0:
            continue
        full: Mention | None = None
        lost: Mention | None = None
        for mention in sentence.mentions:
            if mention.unit != "分" or mention.slack:
                full = lost = None
                continue
            lead = mention.lead
            if _FULL.search(lead):
                full, lost = mention, None
                host = mention.clause.opens_after if mention.clause and mention.clause.depth else None
                if host and host.unit == "分" and _GOT_BEFORE.search(_before(host)):
                    yield Marks(host, mention)
                    full = None
            elif full and lost is None and _LOST.search(lead):
                lost = mention
            elif full and _GOT.fullmatch(sentence.source, (lost or full).end, mention.start):
                yield Marks(mention, full, lost)
                full = lost = None
            else:
                full = lost = None


def total_marks_of(sentences: Iterable[Sentence]) -> Iterator[TotalMarks]:
    """The total scores behind the scores of their indicators, or before them, be it a sentence before."""
    before: Mention | None = None
    for sentence in sentences:
        if sentence.source.find("分", sentence.start, sentence.end) < 0:
            continue
        scores = _named_scores(sentence)
        names, given = [name for name, _ in scores], [score for _, score in scores]
        host, before = before, given[0] if len(given) == 1 else None
        if len(scores) < _FEWEST:
            continue
        if host and _AMONG.match(sentence.source, sentence.start) and _is_next(host, sentence):
            if _are_complete(names):
                yield TotalMarks(host, tuple(given))
            continue
        totals = [
            number
            for number, (_, score) in enumerate(scores)
            if _OVERALL.search(_before(score)) and not _PART.search(score.lead)
        ]
        if len(totals) != 1 or totals[0] not in (0, len(scores) - 1):
            continue
        del names[totals[0]]
        total = given.pop(totals[0])
        if _are_complete(names):
            yield TotalMarks(total, tuple(given))


def _named_scores(sentence: Sentence) -> list[tuple[str, Mention]]:
    """What was scored, each under its name; full marks and what was lost are left out: 过程30分，得28.4分."""
    scores: list[tuple[str, Mention]] = []
    for each in sentence.mentions:
        if each.unit != "分" or each.slack or each.clause is None or each.clause.depth:
            continue
        if _LOST.search(each.lead):
            continue
        name = each.lead
        if scores and _GOT.fullmatch(sentence.source, scores[-1][1].end, each.start):
            name = scores.pop()[0] + name
        scores.append((name, each))
    return [(name, each) for name, each in scores if not _FULL.search(each.lead)]


def _is_next(score: Mention, sentence: Sentence) -> bool:
    """Whether a score stands in the sentence right before, in the same paragraph."""
    told = score.clause.sentence if score.clause else None
    return told is not None and told.block is sentence.block and told.number == sentence.number - 1


def _are_complete(names: Sequence[str]) -> bool:
    """Whether the scores are those of all kinds of indicators that a total has, one of each."""
    if len({_kind(each) for each in names}) != len(names):
        return False
    return any(
        len(names) == len(kinds) and all(any(re.search(kind, each) for each in names) for kind in kinds)
        for kinds in _COMPLETE
    )


def _kind(lead: str) -> str:
    found = _PART.search(lead)
    return found.group() if found else lead


def grades_of(sentences: Sequence[Sentence], text: str) -> Iterator[Grade]:
    """The total scores whose grade the same sentence says, or the one behind it."""
    if "优" not in text and "良" not in text:
        return
    bands: Mapping[str, int] | None = None
    is_own = False
    for number, sentence in enumerate(sentences):
        score = _total_score(sentence)
        if score is None:
            continue
        grade = _grade_in(sentence, score)
        if grade is None and number + 1 < len(sentences) and sentences[number + 1].block is sentence.block:
            later = sentences[number + 1]
            grade = _grade_in(later, score) if not later.mentions else None
        if grade is None:
            continue
        if bands is None:
            bands, is_own = _bands(text)
        right = _right(score, bands) if is_own or _is_evaluation(sentence.text) else ""
        if right:
            yield Grade(score, *grade.span("grade"), right, is_own)


def _total_score(sentence: Sentence) -> Mention | None:
    """The one score of the whole that a sentence tells, of a hundred."""
    if not sentence.mentions or not _SCORED.search(sentence.source, sentence.start, sentence.end):
        return None
    if _ANOTHER_SCALE.search(sentence.text):
        return None
    found = [
        each
        for each in sentence.mentions
        if each.unit in ("分", "")
        and each.kind in (Kind.COUNT, Kind.INDEX, Kind.NUMBER)
        and not each.slack
        and _MARKS.search(_before(each))
        and not _FULL.search(_before(each))
        and not _PART.search(_before(each))
    ]
    return found[0] if len(found) == 1 else None


def _grade_in(sentence: Sentence, score: Mention) -> re.Match[str] | None:
    """The one grade that a sentence says."""
    found = list(_GRADE.finditer(sentence.source, sentence.start, sentence.end))
    return found[0] if len(found) == 1 else None


def _is_evaluation(words: str) -> bool:
    return _EVALUATION.search(words) is not None and _ASSESSMENT.search(words) is None


def _bands(text: str) -> tuple[Mapping[str, int], bool]:
    """The lowest score of each grade: the document's own, none if they cannot be read, else the national."""
    own: dict[str, int] = {}
    for found in _BAND.finditer(text):
        low = 0 if found["below"] else int(found["low"])
        if found["high"]:
            low = min(low, int(found["high"]))
        own.setdefault(found["grade"][0], low)
    if len(own) >= _FEWEST and "优" in own:
        return own, True
    if own or _BAND_BEHIND.search(text):
        return {}, True
    return _NATIONAL, False


def _right(score: Mention, bands: Mapping[str, int]) -> str:
    """The grade of a score; empty where none follows, or where the score stands right at a bound."""
    value = score.denoted.middle
    if not 0 <= value <= Bounds.exactly(_HUNDRED).low:
        return ""
    for grade, low in sorted(bands.items(), key=lambda each: -each[1]):
        bound = Bounds.exactly(low).low
        if value == bound and low and bands is not _NATIONAL:
            return ""
        if value >= bound:
            return grade
    return ""


def _before(mention: Mention) -> str:
    """The words right before a figure, those before a colon among them."""
    clause = mention.clause
    if clause is None:
        return mention.lead
    source, start = clause.sentence.source, clause.sentence.start
    words = source[max(start, mention.start - _AWAY) : mention.start]
    return re.split(r"[，。；、\d]", words)[-1]
