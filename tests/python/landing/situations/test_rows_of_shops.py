"""What stands above, between and behind the lines of an export, and how its text begins and ends."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, read_files, table

TEXT = table(*LINES)
SEMICOLONS = TEXT.replace(",", ";")
MORE = table("9,2024-05-19,A,Lamp,1,40.00,K1,DE")


@pytest.mark.parametrize(
    "text",
    [
        f"sep=;\n{SEMICOLONS}", f'"sep=;"\n{SEMICOLONS}', f"SEP=,\r\n{TEXT}", "sep=\t\n" + TEXT.replace(",", "\t"),
        f"\ufeffsep=;\n{SEMICOLONS}", "sep=|\n" + TEXT.replace(",", "|"),
    ],
)  # fmt: skip
def test_a_line_that_names_the_delimiter_is_none_of_the_table(tmp_path: Path, text: str) -> None:
    outcome = read(tmp_path, text)
    assert (outcome.sold, len(outcome.rows)) == (SOLD, 3)


@pytest.mark.parametrize(
    "above",
    [
        "Sales of May\n", "Umsatzliste Mai 2024\nErstellt: 01.06.2024\n\n", "Report;;;;;;;\nFrom:;2024-05-01;2024-05-31;;;;;\n;;;;;;;\n",
        "# shop: Berlin\n# filter: all orders\n", "Nr;Name\n1;Berlin\n\n", "".join(f"note {at}\n" for at in range(15)),
    ],
)  # fmt: skip
def test_titles_above_the_header_are_no_lines(tmp_path: Path, above: str) -> None:
    outcome = read(tmp_path, above + SEMICOLONS)
    assert (outcome.sold, len(outcome.rows), outcome.doubts) == (SOLD, 3, [])


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TEXT.encode(), b"\xef\xbb\xbf" * 2 + TEXT.encode(), b"\xef\xbb\xbf" + TEXT.encode() + b"\xef\xbb\xbf",
        TEXT.encode("utf-16"), TEXT.encode("utf-16-be"), TEXT.replace("\n", "\r").encode(), TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r\n", 2).encode(), TEXT.replace("\n", "\n\n").encode(), TEXT.rstrip("\n").encode(), TEXT.encode() + b"\x1a",
        TEXT.replace("\n", ",\n").encode(), TEXT.replace("\n", "\r\r\n").encode(),
    ],
)  # fmt: skip
def test_marks_and_ends_of_lines_change_nothing(tmp_path: Path, content: bytes) -> None:
    outcome = read(tmp_path, content)
    assert (outcome.sold, outcome.doubts) == (SOLD, [])
    assert outcome.column("invoice") == ["7", "7", "8"]


@pytest.mark.parametrize("mark", ["", "\ufeff", "\n", "\ufeff\n"])
def test_files_that_were_joined_are_one_table(tmp_path: Path, mark: str) -> None:
    """A byte order mark and a header stand in the midst of it then."""
    outcome = read(tmp_path, TEXT + mark + MORE)
    assert (outcome.sold, len(outcome.rows), outcome.doubts) == (SOLD + 40, 4, [])


@pytest.mark.parametrize(
    "behind",
    ["\n\n\n", ";;;;;;;\n;;;;;;;\n", "End of the list;;;;;;;\nPrinted: 2024-06-01\n", "Total;;;;4;110.00;;\n", ";;;Summe;4;110.00;;\n"],
)  # fmt: skip
def test_what_stands_behind_the_lines_adds_nothing(tmp_path: Path, behind: str) -> None:
    assert read(tmp_path, SEMICOLONS + behind).sold == SOLD


def _zip(**members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("orders.csv.gz", gzip.compress(TEXT.encode())), ("orders.tsv.gz", gzip.compress(TEXT.replace(",", "\t").encode())),
        ("orders.zip", _zip(orders_csv=TEXT)), ("orders.zip", _zip(may__orders_txt=SEMICOLONS, readme_md="x")),
        ("may/orders.csv", TEXT.encode()), ("2024/05/orders.tab", TEXT.replace(",", "\t").encode()), ("ORDERS.CSV", TEXT.encode()),
    ],
)  # fmt: skip
def test_archives_and_folders_are_opened(tmp_path: Path, name: str, content: bytes) -> None:
    assert read_files(tmp_path, {name: content}).sold == SOLD


@pytest.mark.parametrize("name", ["No", "Yes", "on", "OFF"])
def test_a_header_that_yaml_reads_as_true_or_false_is_put_in_quotes(
    tmp_path: Path, name: str
) -> None:
    text = TEXT.replace(COLUMNS, COLUMNS.replace("Nr", name))
    refused = read(tmp_path, text, FEED.replace("invoice: Nr", f"invoice: {name}")).refused
    assert "in quotes" in refused
    (tmp_path / "quoted").mkdir()
    quoted = FEED.replace("invoice: Nr", f'invoice: "{name}"')
    assert read(tmp_path / "quoted", text, quoted).sold == SOLD


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "||"])
@pytest.mark.parametrize("name", ["Shade", '"Lamp, large"', '"a\nb,\nc"', '"a;\n;b"'])
def test_lines_may_end_with_a_delimiter_that_the_header_lacks(
    tmp_path: Path, delimiter: str, name: str
) -> None:
    lines = [f"{one},".replace(",", delimiter) for one in (*LINES, "9,2024-05-19,A,!,1,5.00,K1,DE")]
    text = table(*lines, delimiter=delimiter).replace("!", name)
    feed = FEED + (f'delimiter: "{delimiter}"\n' if len(delimiter) > 1 else "")
    outcome = read(tmp_path, text, feed)
    assert (outcome.refused, outcome.sold) == ("", SOLD + 5)
    assert set(outcome.column("country")) == {"DE"}
    assert outcome.rows[-1]["description"] == name.strip('"')


def test_a_line_that_goes_on_behind_its_last_delimiter_is_set_aside(tmp_path: Path) -> None:
    lines = [f"{one}," for one in LINES]
    outcome = read(tmp_path, table(*lines * 100, "9,2024-05-19,A,Lamp, large,1,40.00,K1,DE"))
    assert len(outcome.rows) == 300


def test_one_line_with_a_delimiter_too_many_is_set_aside(tmp_path: Path) -> None:
    outcome = read(tmp_path, table(*LINES, "9,2024-05-19,A,Lamp, large,1,40.00,K1,"))
    assert len(outcome.rows) == 3


def test_characters_that_nobody_sees_are_no_part_of_a_column_name(tmp_path: Path) -> None:
    header = COLUMNS.replace("Art", "Art\u200b").replace("Stk", "\u00adStk\u200e")
    assert read(tmp_path, table(*LINES, header=header)).sold == SOLD


def test_a_header_at_the_top_of_a_new_page_is_no_table_of_its_own(tmp_path: Path) -> None:
    text = table(*LINES[:2]) + "\f" + table(*LINES[2:])
    outcome = read(tmp_path, text)
    assert (outcome.sold, outcome.doubts, outcome.refused) == (SOLD, [], "")


@pytest.mark.parametrize(
    "total",
    [",Total 2024-05-17,,,3,95.00,,", ',,,סה"כ,3,95.00,,', ",,,المجموع,3,95.00,,"],
)
def test_sums_of_days_and_in_other_scripts_are_no_lines(tmp_path: Path, total: str) -> None:
    total = total.replace('סה"כ', '"סה""כ"')
    outcome = read(tmp_path, table(*LINES[:2], total, LINES[2]))
    assert (outcome.sold, outcome.doubts, len(outcome.rows)) == (SOLD, [], 3)
