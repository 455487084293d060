"""Workbooks inside an archive are read as those beside it are; what would fill the disk is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from python_jobs.core.errors import InputError
from tests.python.landing import bombs
from tests.python.landing.bombs import Member
from tests.python.landing.conftest import Landing
from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table
from tests.python.landing.test_inspect import look

OTHER = "9,2024-06-01,A,Lamp,1,40.00,K1,DE"


def book(*lines: str, hidden: tuple[str, ...] = (), title: str = "Orders") -> bytes:
    made, content = openpyxl.Workbook(), io.BytesIO()
    made.active.title = title
    for line in (COLUMNS, *lines):
        made.active.append(line.split(","))
    if hidden:
        sheet = made.create_sheet("Draft")
        sheet.sheet_state = "hidden"
        for line in (COLUMNS, *hidden):
            sheet.append(line.split(","))
    made.save(content)
    return content.getvalue()


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def test_a_single_workbook_in_an_archive_is_read(tmp_path: Path) -> None:
    outcome = read(tmp_path, packed(may_xlsx=book(*LINES)), name="orders.zip")
    assert (outcome.sold, outcome.doubts) == (SOLD, [])


@pytest.mark.parametrize(
    "members",
    [
        {"may_xlsx": book(*LINES), "june_xlsx": book(OTHER)},
        {"2024__may_xlsx": book(*LINES), "june_csv": table(OTHER).encode()},
        # a text under the name of a workbook, and a note
        {"may_xls": table(*LINES).encode(), "june_xlsx": book(OTHER), "readme_txt": b"hello\n"},
        # what a spreadsheet program has open, and a hidden sheet
        {"may_xlsx": book(*LINES), "~$may_xlsx": b"lock", "june_xlsx": book(OTHER, hidden=LINES)},
    ],
)
def test_workbooks_beside_others_in_an_archive_are_read(
    tmp_path: Path, members: dict[str, bytes]
) -> None:
    outcome = read(tmp_path, packed(**members), name="orders.zip")
    assert (outcome.refused, outcome.sold, outcome.doubts) == ("", SOLD + Decimal(40), [])


def test_a_sheet_that_the_feed_names_is_read_of_each_workbook(tmp_path: Path) -> None:
    content = packed(may_xlsx=book(*LINES, hidden=(OTHER,)))
    assert read(tmp_path, content, f"{FEED}sheet: Draft\n", "orders.zip").sold == 40


def test_a_damaged_workbook_is_named(tmp_path: Path) -> None:
    content = packed(may_csv=table(*LINES).encode(), june_xlsx=b"PK\x03\x04 cut off")
    refused = read(tmp_path, content, name="orders.zip").refused
    assert "june.xlsx in orders.zip is not a workbook that can be read" in refused


def test_inspect_says_which_sheets_are_left_out(landing: Landing) -> None:
    path = landing.folder / "orders.zip"
    header = "Order No,Order Date,SKU,Quantity,Unit Price,Customer ID"
    lines = [f"{at},2024-05-{1 + at % 28:02d},A{at % 7},2,9.50,K{at}" for at in range(40)]
    made, content = openpyxl.Workbook(), io.BytesIO()
    for line in (header, *lines):
        made.active.append(line.split(","))
    draft = made.create_sheet("Draft")
    draft.append(["x", "y"])
    draft.sheet_state = "hidden"
    made.save(content)
    path.write_bytes(packed(may_xlsx=content.getvalue()))
    found = look(landing, path)
    assert found.counts["sold"] == "760.00"
    assert found.other_tables == ["sheet 'Draft' is left out: it is hidden"]


def _huge_sheet(times: int) -> bytes:
    row = b"<row>" + b"<c><v>1</v></c>" * 8 + b"</row>"
    deflated = bombs.deflate_bomb(b"<worksheet><sheetData>", row * 8000, times)
    return bombs.workbook(Member(bombs.SHEET, deflated, times * 8000 * len(row)))


def _twice_packed() -> bytes:
    zeros = bombs.deflate_bomb(b"PK\3\4", bytes(1 << 20), 300)
    return packed(may_xlsx=bombs.archive([Member("orders.csv", zeros, (300 << 20) + 4)]))


def _that_lies() -> bytes:
    zeros = bombs.deflate_bomb(b"PK\3\4", bytes(1 << 20), 2000)
    return bombs.archive([Member("may.xlsx", zeros, 2000)])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: packed(may_xlsx=_huge_sheet(1200)), "may.xlsx in orders.zip would unpack to"),
        # Each of them alone would be harmless.
        (
            lambda: packed(**dict.fromkeys(map("m{}_xlsx".format, range(20)), _huge_sheet(100))),
            "m0.xlsx in orders.zip would unpack to",
        ),
        (
            lambda: packed(**dict.fromkeys(map("m{}_xlsx".format, range(41)), book(*LINES))),
            "holds 41 workbooks, more than 40",
        ),
        (_that_lies, "damaged or cut off"),
        (_twice_packed, "would unpack to"),
    ],
    ids=[
        "a gigabyte of cells",
        "many of them",
        "many workbooks",
        "a member that lies",
        "zeros twice packed",
    ],
)
def test_traps_are_refused(landing: Landing, make: Callable[[], bytes], message: str) -> None:
    path = landing.folder / "orders.zip"
    path.write_bytes(make())
    with pytest.raises(InputError, match=message):
        landing.land(path)
    assert not landing.warehouse_exists()


def test_rows_of_all_workbooks_have_a_limit(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("python_jobs.landing.contents.members.MOST_BYTES_OF_ROWS", 1000)
    path = landing.folder / "orders.zip"
    path.write_bytes(packed(**{f"m{at}_xlsx": book(*LINES) for at in range(10)}))
    with pytest.raises(InputError, match="the sheets of its workbooks hold more than"):
        landing.land(path)
