"""Forms that are each read alone, and stand in one export."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, read_files, table

WITH_TIMES = "columns: {invoice: Nr, invoice_date: Tag, invoice_time: Zeit, stock_code: Art, quantity: Stk, price: Preis}\n"


def test_a_time_on_the_first_line_of_an_order_is_that_of_its_other_lines(tmp_path: Path) -> None:
    """An order's day, its time in a column of its own and its customer stand on its first line alone."""
    lines = (
        "7,2024-05-17,10:15,A,2,40.00,K1",
        "7,,,B,1,15.00,",
        "8,2024-05-18,11:30,B,1,15.00,K2",
    )
    feed = WITH_TIMES.replace("}", ", customer_id: Wer}")
    outcome = read(tmp_path, table(*lines, header="Nr,Tag,Zeit,Art,Stk,Preis,Wer"), feed)
    moments = ["2024-05-17 10:15", "2024-05-17 10:15", "2024-05-18 11:30"]
    assert (outcome.sold, outcome.column("invoice_date"), outcome.doubts) == (SOLD, moments, [])


@pytest.mark.parametrize("delimiter", ["^", "~", "\x1f"])
@pytest.mark.parametrize("title", ["", "Sales of May, June\n"])
def test_a_rare_delimiter_is_found_beside_decimal_commas(
    tmp_path: Path, delimiter: str, title: str
) -> None:
    lines = [one.replace(".00", "#00").replace(",", delimiter).replace("#", ",") for one in LINES]
    text = title + table(*lines, delimiter=delimiter)
    assert read(tmp_path, text).sold == SOLD


@pytest.mark.parametrize("delimiter", ["~|~", "||"])
def test_a_long_delimiter_is_found_below_a_title(tmp_path: Path, delimiter: str) -> None:
    lines = [one.replace(",", delimiter) for one in LINES]
    text = "Sales of May\n\n" + table(*lines, delimiter=delimiter)
    assert read(tmp_path, text).sold == SOLD


@pytest.mark.parametrize("label", ["Gesamt", "Subtotal:", "Total May"])
def test_a_total_whose_label_stands_in_a_column_that_is_not_read_is_left_out(
    tmp_path: Path, label: str
) -> None:
    """The first column of a report, such as the number of the page, has the label, and the amounts stand below the others."""
    lines = [f"1,{one}" for one in LINES]
    lines.insert(2, f"{label},,,,,3,,,")
    lines.append(f"{label},,,,,4,,,")
    outcome = read(tmp_path, table(*lines, header=f"Seite,{COLUMNS}"))
    assert (outcome.sold, outcome.doubts, outcome.left_out) == (SOLD, [], 2)


@pytest.mark.parametrize("said", ["", "drop: {Wie: [cancelled]}\n"])
@pytest.mark.parametrize(("column", "usual"), [("Wie", "completed"), ("Waehrung", "EUR")])
def test_a_label_of_a_total_is_no_state_and_no_currency(
    tmp_path: Path, said: str, column: str, usual: str
) -> None:
    lines = [*(f"{usual},{one}" for one in LINES), "Subtotal,,,,,4,,,"]
    outcome = read(
        tmp_path, table(*lines, header=f"{column},{COLUMNS}"), FEED + said.replace("Wie", column)
    )
    assert (outcome.sold, outcome.doubts, outcome.left_out) == (SOLD, [], 1)


@pytest.mark.parametrize("total", ["Total,,,,,4,", ",Total,,,,4,"])
def test_a_label_of_a_total_stands_in_any_column_of_an_order_s_number(
    tmp_path: Path, total: str
) -> None:
    lines = [f"S1,{one}".rsplit(",", 2)[0] for one in LINES]
    text = table(*lines, total, header="Laden,Nr,Tag,Art,Name,Stk,Preis")
    feed = (
        "columns: {invoice: [Laden, Nr], invoice_date: Tag, stock_code: Art, quantity: Stk, "
        "price: Preis}\n"
    )
    outcome = read(tmp_path, text, feed)
    assert (outcome.sold, outcome.doubts, outcome.left_out) == (SOLD, [], 1)


def test_a_label_of_a_total_in_the_column_of_times_is_no_time(tmp_path: Path) -> None:
    lines = (
        "10:15,7,2024-05-17,A,2,40.00",
        "11:30,8,2024-05-18,B,2,15.00",
        "Totale,,,,4,",
    )
    outcome = read(tmp_path, table(*lines, header="Zeit,Nr,Tag,Art,Stk,Preis"), WITH_TIMES)
    assert (outcome.sold, outcome.doubts, outcome.left_out) == (SOLD, [], 1)


@pytest.mark.parametrize("said", ["drop: {Wie: [cancelled]}", "keep: {Wie: [completed]}"])
def test_a_day_on_which_all_orders_were_called_off_is_left_out_beside_others(
    tmp_path: Path, said: str
) -> None:
    header = f"{COLUMNS},Wie"
    files = {
        "1.csv": table(*(f"{one},completed" for one in LINES), header=header).encode(),
        "2.csv": table("9,2024-05-19,A,Lamp,1,40.00,K3,DE,cancelled", header=header).encode(),
    }
    outcome = read_files(tmp_path, files, f"{FEED}{said}\n")
    assert (outcome.sold, outcome.beside, outcome.refused) == (SOLD, ["2.csv"], "")


def test_a_day_whose_states_are_written_otherwise_is_refused(tmp_path: Path) -> None:
    header = f"{COLUMNS},Wie"
    files = {
        "1.csv": table(*(f"{one},completed" for one in LINES), header=header).encode(),
        "2.csv": table("9,2024-05-19,A,Lamp,1,40.00,K3,DE,erledigt", header=header).encode(),
    }
    assert (
        "leaves out every line"
        in read_files(tmp_path, files, f"{FEED}keep: {{Wie: [completed]}}\n").refused
    )


@pytest.mark.parametrize(
    ("encoding", "sign"),
    [("iso-8859-15", "€"), ("mac_roman", "€"), ("cp1250", "zł"), ("cp1250", "Kč")],
)
def test_the_sign_of_a_currency_in_another_encoding_names_the_encoding(
    tmp_path: Path, encoding: str, sign: str
) -> None:
    """Nothing else of the file is beyond ASCII."""
    text = table(*(one.replace(".00", f".00 {sign}") for one in LINES)).encode(encoding)
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    refused = read(tmp_path / "1", text).refused
    assert f"encoding: {encoding}" in refused
    assert read(tmp_path / "2", text, f"{FEED}encoding: {encoding}\n").sold == SOLD


def test_quotes_behind_backslashes_are_taken_away_where_tabs_part_the_fields(
    tmp_path: Path,
) -> None:
    """MySQL writes so; Excel's formula around an id has quotes of its own."""
    lines = (
        '7\t2024-05-17\t"=\\"007\\""\tLamp\t2\t40.00\tK1\tDE',
        '7\t2024-05-17\tB\t"Shade \\"red\\""\t1\t15.00\tK1\tDE',
        "8\t2024-05-18\tB\tShade\t1\t15.00\tK2\tDE",
    )
    outcome = read(tmp_path, table(*lines, delimiter="\t"))
    assert (outcome.sold, outcome.column("stock_code")) == (SOLD, ["007", "B", "B"])
    assert outcome.column("description")[1] == 'Shade "red"'


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_quotes_behind_backslashes_stand_in_fields_without_quotes(
    tmp_path: Path, delimiter: str
) -> None:
    """Python's csv module writes so where it is told to escape quotes."""
    lines = [one.replace("Lamp", 'Lamp \\"red\\"').replace(",A,", ',=\\"007\\",') for one in LINES]
    text = table(*(one.replace(",", delimiter) for one in lines), delimiter=delimiter)
    outcome = read(tmp_path, text)
    assert (outcome.sold, outcome.column("stock_code")) == (SOLD, ["007", "B", "B"])
    assert outcome.column("description")[0] == 'Lamp "red"'


def test_a_backslash_before_something_else_is_text(tmp_path: Path) -> None:
    lines = [
        LINES[0].replace("Lamp", 'Lamp 3\\"'),
        *(one.replace("B,", "B\\1,") for one in LINES[1:]),
    ]
    outcome = read(tmp_path, table(*lines))
    assert outcome.column("stock_code") == ["A", "B\\1", "B\\1"]


@pytest.mark.parametrize("delimiter", ["^", "~|~"])
def test_marks_in_the_names_of_columns_are_none_of_the_delimiter(
    tmp_path: Path, delimiter: str
) -> None:
    lines = (one.replace(",", delimiter).replace(".", ",") for one in LINES)
    text = table(*lines, header="Nr.,Tag,Art,Name,Stk.,Preis,Wer,Land°", delimiter=delimiter)
    feed = (
        FEED.replace("invoice: Nr", "invoice: Nr.").replace("Stk", "Stk.").replace("Land", "Land°")
    )
    assert read(tmp_path, text, feed).sold == SOLD


@pytest.mark.parametrize("delimiter", ["^", "~|~"])
def test_an_unusual_delimiter_stands_beside_line_ends_in_names_and_at_the_ends_of_lines(
    tmp_path: Path, delimiter: str
) -> None:
    lines = [one.replace("Lamp", '"Lamp;@small"').replace(",", delimiter) for one in LINES]
    text = table(*(f"{one}{delimiter}" for one in lines), delimiter=delimiter)
    outcome = read(tmp_path, text.replace("@", "\n"))
    assert (outcome.sold, outcome.doubts) == (SOLD, [])


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_the_blank_between_thousands_in_another_encoding_names_the_encoding(
    tmp_path: Path, encoding: str
) -> None:
    """Not one amount reads so."""
    lines = (one.replace(".00", "\u00a0000.00") for one in LINES)
    assert f"encoding: {encoding}" in read(tmp_path, table(*lines).encode(encoding)).refused


@pytest.mark.parametrize("delimiter", ["^", "~|~"])
def test_an_unusual_delimiter_is_found_where_a_feed_names_places(
    tmp_path: Path, delimiter: str
) -> None:
    """Its first line is one of an order, and has a comma in a name."""
    lines = (one.replace(",", delimiter).replace("Lamp", "Lamp, small") for one in LINES)
    text = "".join(f"{one}\n" for one in lines)
    feed = "columns: {invoice: 1, invoice_date: 2, stock_code: 3, quantity: 5, price: 6}\nheader_row: 0\n"
    assert read(tmp_path, text, feed).sold == SOLD


def test_without_a_header_a_column_beside_the_first_is_no_second_article(tmp_path: Path) -> None:
    lines = [one.split(",") for one in LINES]
    text = "".join(",".join([one[2], one[3], *one[:2], *one[4:]]) + "\n" for one in lines)
    feed = "columns: {stock_code: 1, invoice: 3, invoice_date: 4, quantity: 5, price: 6}\nheader_row: 0\n"
    outcome = read(tmp_path, text, feed)
    assert (outcome.sold, outcome.doubts) == (SOLD, [])


def test_files_of_an_archive_in_two_forms_are_to_be_unpacked(tmp_path: Path) -> None:
    forms = [("2.345", "40.00"), ("3,456", "15,00")]
    files = {
        f"{at}.csv": table(
            f"{7 + at};2024-05-17;A;Lamp;{pieces};{price};K1;DE", delimiter=";"
        ).encode()
        for at, (pieces, price) in enumerate(forms)
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    for folder in ("packed", "unpacked"):
        (tmp_path / folder).mkdir()
    assert "unpack it" in read(tmp_path / "packed", out.getvalue(), name="orders.zip").refused
    assert read_files(tmp_path / "unpacked", files, FEED).refused == ""
