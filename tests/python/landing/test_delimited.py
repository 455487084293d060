"""The two readers of delimited text where they once lost, changed or re-read something."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from python_jobs.core.errors import InputError
from python_jobs.landing.tables import delimited, records
from python_jobs.landing.tables.delimited import read_batches
from python_jobs.landing.tables.dialect import Dialect
from tests.python.landing.conftest import HEADER, Landing

GOOD = "489001,10001,MUG,12,2010-12-01 08:26:00,2.55,13085,France"
BYTE_ORDER_MARK = "\ufeff"


def read(text: str) -> tuple[list[tuple[str, ...]], list[tuple[int, str]]]:
    """The records of a text with three columns, by line, and the lines set aside."""
    found: list[tuple[int, tuple[str, ...]]] = []
    rejected = []
    for batch in read_batches(io.StringIO(text), Dialect(","), 3, lines_before=1):
        rows = batch.lines.to_pylist()
        found += [(row["line_number"], (row["0"], row["1"], row["2"])) for row in rows]
        rejected += [(one.line_number, one.error) for one in batch.rejected]
    return [record for _, record in sorted(found)], rejected


def test_a_byte_order_mark_inside_a_file_is_no_part_of_an_id(landing: Landing) -> None:
    """Files that were joined have one inside. pyarrow finds nothing in a line of it alone."""
    text = f"{HEADER}\n{BYTE_ORDER_MARK}{GOOD}\n{BYTE_ORDER_MARK}{GOOD}\n"
    landing.land(landing.write("orders.csv", text))
    assert [line[0] for line in landing.lines()] == ["489001"] * 2
    assert read(BYTE_ORDER_MARK) == ([], [(2, "it has 1 field, the header has 3")])


def test_a_field_of_several_lines_may_end_like_a_whole_record() -> None:
    """The last line has as many fields as the header, but it closes the quote of the first one."""
    assert read('a,"one,\ntwo",b\nc,d,e\n') == ([("a", "one,\ntwo", "b"), ("c", "d", "e")], [])
    assert read('a,b,"one\ntwo,three,four"\n') == ([("a", "b", "one\ntwo,three,four")], [])


def test_the_rest_of_an_endless_line_is_no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "CHUNK_CHARACTERS", 16)
    monkeypatch.setattr(delimited, "LONGEST_LINE", 20)
    monkeypatch.setattr(records, "LONGEST_LINE", 20)
    found, rejected = read(f"a,b,c\n{'x' * 48}1,2,3\nd,e,f\n{'y' * 99}")
    assert found == [("a", "b", "c"), ("d", "e", "f")]
    assert [line_number for line_number, _ in rejected] == [3, 5]


def test_quotes_that_stay_open_are_read_a_bounded_number_of_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of these lines closes one quote and opens the next."""
    lines = ['x",y,"z'] * 400
    read_characters = 0
    real_reader = csv.reader

    def note(taken: Iterable[str]) -> Iterator[str]:
        nonlocal read_characters
        for line in taken:
            read_characters += len(line)
            yield line

    def reader(taken: Iterable[str], *arguments: Any, **options: Any) -> Any:
        return real_reader(note(taken), *arguments, **options)

    monkeypatch.setattr(csv, "reader", reader)
    assert len(read("\n".join(lines))[1]) == len(lines)
    assert read_characters < 4 * records.MOST_LINES_OF_A_RECORD * sum(map(len, lines))


def test_a_delimiter_beyond_ascii_is_understood(landing: Landing) -> None:
    feed = landing.write(
        "feed.yml",
        "columns: {invoice: a, invoice_date: b, stock_code: c, quantity: d, price: e}\n"
        'delimiter: "§"\n',
    )
    text = "a§b§c§d§e\n1§2010-12-01§10001§1§2\n"
    landing.land(landing.write("orders.csv", text), feed=feed)
    assert landing.lines() == [("1", "10001", None, "1", "2010-12-01", "2", None, None)]


def test_a_field_counts_as_sql_server_counts_it(landing: Landing) -> None:
    """Its nvarchar(4000) holds 2,000 characters from beyond the first 65,536."""
    fitting, long = "\N{GRINNING FACE}" * 2000, "\N{GRINNING FACE}" * 2001
    lines = [GOOD.replace("MUG", text) for text in (fitting, long)]
    for end in ("", '"",,,,,,,\n'):
        landing.land(landing.write("orders.csv", "\n".join((HEADER, *lines, end))))
        assert [line[2] for line in landing.lines()] == [fitting]
        assert landing.query(
            "select line_number, error, length(raw_text) < 2100 from raw.rejected_lines "
            "where line_number = 3"
        ) == [(3, "a field is longer than 4,000 characters", True)]


def test_more_bad_lines_than_good_ones_are_a_bad_file(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("python_jobs.landing.lines.rejected.MOST_BAD_LINES", 2)
    landing.land(landing.write("orders.csv", "\n".join((HEADER, GOOD, GOOD, GOOD, *"xyz"))))
    assert len(landing.rejected()) == 3
    before = landing.query("select * from raw.landed_files")
    for bad_lines in (["x"] * 4, [",,,,,,,"] * 4):
        text = "\n".join((HEADER, GOOD, GOOD, GOOD, *bad_lines))
        with pytest.raises(InputError, match="4 bad lines and only 3 good ones.*first .* line 5"):
            landing.land(landing.write("orders.csv", text))
    with pytest.raises(InputError, match="bad lines and only 1 good one so far"):
        landing.land(landing.write("orders.csv", "\n".join((HEADER, GOOD, *["x"] * 4))))
    assert landing.query("select * from raw.landed_files") == before


def test_a_header_of_quoted_names_behind_blanks_is_found(landing: Landing) -> None:
    """Lines whose texts hold the delimiter are wider than the header until a blank behind it means nothing."""
    header = ", ".join(f'"{name}"' for name in HEADER.split(","))
    line = '489001, 10001, "MUG, BLUE, LARGE, NEW", 12, 2010-12-01 08:26:00, 2.55, 13085, France'
    landing.land(landing.write("orders.csv", f"{header}\n{line}\n"))
    assert [one[2:4] for one in landing.lines()] == [("MUG, BLUE, LARGE, NEW", "12")]
