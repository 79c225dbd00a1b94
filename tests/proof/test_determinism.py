"""One document, one answer: byte for byte, whatever seed a process hashes with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden.golden import slips, spoiled


@pytest.mark.parametrize("name", ["tracking", "budget_report"])
def test_two_processes_print_the_same_bytes(name: str, tmp_path: Path):
    several = [slip for slip in slips(name) if not slip.is_alone]
    text, _ = spoiled(name, several)
    path = tmp_path / "报告.txt"
    path.write_text(text, encoding="utf-8")
    printed = [checked(path, seed) for seed in ("0", "4242")]
    assert len(printed[0]) > 10_000
    assert printed[1] == printed[0]


def checked(path: Path, seed: str) -> bytes:
    command = [sys.executable, "-m", "jixiao", "check", str(path), "--format", "jsonl", "--relations"]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    run = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert run.returncode == 1, run.stderr.decode()
    return run.stdout
