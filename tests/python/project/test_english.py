"""What users read is plain English: phrases that readers stumbled over do not come back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from python_jobs.core.wording import counted
from tests.python.conftest import ROOT

STUMBLED_OVER = re.compile(
    r"cannot be meant|fault of ours|\bto mend\b|^MEND\b|\badds up: |Is it well\?|Somebody should look"
    r"|\bis no (YAML|table|workbook|file|text)\b|says it for good|could not be told|Who is to start"
    r"|[a-z]\(s\)"
)
TEXTS = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "python_jobs" / "cli").glob("*.py")),
    *sorted((ROOT / "python_jobs" / "doctor").glob("*.py")),
]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_phrase_that_readers_stumbled_over(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if STUMBLED_OVER.search(line)] == []


def test_one_thing_has_no_plural() -> None:
    assert counted(1, "file") == "1 file"
    assert counted(0, "file") == "0 files"
    assert counted(1200, "line") == "1,200 lines"
