"""Batch (成批核稿): many files checked, each answered whatever it holds."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.findings import Severity
from jixiao.proof import Proof
from jixiao.reporting.beside import Beside
from jixiao.reporting.checked import Checked, checked
from jixiao.reporting.settings import Settings, load_settings, settings_for

FORMS = ("text", "json", "jsonl", "sarif", "html", "docx", "xlsx")
"""The forms in which findings can be told."""


class Unforeseen(JixiaoError):
    """The file upset the program. / 程序处理这个文件时出错。"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of each file (核稿要求). `date` dates the comments of a Word file."""

    form: str = "text"
    with_relations: bool = False
    suggest: bool = False
    config: Path | None = None
    date: dt.datetime | None = None
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be checked (一份文稿), and where the result is written, where it is a file of its own."""

    path: Path
    wish: Wish
    target: Path | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job: the result, or why there is none. `output` is what the form makes of it."""

    path: Path
    checked: Checked | None = None
    output: Any = None
    error: JixiaoError | None = None
    target: Path | None = None

    def has(self, level: Severity) -> bool:
        """Whether something as grave as that level was found, or graver."""
        order = tuple(Severity)
        graver = order[: order.index(level) + 1]
        return self.checked is not None and any(self.checked.counts[each] for each in graver)


def answers(jobs: Sequence[Job], processes: int = 1) -> Iterator[Answer]:
    """The answers in the order of the jobs, each as soon as those before it are there."""
    if processes <= 1 or len(jobs) <= 1:
        yield from map(answer, jobs)
        return
    done = 0
    with ProcessPoolExecutor(min(processes, len(jobs)), initializer=_start) as pool:
        futures = [pool.submit(answer, job) for job in jobs]
        try:
            for future in futures:
                yield future.result()
                done += 1
        except BrokenProcessPool:
            pass
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for job in jobs[done:]:  # one of them ends the process that reads it: each in a process of its own
        with ProcessPoolExecutor(1) as single:
            try:
                yield single.submit(answer, job).result()
            except BrokenProcessPool:
                yield Answer(job.path, error=_upset(job.path, "MemoryError"))


def answer(job: Job) -> Answer:
    """The answer to one job; whatever goes wrong with the file is part of it."""
    try:
        settings = load_settings(job.wish.config) if job.wish.config else settings_for(job.path)
        found, proof = _checked(job, settings)
        output = _output(job, found, proof)
    except JixiaoError as error:
        return Answer(job.path, error=error)
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Answer(
            job.path,
            error=JixiaoError(f"{error.filename or job.path}：{why}。", english=f"{error.filename}: {why}."),
        )
    except (Exception, RecursionError) as error:  # noqa: BLE001 - the other files are answered all the same
        return Answer(job.path, error=_upset(job.path, _told(error)))
    return Answer(job.path, replace(found, relations=()), output, target=job.target)


def _checked(job: Job, settings: Settings) -> tuple[Checked, Proof]:
    wish = job.wish
    return checked(job.path, settings, with_relations=wish.with_relations, beside=wish.beside)


def _output(job: Job, found: Checked, proof: Proof) -> Any:
    """What the form makes of the result; a form that is a file of its own is written at once."""
    match job.wish.form:
        case "json" | "jsonl":
            from jixiao.reporting.as_json import record_of

            return record_of(found, with_relations=job.wish.with_relations)
        case "sarif":
            from jixiao.reporting.as_sarif import results_of

            return results_of(found)
        case "html":
            from jixiao.reporting.page import page_of

            page = page_of(found, proof)
            if job.target is None:
                return page
            _write(job.target, page.encode())
        case "docx":
            from jixiao.reporting.annotated import annotated

            assert job.target is not None, "the command has seen to it"
            _write(job.target, annotated(found, proof, suggest=job.wish.suggest, date=job.wish.date))
        case _:
            pass
    return None


def _write(target: Path, data: bytes) -> None:
    from jixiao.document.writers.word_package import replace_file

    target.parent.mkdir(parents=True, exist_ok=True)
    replace_file(target, data)


_OBJECTS = 200_000  # those of several reports: collecting each one's garbage by itself costs a tenth more


def _start() -> None:
    """Let a process collect garbage seldom, and never what it was forked with."""
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 100)


def _upset(path: Path, what: str) -> Unforeseen:
    return Unforeseen(
        f"{path.name} 没有核完：程序出错（{what}）。",
        hint="请把这个文件和这句话发给维护的人；其余文件不受影响。",
        english=f"{path.name} was not checked: the program failed ({what}). Please report it.",
    )


def _told(error: BaseException) -> str:
    """The kind of error and where it arose, for whoever mends the program."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    at = f" {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{at}"
