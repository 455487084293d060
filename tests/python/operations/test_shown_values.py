"""What a file or a database holds is text wherever people read it: terminal, log, record, chat."""

from __future__ import annotations

import io
import json
import logging
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from python_jobs.core import full_log
from python_jobs.core.errors import InputError, WarehouseError, describe
from python_jobs.core.wording import doubt_in_words, safe, shown
from python_jobs.monitor import logs
from python_jobs.run.request import RunReport
from python_jobs.run.summary import print_summary
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse

ESCAPES = "\x1b[31mred\x1b[0m"
BIDI = "abc\u202egnp.exe"
NAMES = ["[/x]", "[bold]", "[link=http://example.com]x[/link]", ESCAPES, BIDI, "\\", "[", "a\nb"]


@given(st.text())
def test_no_text_moves_a_cursor_or_starts_a_line(text: str) -> None:
    assert all(one.isprintable() for one in shown(text))
    message = safe(text)
    assert all(one.isprintable() or one in "\n\t" for one in message)
    assert all(line.startswith("  ") or not line for line in message.split("\n")[1:])
    assert safe(message) == message


@pytest.mark.parametrize(
    "address",
    ["https://name:pass-word@host/x", "postgres://name:p@ss-word@host", "http://:pass-word@host"],
)
def test_an_address_is_shown_without_name_and_password(address: str) -> None:
    said = describe(WarehouseError(f"{address} refused the connection"))
    assert "word" not in said
    assert "://host" in said


class Answers:
    """A warehouse whose every name is hostile."""

    location = "/srv/[/x]/warehouse.duckdb"

    def __init__(self, name: str) -> None:
        self.name = name

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        if "'accepted'" in sql:
            return [("accepted", 1), (self.name, 2)]
        if "segment, customers" in sql:
            return [(self.name, 1, 0.5, Decimal(1), 0.5)]
        if "antecedent_descriptions" in sql:
            return [(self.name, f"{self.name} x", 1.5, 0.5, 3)]
        if "count(*) from marts.association_rules" in sql:
            return [(1,)]
        if "max(as_of_date)" in sql:
            return [(1, 1, "2011-12-10", 0, 1)]
        if "vw_customer_outlook" in sql:
            return [(90, 1.5, Decimal(1))]
        if "from marts.fact_sales" in sql:
            return [(Decimal(1), Decimal(0), Decimal(1))]
        if "landed_files" in sql:
            return [(3, 0)]
        return [(self.name,) * 4]


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_shows_every_name_as_text(
    name: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(full_log.LOGGER), "propagate", True)
    screen = io.StringIO()
    report = RunReport(dashboards_page=Path("/srv/[/x]/page.html"), seconds={"land": 1.0})
    warehouse: Any = Answers(name)
    print_summary(Console(file=screen, width=200, force_terminal=False), warehouse, report)
    assert "cannot be shown" not in caplog.text
    said = screen.getvalue()
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert shown(name) in said
    assert "/srv/[/x]/page.html" in said


def test_a_summary_that_fails_is_only_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(full_log.LOGGER), "propagate", True)
    warehouse = DuckDBWarehouse(tmp_path / "without_marts.duckdb")
    print_summary(Console(file=io.StringIO()), warehouse, RunReport())
    warehouse.close()
    assert "its summary cannot be shown" in caplog.text


@pytest.mark.parametrize("log_format", logs.FORMATS)
def test_the_log_holds_text_alone(tmp_path: Path, log_format: str) -> None:
    logger = logging.getLogger(full_log.LOGGER)
    before = list(logger.handlers)
    forged = "x\n2026-11-25 06:00:00 INFO 1 run: done"
    logs.set_up_file(tmp_path, log_format)
    try:
        logger.warning("%s and %s and %s", ESCAPES, BIDI, forged)
        try:
            raise ValueError(ESCAPES)
        except ValueError:
            logger.warning("https://name:word@host", exc_info=True)
    finally:
        for handler in set(logger.handlers) - set(before):
            handler.close()
        logger.handlers = before
    text = (tmp_path / logs.FILE_NAME).read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "word@" not in text
    assert not any(line.endswith("run: done") and line[0] == "2" for line in text.splitlines()[1:])
    if log_format == logs.JSON:
        assert all(json.loads(line)["message"] for line in text.splitlines())


def test_an_error_keeps_its_lines() -> None:
    error = InputError("Two things:\n  - one\n  - two\nLook there.")
    assert describe(error) == "Two things:\n  - one\n  - two\n  Look there."


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("the days are to come", "the days are to come. For instance: 5. Correct them."),
        ("A day is odd.", "A day is odd. For instance: 5. Correct them."),
    ],
)
def test_a_doubt_is_whole_sentences(sentence: str, said: str) -> None:
    assert doubt_in_words(sentence, "5", "Correct them.") == said
    assert doubt_in_words(sentence, "", "Correct them.") == said.replace(" For instance: 5.", "")
