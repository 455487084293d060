"""Files under a name that is not theirs, and JSON as shops' programs write it."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sqlite3
import tarfile
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from python_jobs.core.errors import InputError
from python_jobs.landing.contents.find import Contents, find_contents
from python_jobs.landing.files.snapshot import take_snapshot
from python_jobs.landing.tables.find import find_tables
from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table

HEAD = COLUMNS.split(",")
RECORDS = [line.split(",") for line in LINES]
TEXT = table(*(line.replace(",", "\t") for line in LINES), delimiter="\t")


def _page(before: str = "<html><body>", end_cell: str = "</td>", end_row: str = "</tr>") -> str:
    rows = (f"<tr>{''.join(f'<td>{one}{end_cell}' for one in row)}{end_row}" for row in RECORDS)
    head = "".join(f"<th>{one}</th>" for one in HEAD)
    return f"{before}<table border=1><tr>{head}</tr>{''.join(rows)}</table>"


def _xml(cell: str = "String", first: str = "") -> str:
    """An XML workbook; first: what stands before the sheet with the lines."""
    rows = "".join(
        "<Row>"
        + "".join(
            f'<Cell><Data ss:Type="{cell if at in (4, 5) and one != HEAD[at] else "String"}">{one}</Data></Cell>'
            for at, one in enumerate(row)
        )
        + "</Row>"
        for row in (HEAD, *RECORDS)
    )
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'{first}<Worksheet ss:Name="Orders"><Table>{rows}</Table></Worksheet></Workbook>'
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("orders.xls", TEXT.encode()),
        ("orders.xls", TEXT.replace("\t", ";").encode()),
        ("orders.xlsx", TEXT.replace("\t", ",").encode()),
        ("orders.xls", TEXT.encode("utf-16")),
        ("orders.xls", b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()),
        ("orders.xls", _page().encode()),
        ("orders.xls", _page("\n<meta charset='utf-8'>\n").encode()),
        ("orders.xls", _page(end_cell="", end_row="").encode()),
        ("orders.xlsx", _page("<!DOCTYPE html><HTML><HEAD><STYLE>td {x: y}</STYLE></HEAD>").encode()),
        ("orders.xls", _page("<html><table><tr><td>Orders of May</td></tr></table>").encode()),
        ("orders.xls", _xml().encode()),
        ("orders.xls", _xml("Number").encode()),
        ("orders.xlsx", _xml(first="<Styles><Style/></Styles>").encode("utf-8-sig")),
    ],
)  # fmt: skip
def test_what_is_called_a_workbook_and_is_none_is_read_as_what_it_is(
    tmp_path: Path, name: str, content: bytes
) -> None:
    outcome = read(tmp_path, content, name=name)
    assert (outcome.refused, outcome.doubts) == ("", [])
    assert (outcome.sold, len(outcome.rows)) == (SOLD, 3)


@pytest.mark.parametrize(
    ("country", "content"),
    [
        ("Österreich", _page().replace("DE", "Österreich").encode()),
        ("Österreich", _page("<meta charset=utf-8>").replace("DE", "Österreich").encode()),
        ("Česko", _page("<meta charset=iso-8859-2>").replace("DE", "Česko").encode("iso-8859-2")),
        ("Österreich", _page().replace("DE", "&Ouml;sterreich").encode()),
        ("Åland & Öar", _page().replace("DE", "&Aring;land &amp; <b>Öar</b>&nbsp;").encode("utf-16")),
    ],
)  # fmt: skip
def test_the_letters_of_a_page_are_its_own(tmp_path: Path, country: str, content: bytes) -> None:
    assert read(tmp_path, content, name="orders.xls").column("country") == [country] * 3


@pytest.mark.parametrize("end", ["</tr>", "<td>15.00", "<tr>"])
def test_a_page_that_is_cut_off_is_refused(tmp_path: Path, end: str) -> None:
    """Whole rows may be missing behind the last one that arrived."""
    page = _page()
    cut = (
        page[: page.rindex("<tr>") + 4]
        if end == "<tr>"
        else page[: page.index(end, page.index("Lamp")) + len(end)]
    )
    assert "cut off" in read(tmp_path, cut, name="orders.xls").refused


def test_cells_of_a_page_that_reach_over_rows_say_the_same_of_each(tmp_path: Path) -> None:
    rows = (
        "<tr><td rowspan=2>7<td rowspan=2>2024-05-17<td>A<td>Lamp<td>2<td>40.00<td rowspan=2>K1<td rowspan=2>DE</tr>"
        "<tr><td>B<td>Shade<td>1<td>15.00</tr>"
        "<tr><td>8<td>2024-05-18<td>B<td>Shade<td>1<td>15.00<td>K2<td>DE</tr>"
    )
    page = f"<table><tr><td>{'<td>'.join(HEAD)}</tr>{rows}</table>"
    outcome = read(tmp_path, page, name="orders.xls")
    assert (outcome.sold, outcome.doubts) == (SOLD, [])
    assert outcome.column("invoice") == ["7", "7", "8"]
    assert outcome.column("customer_id") == ["K1", "K1", "K2"]


def test_cells_of_an_xml_workbook_stand_under_their_columns(tmp_path: Path) -> None:
    """Empty cells and rows are left out and told by the number of the next one; a hidden sheet stays out."""
    gap = _xml().replace(
        '<Cell><Data ss:Type="String">Lamp</Data></Cell><Cell>', '<Cell ss:Index="5">'
    )
    gap = gap.replace("<Row>", '<Row ss:Index="3">', 1)
    draft = _xml().split("<Worksheet", 1)[1].replace("Orders", "Draft")
    hidden = draft.replace(
        "</Table>", "</Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    )
    gap = gap.replace("</Workbook>", "<Worksheet" + hidden)
    outcome = read(tmp_path, gap, name="orders.xls")
    assert (outcome.sold, len(outcome.rows), outcome.refused) == (SOLD, 3, "")
    assert outcome.column("description") == [None, "Shade", "Shade"]


@pytest.mark.parametrize(
    "content",
    [b"<html><body>Your session has ended.</body></html>", b"<?xml version='1.0'?><a/>", b"no table", _xml()[:400].encode()],
)  # fmt: skip
def test_a_page_without_a_table_is_refused(tmp_path: Path, content: bytes) -> None:
    refused = read(tmp_path, content, name="orders.xls").refused
    assert "orders.xls" in refused
    assert "export" in refused.lower()


@pytest.mark.parametrize(
    "content",
    [
        "<table><tr><td rowspan=99999999 colspan=99999999>x</td></tr></table>",
        "<table><tr><td>" * 5000,
        _xml().replace("<Row>", '<Row ss:Index="999999999">', 1).replace("<Cell>", '<Cell ss:Index="999999999">', 1),
    ],
    ids=["spans", "tables in tables", "places"],
)  # fmt: skip
def test_a_page_that_asks_for_too_much_is_refused(tmp_path: Path, content: str) -> None:
    assert "orders.xls" in read(tmp_path, content, name="orders.xls").refused


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("orders.csv")
        member.size = len(TEXT.encode())
        archive.addfile(member, io.BytesIO(TEXT.encode()))
    return out.getvalue()


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


def _zip_in_zip() -> bytes:
    inner, out = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("orders.csv", TEXT)
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("may.zip", inner.getvalue())
        archive.writestr("readme.txt", "hello\n")
    return out.getvalue()


def _database(folder: Path) -> bytes:
    with sqlite3.connect(folder / "orders.sqlite") as connection:
        connection.execute("create table lines (a text)")
    connection.close()
    return (folder / "orders.sqlite").read_bytes()


QUOTED = "".join(f'"{line}"\n' for line in table(*LINES).splitlines())
FIXED = "Nr  Tag         Art  Stk  Preis\n7   2024-05-17  A    2    40.00\n"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("orders.csv", _tar(), "Unpack it first"),
        ("orders.csv.gz", gzip.compress(_tar()), "Unpack it first"),
        ("orders.csv", b"7z\xbc\xaf\x27\x1c\0\4", "Unpack it first"),
        ("orders.csv", lzma.compress(TEXT.encode()), "Unpack it first"),
        ("orders.csv", bz2.compress(TEXT.encode()), "Unpack it first"),
        ("orders.csv", gzip.compress(TEXT.encode()), "Give it a name that ends with .gz"),
        ("orders.csv", _zip(may_csv=TEXT.encode()), "Give it a name that ends with .zip or .xlsx"),
        ("orders.csv", b"PAR1\x15\x04\x15\0\0", "Give it a name that ends with .parquet"),
        ("orders.csv", b"ARROW1\0\0\xff", "as Parquet or as CSV"),
        ("orders.zip", _zip_in_zip(), "Unpack it first"),
        ("orders.zip", _zip(may_parquet=b"PAR1", june_csv_xz=lzma.compress(TEXT.encode())), "holds no text and no workbook, but files such as may.parquet. Unpack it first"),
        ("orders.csv", QUOTED.encode(), "take away the quotes"),
        ("orders.csv", QUOTED.replace(",", ";").encode("utf-16"), "take away the quotes"),
        ("orders.csv", FIXED.encode(), "columns of a fixed width"),
        ("orders.csv", b"<?xml version='1.0'?><orders><line><nr>7</nr></line></orders>", "is XML"),
        ("orders.csv", b"\xef\xbb\xbf<orders>\n<line nr='7'/>\n</orders>", "is XML"),
        ("orders.csv", b"INSERT INTO `lines` VALUES (7,'2024-05-17','A',2);\n", "is a dump"),
        ("orders.csv", b"-- MySQL dump 10.13\n--\nCREATE TABLE a (b int);\n", "is a dump"),
        ("orders.csv", b"--\n-- PostgreSQL database dump\n--\nCOPY a FROM stdin;\n", "is a dump"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_named_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        find_tables(name, _contents(tmp_path, name, content), [])


def test_a_database_is_named_with_what_to_do(tmp_path: Path) -> None:
    assert "sqlite3 -header -csv" in read(tmp_path, _database(tmp_path)).refused


def _contents(folder: Path, name: str, content: bytes) -> Contents:
    (folder / name).write_bytes(content)
    (folder / "files").mkdir()
    return find_contents(take_snapshot(folder / name, name, folder / "files"))


def test_a_nul_byte_takes_its_line_alone(tmp_path: Path) -> None:
    text = table(*LINES, "9,2024-05-19,A,La\0mp,1,40.00,K1,DE")
    outcome = read(tmp_path, text)
    assert (outcome.refused, len(outcome.rows)) == ("", 3)


def test_a_delimiter_of_the_feed_that_the_file_does_not_have_is_named(tmp_path: Path) -> None:
    refused = read(tmp_path, table(*LINES), f"{FEED}delimiter: ';'\n").refused
    assert "by its line  delimiter: ';'," in refused
    assert "by ',' it has them" in refused


def test_a_piece_of_a_file_without_its_header_is_named(tmp_path: Path) -> None:
    refused = read(tmp_path, "\n".join(LINES) + "\n").refused
    assert "looks like a line of an order and not like a header" in refused


def test_a_header_of_other_names_is_called_none(tmp_path: Path) -> None:
    refused = read(tmp_path, table(*LINES, header="a,b,c,d,e,f,2023,2024")).refused
    assert "lacks the columns" in refused
    assert "looks like a line of an order" not in refused


@pytest.mark.parametrize("line", ["", 'quote: "\'"'])
def test_values_between_single_quotes_are_read(tmp_path: Path, line: str) -> None:
    lines = [
        ",".join(f"'{one}'" for one in line.replace("Lamp", "Lamp; x").split(","))
        for line in (COLUMNS, *LINES)
    ]
    text = "\n".join(lines).replace("; x", ", x") + "\n"
    outcome = read(tmp_path, text, f"{FEED}{line}\n")
    assert (outcome.sold, outcome.doubts) == (SOLD, [])


def test_compressed_texts_in_an_archive_are_read(tmp_path: Path) -> None:
    """gzip within a zip; of what is packed otherwise it is said that it is left out."""
    other = table("9,2024-06-01,A,Lamp,1,40.00,K1,DE").encode()
    packed = {"may_csv_gz": gzip.compress(TEXT.encode()), "june_csv": other}
    outcome = read(tmp_path, _zip(**packed), name="orders.zip")
    assert (outcome.sold, outcome.doubts) == (SOLD + 40, [])
    (tmp_path / "xz").mkdir()
    packed = {"may_csv_xz": lzma.compress(TEXT.encode()), "june_csv": other}
    outcome = read(tmp_path / "xz", _zip(**packed), name="orders.zip")
    assert (outcome.sold, outcome.doubts) == (Decimal(40), ["member_left_out"])
