"""A workbook is opened by a program of its own: what it passes on, and what becomes of its failures."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from python_jobs.core.errors import CustomerIntelligenceError, InputError, WarehouseError
from python_jobs.landing.contents import workbook_rows
from tests.python.landing import bombs
from tests.python.landing.conftest import Landing
from tests.python.landing.hostile_files import GOOD_RECORD, HEADERS, HOSTILE_TEXTS


def write(landing: Landing, *records: Sequence[str]) -> Path:
    rows = []
    for record in (HEADERS[0].split(","), *records):
        cells = (f'<t xml:space="preserve">{escape(text)}</t>' for text in record)
        row = "".join(f'<c t="inlineStr"><is>{text}</is></c>' for text in cells)
        rows.append(f"<row>{row}</row>")
    path = landing.folder / "orders.xlsx"
    path.write_bytes(bombs.workbook(bombs.sheet_xml("".join(rows))))
    return path


def with_text(text: str) -> tuple[str, ...]:
    return (*GOOD_RECORD[:2], text, *GOOD_RECORD[3:])


def test_every_text_arrives_as_it_stands_in_the_cell(landing: Landing) -> None:
    texts = [text for text in HOSTILE_TEXTS if text.isprintable() or "\n" in text]
    landing.land(write(landing, *map(with_text, texts)))
    assert [line[2] for line in landing.lines()] == texts


def test_a_good_workbook_has_no_rejected_row(landing: Landing) -> None:
    [landed] = landing.land(write(landing, GOOD_RECORD, [""] * 8, GOOD_RECORD))
    assert (landed.row_count, landed.rejected_count) == (2, 0)
    assert landing.query("select source_row from raw.order_lines order by 1") == [(2,), (4,)]


def test_a_cell_that_is_too_long_costs_its_row(landing: Landing) -> None:
    texts = ["x" * 4000, "x" * 100_000, "\N{GRINNING FACE}" * 2001, "MUG"]
    landing.land(write(landing, *map(with_text, texts)))
    assert [line[2] for line in landing.lines()] == [texts[0], texts[3]]
    assert landing.rejected() == [
        (3, "a cell is longer than 4,000 characters"),
        (4, "a cell is longer than 4,000 characters"),
    ]


def test_rows_are_numbered_through_all_batches(landing: Landing) -> None:
    number = 60_000
    landing.land(write(landing, *[GOOD_RECORD] * number))
    assert landing.query(
        "select count(*), count(distinct source_row), min(source_row), max(source_row) "
        "from raw.order_lines"
    ) == [(number, number, 2, number + 1)]


def test_a_panic_of_the_library_is_told_like_any_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Panic(BaseException):
        """What PyO3 raises is no Exception either."""

    def panic(path: str) -> None:
        raise Panic("index out of bounds")

    monkeypatch.setattr(workbook_rows, "_limit_memory", lambda most_bytes: None)
    monkeypatch.setattr(workbook_rows, "_lines", panic)
    assert workbook_rows.main("orders.xlsx", 1) == workbook_rows.UNREADABLE
    assert capsys.readouterr().err == "index out of bounds\n"


@pytest.mark.parametrize(
    ("exit_code", "said", "error", "message"),
    [
        (workbook_rows.UNREADABLE, b"two\nlines", InputError, "can be read .two lines."),
        (workbook_rows.UNREADABLE, b"No space left on device", WarehouseError, "is full"),
        (workbook_rows.TOO_LARGE, b"", InputError, "takes more than 1,024 MB of memory"),
        (-6, b"memory allocation failed", InputError, "takes more than 1,024 MB of memory"),
    ],
)
def test_a_failure_of_the_program_is_one_sentence(
    landing: Landing,
    monkeypatch: pytest.MonkeyPatch,
    exit_code: int,
    said: bytes,
    error: type[CustomerIntelligenceError],
    message: str,
) -> None:
    path = write(landing, GOOD_RECORD)

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, exit_code, b"", said)

    monkeypatch.setattr("python_jobs.landing.contents.workbook.subprocess.run", run)
    with pytest.raises(error, match=message):
        landing.land(path)
    assert not landing.warehouse_exists()
