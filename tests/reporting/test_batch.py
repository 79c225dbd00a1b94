from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.errors import UnreadableFile
from jixiao.findings import Severity
from jixiao.reporting import batch
from jixiao.reporting.batch import Job, Unforeseen, Wish, answer, answers
from tests.reporting.files import SOUND, WRONG_RATE, text_file


def jobs(folder: Path) -> list[Job]:
    """Two reports, and between them one that cannot be read."""
    (folder / "坏.docx").write_bytes(b"PK\x03\x04rubbish")
    paths = [
        text_file(folder, WRONG_RATE, name="一.txt"),
        folder / "坏.docx",
        text_file(folder, SOUND, name="二.txt"),
    ]
    return [Job(path, Wish("jsonl")) for path in paths]


@pytest.mark.parametrize("processes", [1, 2])
def test_answers_come_in_order_whatever_one_file_holds(tmp_path: Path, processes: int):
    first, second, third = answers(jobs(tmp_path), processes)
    assert first.output["findings"]
    assert isinstance(second.error, UnreadableFile)
    assert second.error.english
    assert third.checked is not None
    assert third.checked.conclusion.value == "ready"


def test_what_the_program_did_not_foresee_is_an_answer_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(batch, "checked", fails)
    said = answer(jobs(tmp_path)[0])
    assert isinstance(said.error, Unforeseen)
    assert "ZeroDivisionError" in str(said.error)


def test_a_level_counts_all_graver_ones(tmp_path: Path):
    said = answer(jobs(tmp_path)[0])
    assert said.has(Severity.ERROR)
    assert said.has(Severity.NOTICE)
    assert not answer(jobs(tmp_path)[2]).has(Severity.NOTICE)


def test_a_form_that_is_a_file_is_written_where_the_job_says(tmp_path: Path):
    job = jobs(tmp_path)[0]
    target = tmp_path / "neu" / "r.html"
    said = answer(Job(job.path, Wish("html"), target))
    assert said.error is None
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
