"""`python3 run.py bench`: what the program costs on this machine, as tables for docs/dev/performance.md."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.processes import MB, Cost, cost

# This process stays small: what it holds in memory when it starts another counts as the other's.
PYTHON = (sys.executable, "-m")
JIXIAO = (*PYTHON, "jixiao")
SIZES = ((500, 25, 25_000), (1_000, 50, 50_000), (2_000, 100, 100_000))


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=5, help="runs of each small command; large ones take a third"
    )
    runs = parser.parse_args(arguments).runs
    print(f"{machine()}; Python {platform.python_version()}; median of {runs} runs\n")
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as name:
        folder = Path(name)
        for line in (
            *_starting(runs),
            "",
            *_example(folder, runs),
            "",
            *_large(folder, max(1, runs // 3)),
            "",
            *_reading(runs),
        ):
            print(line, flush=True)
    return 0


def machine() -> str:
    """The machine in words, without its name."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        model = next(
            line.split(":", 1)[1].strip() for line in text.splitlines() if line.startswith("model name")
        )
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} × {model}"


def _starting(runs: int) -> Iterator[str]:
    bare = cost([sys.executable, "-c", "pass"], runs)
    own = cost([*JIXIAO, "--help"], runs)
    yield from _header("starting")
    yield _row("python -c pass", bare)
    yield _row("jixiao --help", own)
    yield f"| more than the bare interpreter | | {own.cpu - bare.cpu:.2f} s | |"


def _example(folder: Path, runs: int) -> Iterator[str]:
    subprocess.run([*JIXIAO, "example", "-o", str(folder)], check=True, capture_output=True)
    year = folder / "yuetan-2019.xlsx"
    yield from _header("the example: 20 focus projects")
    yield _row("year check", cost([*JIXIAO, "year", "check", str(year)], runs))
    yield _row("track", cost([*JIXIAO, "track", str(year)], runs))
    for suffix in ("docx", "html", "md", "pdf"):
        output = str(folder / f"report.{suffix}")
        yield _row(f"report -o report.{suffix}", cost([*JIXIAO, "report", str(year), "-o", output], runs))
    yield _row("forms", cost([*JIXIAO, "forms", str(year), "-o", str(folder / "forms")], runs))
    form = subprocess.run([*PYTHON, "benchmarks.word_form"], check=True, capture_output=True, text=True)
    yield f"| one more Word form in a running program | | {form.stdout.strip()} ms | |"


def _large(folder: Path, runs: int) -> Iterator[str]:
    yield from _header("a large year, from its workbook")
    totals = []
    for projects, focus, payments in SIZES:
        year = folder / f"large-{projects}.xlsx"
        counts = map(str, (projects, focus, payments))
        subprocess.run([*PYTHON, "benchmarks.large_year", *counts, str(year)], check=True)
        size = f"{projects:,} projects, {payments:,} payments"
        yield f"| *{size}, {year.stat().st_size / MB:.1f} MB* | | | |"
        steps = {
            "year check": ["year", "check", str(year)],
            "report -o report.docx": ["report", str(year), "-o", str(folder / "large.docx")],
            "forms (annex workbooks and Word files)": ["forms", str(year), "-o", str(folder / "large")],
        }
        total = Cost(0, 0, 0)
        for name, step in steps.items():
            found = cost([*JIXIAO, *step], runs)
            total += found
            yield _row(name, found)
        yield _row("together", total)
        totals.append((projects, total))
    yield ""
    yield "| projects | seconds together | a thousand projects |"
    yield "|---:|---:|---:|"
    for projects, total in totals:
        yield f"| {projects:,} | {total.wall:.1f} | {total.wall * 1000 / projects:.1f} |"


def _reading(runs: int) -> Iterator[str]:
    """The speed at which numbers are read, measured in a process of its own."""
    lexer = subprocess.run(
        [*PYTHON, "benchmarks.lexer", str(runs)], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    yield from lexer.stdout.splitlines()


def _header(title: str) -> Iterator[str]:
    yield f"| {title} | wall | CPU | memory |"
    yield "|---|---:|---:|---:|"


def _row(name: str, found: Cost) -> str:
    return f"| {name} | {found.wall:.2f} s | {found.cpu:.2f} s | {found.memory / MB:.0f} MB |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
