"""A check for known holes that could not ask does not pass."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.python.conftest import ROOT

CLEAN = {"name": "click", "version": "8.4.2", "vulns": []}
SKIPPED = {"name": "pyodbc", "skip_reason": "not found on the index"}
HOLED = {
    "name": "requests",
    "version": "2.0.0",
    "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["2.0.1"]}],
}


def audit(folder: Path, answer: list[dict[str, Any]] | None, *options: str) -> tuple[int, str]:
    """Run the script with an index that answers so; None: it does not answer."""
    answers = folder / "answer.json"
    if answer is not None:
        answers.write_text(json.dumps({"dependencies": answer}), encoding="utf-8")
    programs = {
        "uv": "exit 0",
        "uvx": 'for last; do :; done; cp "$ANSWER" "$last" 2>/dev/null || { echo no index >&2; exit 1; }',
    }
    for name, text in programs.items():
        program = folder / name
        program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        program.chmod(0o755)
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "audit.py"), *options],
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "ANSWER": str(answers)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins for uv and uvx are shell scripts")
@pytest.mark.parametrize(
    ("answer", "code", "code_or_say_so"),
    [
        ([CLEAN], 0, 0),
        ([CLEAN, HOLED], 1, 1),
        ([SKIPPED, HOLED], 1, 1),
        ([CLEAN, SKIPPED], 2, 0),
        ([], 2, 0),
        (None, 2, 0),
    ],
)
def test_what_an_audit_ends_with(
    answer: list[dict[str, Any]] | None, code: int, code_or_say_so: int, tmp_path: Path
) -> None:
    assert audit(tmp_path, answer)[0] == code
    ended, said = audit(tmp_path, answer, "--or-say-so")
    assert ended == code_or_say_so
    assert ("Not every dependency could be asked about" in said) == (code == 2)


def test_the_workflow_asks_in_earnest() -> None:
    """On GitHub, .ci/run does not pass over what could not be asked."""
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    in_earnest = steps.split('if [ "${GITHUB_ACTIONS:-}" = true ]; then', 1)[1].split("else", 1)[0]
    assert in_earnest.split() == ["uv", "run", "python", "scripts/audit.py"]
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "bash .ci/run" in workflow
