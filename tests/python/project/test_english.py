"""What users read is plain English: phrases that readers stumbled over do not come back."""

from __future__ import annotations

import ast
import io
import re
import tokenize
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


# in comments and docstrings besides
ODD_IN_COMMENTS = re.compile(
    r"\bmend(s|ed|ing)?\b|\b(fault|field|fields|calendar) of ours\b|\bwhoever\b|\bsomebody\b|\bminds its\b"
    r"|\b(is|was) told of\b|\bhears? nothing\b|\bheap of\b|\bis no (YAML|table|workbook|text|number|feed|record)\b",
    re.IGNORECASE,
)
SQL_COMMENT = re.compile(r"--[^\n]*|{#.*?#}", re.DOTALL)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_phrase_that_readers_stumbled_over(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if STUMBLED_OVER.search(line)] == []


def test_comments_are_plain_english() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path, text in [*_python_comments(), *_sql_comments()]
        if (found := ODD_IN_COMMENTS.search(text))
    ]
    assert found == []


def _python_comments() -> list[tuple[Path, str]]:
    """Every comment and docstring of python_jobs."""
    texts = []
    for path in sorted((ROOT / "python_jobs").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                texts.append((path, token.string))
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                texts.append((path, ast.get_docstring(node) or ""))
    return texts


def _sql_comments() -> list[tuple[Path, str]]:
    """Every comment of the models and macros."""
    return [
        (path, comment)
        for folder in ("models", "macros")
        for path in sorted((ROOT / folder).rglob("*.sql"))
        for comment in SQL_COMMENT.findall(path.read_text(encoding="utf-8"))
    ]


def test_one_thing_has_no_plural() -> None:
    assert counted(1, "file") == "1 file"
    assert counted(0, "file") == "0 files"
    assert counted(1200, "line") == "1,200 lines"
