"""`python -m benchmarks.lexer`: how fast the numbers of a text are read, beside a bare scan for digits.

The texts are the example's own report, a bulletin where every tenth character is a digit, a table of one
cell a line, and the documents of the folder that JIXIAO_REFERENCE names, if there is one. The best of some
runs counts, for the machine may have other work; the bare scan of the same run is the yardstick. Where JioNLP
is installed, what it needs to find the amounts of money alone is measured too.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from jixiao.document.writers.markdown import render_markdown
from jixiao.example import example_year
from jixiao.narrative.report import chosen_period, write_report
from jixiao.numerals.scan import scan

DIGITS = re.compile("[0-9]+")
BULLETIN = "全年完成{0}.{2}亿元，增长{3}.{4}%；其中一般项目{1}个、惠及{0}户，占比提高{5}.{6}个百分点。"
CELLS = "其他事务支出\n{2}{3},{1}.{4}{5}\n-\n{1},{1}.00\n{0}\n{6}.{7}%\n"


def main(arguments: Sequence[str]) -> int:
    """Measure and print a table."""
    runs = int(arguments[0]) if arguments else 7
    print("| reading the numbers of a text | characters | tokens | characters a second | × bare scan |")
    print("|---|---:|---:|---:|---:|")
    rival = money_of_jionlp()
    for name, text in texts():
        spent, bare = best(partial(scan, text), runs), best(partial(DIGITS.findall, text), runs)
        speed = len(text) / spent / 1e6
        print(
            f"| {name} | {len(text):,} | {len(scan(text)):,} | {speed:.1f} M | {spent / bare:.0f} |",
            flush=True,
        )
        if rival:
            slow = best(partial(rival, text), runs)
            print(
                f"| JioNLP, money alone | | | {len(text) / slow / 1e6:.1f} M | {slow / bare:.0f} |",
                flush=True,
            )
    return 0


def money_of_jionlp() -> Callable[[str], object] | None:
    """The amounts of money as JioNLP finds them, where it is installed (nothing here needs it)."""
    if not find_spec("jionlp"):
        return None
    rival: Callable[[str], object] = import_module("jionlp").ner.extract_money
    return rival


def texts() -> Iterator[tuple[str, str]]:
    """What is read, by name."""
    year = example_year()
    report = render_markdown(write_report(year, chosen_period(year)).document)
    yield "the example's report", report * (100_000 // len(report) + 1)
    yield "a bulletin, dense with figures", _filled(BULLETIN)
    yield "a table, one cell a line", _filled(CELLS)
    reference = os.environ.get("JIXIAO_REFERENCE")
    for folder in ("seed", "corpus") if reference else ():
        for path in sorted(Path(reference or "", folder).glob("*.txt")):
            yield path.stem, path.read_text(encoding="utf-8")


def best(action: Callable[[], object], runs: int) -> float:
    """The shortest processor time of some runs, in seconds."""
    shortest = float("inf")
    for _ in range(runs):
        started = time.process_time()
        action()
        shortest = min(shortest, time.process_time() - started)
    return shortest


def _filled(pattern: str) -> str:
    """About a hundred thousand characters, the figures different each time and the same on every machine."""
    lines = []
    for number in range(100_000 // len(pattern)):
        mixed = number * 7_919 % 9_973
        digits = [mixed * place % 10 for place in (3, 7, 11, 13, 17, 19)]
        lines.append(pattern.format(mixed, 100 + mixed % 900, *digits))
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
