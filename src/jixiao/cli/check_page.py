"""The page of a check (核稿结果): what was found, gravest first, then the verdict and what it rests on."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from jixiao.catalogue import english_of
from jixiao.cli.language import counted, is_chinese, say
from jixiao.cli.page import page
from jixiao.cli.table import Column, Section, show_table
from jixiao.cli.verdict import conclusion_words, coverage_sentence, coverage_together, severity_words, verdict
from jixiao.cli.width import wrapped
from jixiao.findings import Place, Severity
from jixiao.reporting.conclusion import Conclusion

if TYPE_CHECKING:
    from jixiao.proof import Coverage
    from jixiao.reporting.batch import Answer
    from jixiao.reporting.checked import Brief, Checked, Noted

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTICE: "bold blue"}
_VERDICTS = {Conclusion.READY: "bold green", Conclusion.MEND: "bold yellow", Conclusion.UNFIT: "bold red"}
MANY, MANY_EACH = 100, 20
"""Findings of one severity that are told of a single file, and of each of several, unless all are wanted."""
_BAR = 3  # files from which on progress is shown
_INDENT = 5
_FURTHER, _ROWS = 4, 40  # places and files that are named one by one


class CheckPage:
    """The page while answers come in; `several` closes it with a summary of all files."""

    def __init__(self, *, most: int | None, several: bool, output: Path | None) -> None:
        self._most = most if most is None else MANY_EACH if several else MANY
        self._several = several
        self._output = output
        self._stream: TextIO | None = None
        self._console: Console = page()
        self._briefs: list[Brief] = []
        self._folders: set[Path] = set()
        self._unread = 0

    def __enter__(self) -> CheckPage:
        if self._output is not None:
            self._output.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self._output.open("w", encoding="utf-8", newline="\n")
            self._console = Console(
                file=self._stream, highlight=False, markup=False, emoji=False, soft_wrap=True, width=100
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    def show(self, answer: Answer, *, with_findings: bool) -> None:
        """Print what came of one file; a file that could not be read goes to the error stream."""
        if refused(answer) or answer.checked is None:
            self._unread += 1
            return
        self._briefs.append(answer.checked.brief)
        if with_findings and (answer.checked.noted or answer.checked.unread or not self._several):
            self._head(answer.checked)
            self._findings(answer.checked)
        if not self._several:
            if with_findings:
                self._console.print()
            self._closing(answer.checked)
        if answer.target is not None and self._several:
            self._folders.add(answer.target.parent)
        elif answer.target is not None:
            self.written(answer.target)

    def close(self) -> None:
        """Print the summary of several files."""
        if self._several:
            self._summary()
            for folder in sorted(self._folders):
                self.written(folder)

    def written(self, target: Path) -> None:
        """Print the name of a file that was written."""
        self._console.print(str(target))

    def _head(self, checked: Checked) -> None:
        told = [
            str(checked.path),
            counted(checked.characters, "{n} character", "{n} characters"),
            counted(checked.coverage.figures, "{n} figure", "{n} figures"),
        ]
        self._console.print(Text(" · ".join(told), style="bold" if self._several else ""))
        for each in checked.unread:
            self._console.print(Text(say("not read: {what}", what=each), style="yellow"))

    def _findings(self, checked: Checked) -> None:
        for severity in Severity:
            rows = [each for each in checked.noted if each.finding.severity is severity]
            if not rows:
                continue
            self._console.print()
            word = severity.chinese if is_chinese() else f"{severity.value.capitalize()} {severity.chinese}"
            self._console.print(Text(f"{word} · {len(rows)}", style=_STYLES.get(severity, "bold")))
            shown = rows[: self._most]
            for each in shown:
                self._finding(each)
            if len(shown) < len(rows):
                self._console.print(
                    " " * _INDENT + say("… and {n} more (--all)", n=f"{len(rows) - len(shown):,}")
                )
        if self._several:
            self._console.print()

    def _finding(self, noted: Noted) -> None:
        finding, style = noted.finding, _STYLES.get(noted.finding.severity, "bold")
        head = Text(f"{noted.number:>3}  ")
        head.append("  ".join(filter(None, (noted.at.where, finding.rule))))
        if noted.consequence:
            head.append("  " + say("changes: {what}", what=noted.consequence), style=style)
        self._console.print(head)
        quote = finding.places[0].quote if finding.places else ""
        if quote:
            self._quotation(noted.at.before, _one_line(quote), noted.at.after, style)
        if not is_chinese():
            self._lines(english_of(finding.rule))
        self._lines(finding.message)
        told = say("→ write {what}.", what=finding.repair) if finding.repair else ""
        hint = finding.hint if told or not finding.hint else f"→ {finding.hint}"
        self._lines(told + hint if is_chinese() else f"{told} {hint}".strip())
        if len(finding.places) > 1:
            further = [_named(each) for each in finding.places[1 : _FURTHER + 1]]
            more = " …" if len(finding.places) > _FURTHER + 1 else ""
            self._lines(say("see also: {places}", places="、".join(further) + more))

    def _quotation(self, before: str, quote: str, after: str, style: str) -> None:
        """The words of the report, the figure marked by brackets and, where there are colours, by them."""
        text = Text()
        marked = f"【{quote}】"
        whole = before + marked + after
        at, end = len(before), len(before) + len(marked)
        passed = 0
        for line in wrapped(whole, max(20, self._console.width - _INDENT)):
            start = whole.index(line, passed)
            passed = start + len(line)
            piece = Text(" " * _INDENT + line, style="dim")
            low, high = max(at, start), min(end, passed)
            if low < high:
                piece.stylize("not dim " + style, _INDENT + low - start, _INDENT + high - start)
            text.append("\n" if text else "")
            text.append_text(piece)
        self._console.print(text)

    def _lines(self, text: str) -> None:
        if not text:
            return
        for line in wrapped(text, max(20, self._console.width - _INDENT)):
            self._console.print(" " * _INDENT + line)

    def _closing(self, checked: Checked) -> None:
        self._console.print(Text(verdict(checked), style=_VERDICTS[checked.conclusion]))
        self._coverage(checked.coverage)

    def _coverage(self, coverage: Coverage) -> None:
        for sentence in (coverage_sentence(coverage), *coverage.doubts):
            for line in wrapped(sentence, self._console.width):
                self._console.print(line)

    def _summary(self) -> None:
        order = tuple(Conclusion)
        results = sorted(self._briefs, key=lambda each: (-order.index(each.conclusion), -each.errors))
        worth = [each for each in results if any(each.counts.values())]
        if worth:
            columns = [
                Column(say("Report"), may_be_cut=True),
                Column(say("Verdict")),
                *(Column(severity_words(each), is_number=True) for each in Severity),
                Column(say("Verified"), is_number=True),
            ]
            shared = _shared([each.path for each in results])
            rows = [_row(each, shared) for each in worth[:_ROWS]]
            show_table(self._console, columns, [Section(rows)])
            if len(worth) > _ROWS:
                self._console.print(say("… and {n} more", n=f"{len(worth) - _ROWS:,}"))
            self._console.print()
        verdicts = Counter(each.conclusion for each in results)
        told = [
            counted(len(results) + self._unread, "{n} report", "{n} reports"),
            *(f"{conclusion_words(each)} {verdicts[each]:,}" for each in reversed(order) if verdicts[each]),
            *([say("not read: {what}", what=f"{self._unread:,}")] if self._unread else []),
        ]
        worst = next((each for each in reversed(order) if verdicts[each]), Conclusion.READY)
        self._console.print(Text(" · ".join(told), style=_VERDICTS[worst]))
        self._coverage(coverage_together(results))


def refused(answer: Answer) -> bool:
    """Whether there is no result; the reason is told on the error stream."""
    from jixiao.cli.running import told

    if answer.error is None:
        return False
    sentence = told(answer.error)
    named = sentence if answer.path.name in sentence else f"{answer.path}: {sentence}"
    sys.stderr.write(say("Error: {what}", what=named) + "\n")
    return True


def show_progress(answers: Iterator[Answer], count: int) -> Iterator[Answer]:
    """The answers, with a bar on the error stream where somebody looks at it."""
    if count < _BAR or not sys.stderr.isatty():
        yield from answers
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("Checking"), total=count)
        for each in answers:
            progress.update(task, advance=1)
            yield each


def _shared(paths: Sequence[Path]) -> Path:
    """The folder in which all of them lie: the table need not say it in every row."""
    try:
        return Path(os.path.commonpath([each.absolute().parent for each in paths]))
    except ValueError:  # on several drives
        return Path()


def _row(brief: Brief, shared: Path) -> tuple[str, ...]:
    counts = [f"{brief.counts[each]:,}" if brief.counts[each] else "" for each in Severity]
    verified = f"{brief.coverage.verified:,}/{brief.coverage.figures:,}"
    own = brief.path.absolute()
    named = own.relative_to(shared) if own.is_relative_to(shared) else brief.path
    return str(named), conclusion_words(brief.conclusion), *counts, verified


def _named(place: Place) -> str:
    if place.file:
        return f"《{Path(place.file).stem}》“{_one_line(place.quote)}”"
    own = "" if place.paragraph is not None else str(place)
    return " ".join(filter(None, (own, f"“{_one_line(place.quote)}”" if place.quote else "")))


def _one_line(text: str) -> str:
    return " ".join(text.split())
