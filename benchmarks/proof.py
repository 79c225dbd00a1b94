"""`python -m benchmarks.proof`: what a proof costs, in process on one core, beside a bare scan for digits.

The texts are the example's own report and, where JIXIAO_REFERENCE names a folder, the report in its `seed`.
Reading the file, findings and coverage are in the time; the best of some runs counts. Then the same text 1, 4
and 16 times over, for the time must grow with the length; the memory over many runs, which must not grow; and
a thousand files through the command line.
"""

from __future__ import annotations

import gc
import os
import re
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.lexer import DIGITS, best, money_of_jionlp
from benchmarks.processes import MB, cost
from jixiao.document.readers.text import read_text
from jixiao.document.writers.markdown import render_markdown
from jixiao.example import example_year
from jixiao.facts.facts import facts_of
from jixiao.facts.flow.reading import flow_of
from jixiao.narrative.report import chosen_period, write_report
from jixiao.numerals.scan import scan
from jixiao.proof import proof_of

FILES = 1_000
TIMES = (1, 4, 16)
ROUNDS = 60
WARM = 10


def main(arguments: Sequence[str]) -> int:
    """Measure and print tables."""
    runs = int(arguments[0]) if arguments else 7
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as name:
        for title, text in texts():
            path = Path(name, "report.txt")
            path.write_text(text, encoding="utf-8")
            for line in (*_steps(title, path, runs), "", *_growth(path, runs), "", *_memory(path), ""):
                print(line, flush=True)
        for line in _many(Path(name)):
            print(line, flush=True)
    return 0


def texts() -> Iterator[tuple[str, str]]:
    """What is proofed, by name."""
    year = example_year()
    report = render_markdown(write_report(year, chosen_period(year)).document)
    yield "the example's report", re.sub(r"[*#|]|\\(?=[^\w])", "", report)
    reference = os.environ.get("JIXIAO_REFERENCE")
    for path in sorted(Path(reference, "seed").glob("*.txt")) if reference else ():
        yield "the report of the reference folder", path.read_text(encoding="utf-8")


def check(path: Path) -> object:
    """A whole check, as the command line does it."""
    proof = proof_of(read_text(path))
    return proof.findings, proof.coverage


def _steps(title: str, path: Path, runs: int) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    document = read_text(path)
    flow = flow_of(document)
    bare = best(partial(DIGITS.findall, text), runs)
    yield f"| {title}, {len(text):,} characters | ms | × bare scan |"
    yield "|---|---:|---:|"
    steps: dict[str, Callable[[], object]] = {
        "reading the file": partial(read_text, path),
        "flow text and tables": partial(flow_of, document),
        "numbers": partial(scan, flow.text),
        "facts, all of the above from the document": partial(facts_of, document),
        "the whole check": partial(check, path),
    }
    if rival := money_of_jionlp():
        steps["JioNLP, amounts of money alone"] = partial(rival, text)
    for name, action in steps.items():
        spent = best(action, runs)
        yield f"| {name} | {spent * 1000:.1f} | {spent / bare:.0f} |"
    yield f"| a bare scan for digits | {bare * 1000:.2f} | 1 |"


def _growth(path: Path, runs: int) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    yield "| the text | characters | ms | ms for 10,000 characters |"
    yield "|---|---:|---:|---:|"
    for times in TIMES:
        longer = path.with_name(f"{times}.txt")
        longer.write_text("\n".join([text] * times), encoding="utf-8")
        spent = best(partial(check, longer), max(1, runs // times)) * 1000
        characters = len(text) * times
        yield f"| {times} × | {characters:,} | {spent:.0f} | {spent / characters * 10_000:.1f} |"


def _memory(path: Path) -> Iterator[str]:
    for _ in range(WARM):
        check(path)
    gc.collect()
    tracemalloc.start()
    check(path)
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(ROUNDS):
        check(path)
    gc.collect()
    after, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    yield (
        f"Memory kept after {ROUNDS} further checks: {(after - before) / MB:+.2f} MB; "
        f"held at most during one: {most / MB:.0f} MB."
    )


def _many(folder: Path) -> Iterator[str]:
    title, text = list(texts())[-1]
    files = folder / "many"
    files.mkdir()
    for number in range(FILES):
        (files / f"{number:04}.txt").write_text(text, encoding="utf-8")
    started = time.perf_counter()
    command = [sys.executable, "-m", "jixiao", "check", str(files), "--format", "jsonl", "-j", "2"]
    spent = cost([*command, "--fail-on", "never", "-o", str(folder / "out.jsonl")], 1)
    yield f"{FILES:,} files like {title} through the command line, two processes: {spent.wall:.1f} s, "
    yield f"{spent.memory / MB:.0f} MB (measured in {time.perf_counter() - started:.0f} s)."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
