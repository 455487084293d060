"""A workbook is opened by a program of its own: what it passes on, and what becomes of its failures."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.core.errors import CustomerIntelligenceError, InputError, WarehouseError
from python_jobs.landing.contents import workbook_rows
from python_jobs.landing.inspection.inspect import inspect
from python_jobs.landing.values.doubt import Doubt
from tests.python.landing import bombs
from tests.python.landing.conftest import Landing
from tests.python.landing.hostile_files import GOOD_RECORD, HEADERS, HOSTILE_TEXTS
from tests.python.landing.old_workbooks import write_ods, write_xls
from tests.python.landing.xlsb import write_xlsb


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


def _doubts_of_rows(landing: Landing, rows: str) -> list[Doubt]:
    names = "".join(f'<c t="inlineStr"><is><t>{one}</t></is></c>' for one in HEADERS[0].split(","))
    path = landing.folder / "marks.xlsx"
    path.write_bytes(bombs.workbook(bombs.sheet_xml(f"<row>{names}</row>{rows}")))
    feed = landing.write(
        "feed.yml",
        "columns: {invoice: Invoice, stock_code: StockCode, quantity: Quantity, invoice_date: InvoiceDate, price: Price}\n",
    )
    progress = Progress(Console(file=io.StringIO()))
    return inspect(landing.project, path, feed, progress).doubts


def _row(number: int, attributes: str = "", price: str = "<c{at}><v>2.5</v></c>") -> str:
    texts = (str(489000 + number), f"1000{number}", "MUG", "1", "2010-12-01 08:26:00")
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    last = price.format(at=f' r="F{number}"')
    return f'<row r="{number}"{attributes}>{cells}{last}</row>'


def test_rows_that_a_filter_hides_are_told_and_count(landing: Landing) -> None:
    rows = _row(2) + _row(3, ' hidden="1"') + _row(4, ' ht="15" hidden="true"')
    empty = '<row r="5" hidden="1"/><row r="6" hidden="1"><c r="A6" s="1"/></row>'
    [doubt] = _doubts_of_rows(landing, rows + empty)
    assert doubt.kind == "hidden_rows"
    assert doubt.sentence.startswith("2 rows of the sheet")


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
def test_formulas_that_nobody_has_calculated_are_told(landing: Landing, value: str) -> None:
    formula = "<c{at}><f>2*1.25</f>" + value + "</c>"
    doubts = _doubts_of_rows(landing, _row(2) + _row(3, price=formula) + _row(4, price=formula))
    assert doubts[0].kind == "formulas_without_values"
    assert "2 cells" in doubts[0].sentence
    assert "'Price'" in doubts[0].sentence


def test_formulas_with_values_are_not_told(landing: Landing) -> None:
    formula = "<c{at}><f>2*1.25</f><v>2.5</v></c>"
    unread = '<c r="I2"><f>1+1</f></c><c r="J2" t="str"><f>""</f><v></v></c>'
    rows = _row(2, price=formula) + _row(3, price=formula + unread)
    assert _doubts_of_rows(landing, rows) == []


@pytest.mark.parametrize("kind", ["ods", "xls", "xlsb"])
def test_hidden_rows_of_other_workbooks_are_told(landing: Landing, kind: str) -> None:
    rows = [
        HEADERS[0].split(",")[:6],
        *(
            [str(489000 + at), f"1000{at}", "MUG", "1", "2010-12-01 08:26:00", "2.5"]
            for at in range(5)
        ),
    ]
    path = landing.folder / f"orders.{kind}"
    if kind == "ods":
        write_ods(path, rows, {}, {2: "collapse", 4: "filter", 5: "visible"})
    elif kind == "xls":
        write_xls(path, rows, {}, [2, 4])
    else:
        write_xlsb(path, rows, hidden=[2, 4])
    feed = landing.write(
        "feed.yml",
        "columns: {invoice: Invoice, stock_code: StockCode, quantity: Quantity, invoice_date: InvoiceDate, price: Price}\n",
    )
    progress = Progress(Console(file=io.StringIO()))
    [doubt] = inspect(landing.project, path, feed, progress).doubts
    assert doubt.kind == "hidden_rows"
    assert doubt.sentence.startswith("2 rows of the sheet")
