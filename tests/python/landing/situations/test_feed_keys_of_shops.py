"""What a feed may say of an export, each key in several forms of exports: the amounts are those that are meant."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, Outcome, read, table

RETURN = "9,2024-05-19,B,Shade,-1,15.00,K2,DE"
PLACES = (
    "columns: {invoice: 1, invoice_date: 2, stock_code: 3, quantity: 5, price: 6, customer_id: 7}\n"
)
AMOUNTS = FEED.replace("price: Preis", "price: Preis, line_amount: Summe")


def _kinds(outcome: Outcome) -> tuple[int, ...]:
    assert outcome.refused == ""
    return tuple(map(int, (outcome.sold, outcome.returned, outcome.adjusted)))


def _with(column: str, *values: str, lines: tuple[str, ...] = LINES) -> str:
    added = (f"{line},{value}" for line, value in zip(lines, values, strict=True))
    return table(*added, header=f"{COLUMNS},{column}")


@pytest.mark.parametrize(
    ("number", "says", "expected"),
    [
        ("C9", "cancellation_prefix: C", (110, -15, 0)), ("c9", "cancellation_prefix: C", (110, -15, 0)),
        ("ST-9", "cancellation_prefix: ST-", (110, -15, 0)), ("CA-9", "", (110, -15, 0)), ("9", "", (110, -15, 0)),
        # a negative quantity that is no cancellation is a correction of the stock
        ("9", "cancellation_prefix: C", (110, 0, 0)), ("A9", "cancellation_prefix: C\nadjustment_prefix: A", (110, 0, -15)),
        ("COR/9", "adjustment_prefix: COR/", (110, 0, -15)),
    ],
)  # fmt: skip
def test_a_number_starts_as_its_feed_says(
    tmp_path: Path, number: str, says: str, expected: tuple[int, int, int]
) -> None:
    text = table(*LINES, RETURN.replace("9,", f"{number},", 1))
    assert _kinds(read(tmp_path, text, f"{FEED}{says}\n")) == expected


@pytest.mark.parametrize("prefix", ["CA-", "US-", "C", "A"])
def test_numbers_that_start_alike_mean_nothing_where_no_feed_says_so(
    tmp_path: Path, prefix: str
) -> None:
    assert _kinds(read(tmp_path, table(*(f"{prefix}{one}" for one in LINES)))) == (110, 0, 0)


@pytest.mark.parametrize(
    ("column", "values", "names", "orders"),
    [
        ("Store", ("1", "2", "1"), "[Store, Nr]", ["1/7", "2/7", "1/8"]),
        ("Store", ("1.0", "2.0", "1.0"), "[Nr, Store]", ["7/1", "7/2", "8/1"]),
        ("Till", ("N/1", "N/1", ""), "[Till, Nr]", None),
        ("Store", ("1", "1", "1"), "[Store, Nr, Tag]", ["1/7/2024-05-17", "1/7/2024-05-17", "1/8/2024-05-18"]),
    ],
)  # fmt: skip
def test_an_order_is_what_its_columns_say_together(
    tmp_path: Path, column: str, values: tuple[str, ...], names: str, orders: list[str] | None
) -> None:
    feed = FEED.replace("invoice: Nr", f"invoice: {names}")
    outcome = read(tmp_path, _with(column, *values), feed)
    assert outcome.sold == SOLD
    if orders:
        assert outcome.column("invoice") == orders
    else:
        assert len(set(outcome.column("invoice"))) == 2


@pytest.mark.parametrize("name", ["Pos", "Line No", "Zeile"])
@pytest.mark.parametrize(
    "values", [("1", "2", "1", "2"), ("10", "20", "10", "20"), ("1.0", "2.0", "1.0", "2.0")]
)
def test_a_line_number_tells_equal_lines_apart(
    tmp_path: Path, name: str, values: tuple[str, ...]
) -> None:
    text = _with(name, *values, lines=(*LINES, LINES[2]))
    feed = FEED.replace("invoice: Nr", f"invoice: Nr, line_number: {name}")
    assert read(tmp_path, text, feed).sold == SOLD + 15


@pytest.mark.parametrize(
    ("feed", "sold", "field", "value"),
    [
        (FEED.replace("quantity: Stk, ", "") + "quantity: 1\n", 70, "quantity", "1"),
        (FEED.replace("quantity: Stk", "quantity: 1"), 70, "quantity", "1"),
        (FEED.replace("quantity: Stk, ", "") + "quantity: 12\n", 840, "quantity", "12"),
        (FEED.replace(", country: Land", "") + "country: Germany\n", 110, "country", "Germany"),
        (FEED.replace(", country: Land", "") + 'country: "NO"\n', 110, "country", "NO"),
        (FEED + "currency: EUR\n", 110, "currency", "EUR"),
    ],
)
def test_a_value_of_the_feed_is_that_of_every_line(
    tmp_path: Path, feed: str, sold: int, field: str, value: str
) -> None:
    outcome = read(tmp_path, table(*LINES), feed)
    assert outcome.sold == sold
    assert set(outcome.column(field)) == {value}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (("completed", "completed", "cancelled"), "keep: {Status: [completed]}"),
        (("Completed", " completed ", "CANCELLED"), "keep: {status: completed}"),
        (("1", "1", "0"), "keep: {Status: [1]}"), (("", "", "x"), 'keep: {Status: [""]}'), (("ok", "", "x"), 'keep: {Status: [ok, ""]}'),
        (("ok", "ok", "Storno"), "drop: {Status: [storno]}"), (("False", "False", "True"), 'drop: {Status: ["true"]}'),
        (("ok", "new", "void"), "drop: {Status: [void, cancelled]}"),
    ],
)  # fmt: skip
def test_lines_are_kept_and_dropped_by_a_column(
    tmp_path: Path, values: tuple[str, ...], says: str
) -> None:
    outcome = read(tmp_path, _with("Status", *values), f"{FEED}{says}\n")
    assert (outcome.sold, outcome.left_out, outcome.doubts) == (Decimal(95), 1, [])


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (("80.00", "15.00", "15.00"), (110, 0)), (("72.00", "15.00", "15.00"), (102, 0)), (("79.99", "15.00", "15.00"), ("109.99", 0)),
        (("72.00", "15.00", "-15.00"), (87, -15)), (("0.01", "0.00", "15.00"), ("15.01", 0)),
    ],
)  # fmt: skip
def test_the_amount_of_a_line_is_its_revenue_beside_a_price(
    tmp_path: Path, amounts: tuple[str, ...], expected: tuple[str, int]
) -> None:
    outcome = read(tmp_path, _with("Summe", *amounts), f"{AMOUNTS}refunds: negative_price\n")
    assert (outcome.sold, outcome.returned) == (Decimal(expected[0]), Decimal(expected[1]))


@pytest.mark.parametrize(
    "second",
    ["7,,B,Shade,1,15.00,,", "7,2024-05-17,B,Shade,1,15.00,,", "7,2024-05-17,B,Shade,1,15.00,K1,", "7,,B,Shade,1,15.00,K1,"],
)  # fmt: skip
def test_what_stands_on_the_first_line_of_an_order_is_said_of_all(
    tmp_path: Path, second: str
) -> None:
    outcome = read(tmp_path, table(LINES[0], second, LINES[2]))
    assert outcome.sold == SOLD
    assert outcome.column("customer_id") == ["K1", "K1", "K2"]
    assert outcome.column("country") == ["DE"] * 3
    assert [str(one)[:10] for one in outcome.column("invoice_date")] == ["2024-05-17", "2024-05-17", "2024-05-18"]  # fmt: skip


# Two orders, each with what belongs to it on one of its lines.
APART = (
    "7,2024-05-17,A,Lamp,2,40.00,K1,DE",
    "8,2024-05-18,A,Lamp,1,40.00,,FR",
    "7,,B,Shade,1,15.00,,",
    "8,,B,Shade,1,15.00,,",
)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (2, 1, 0, 3), (1, 0, 3, 2)])
def test_an_order_is_filled_where_its_lines_were_sorted_by_something_else(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    outcome = read(tmp_path, table(*(APART[at] for at in order)))
    assert _kinds(outcome) == (150, 0, 0)
    found = sorted({(row["invoice"], str(row["invoice_date"])[:10], row["customer_id"], row["country"]) for row in outcome.rows}, key=str)  # fmt: skip
    assert found == [("7", "2024-05-17", "K1", "DE"), ("8", "2024-05-18", None, "FR")]


def test_a_number_that_comes_again_with_another_day_is_another_order(tmp_path: Path) -> None:
    lines = (
        "7,2023-05-17,A,Lamp,2,40.00,K1,DE",
        "7,,B,Shade,1,15.00,,",
        "8,2023-05-18,A,Lamp,1,40.00,K2,FR",
        "7,2024-05-18,A,Lamp,1,40.00,,FR",
    )
    outcome = read(tmp_path, table(*lines))
    assert outcome.column("customer_id") == ["K1", "K1", "K2", None]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\n".join(LINES), ""), ("\n".join(LINES).replace(",", ";"), ""), ("\n".join(LINES).replace(",", "\t"), ""),
        ("\n".join((COLUMNS, *LINES)), "header_row: 1\n"), ("\n".join(("Orders of May", "", COLUMNS, *LINES)), "header_row: 3\n"),
    ],
)  # fmt: skip
def test_columns_may_be_named_by_their_places(tmp_path: Path, text: str, says: str) -> None:
    assert read(tmp_path, text + "\n", PLACES + says).sold == SOLD


@pytest.mark.parametrize(
    "before", ["", "Orders of May\n", "Shop;Berlin\nFrom;2024-05-01\n\n", "".join(f"note {at}\n" for at in range(30))]
)  # fmt: skip
def test_the_header_stands_where_the_feed_says(tmp_path: Path, before: str) -> None:
    row = before.count("\n") + 1
    assert read(tmp_path, before + table(*LINES), f"{FEED}header_row: {row}\n").sold == SOLD


def test_the_header_of_a_sheet_may_stand_far_down(tmp_path: Path) -> None:
    book = Workbook()
    for at in range(40):
        book.active.append([f"note {at}", at])
    for line in (COLUMNS, *LINES):
        book.active.append(line.split(","))
    content = io.BytesIO()
    book.save(content)
    assert read(tmp_path, content.getvalue(), f"{FEED}header_row: 41\n", "orders.xlsx").sold == SOLD


@pytest.mark.parametrize(
    ("name", "written", "says"),
    [
        ("Lamp, big", "'Lamp, big'", 'quote: "\'"'), ('Lamp 12"', 'Lamp 12"', 'quote: ""'), ("Lamp, big", "|Lamp, big|", 'quote: "|"'),
        ('Lamp "big"', '"Lamp \\"big\\""', 'escape: "\\\\"'), ('Lamp, "big"', '"Lamp, ^"big^""', 'escape: "^"'),
        ('Lamp, "big"', '"Lamp, \\"big\\""', ""), ('Lamp, "big"', '"Lamp, ""big"""', ""), ("Lamp\nbig", '"Lamp\nbig"', ""),
    ],
)  # fmt: skip
def test_names_are_quoted_as_the_feed_says(
    tmp_path: Path, name: str, written: str, says: str
) -> None:
    text = table(*LINES).replace("Lamp", written)
    outcome = read(tmp_path, text, f"{FEED}{says}\n")
    assert (outcome.sold, outcome.column("description")[0]) == (SOLD, name)


@pytest.mark.parametrize(
    ("delimiter", "says"),
    [
        ("||", ""), ("~|~", ""), ("^#^", ""), ("::", ""),
        ("||", 'delimiter: "||"'), ("<|>", 'delimiter: "<|>"'), ("~", 'delimiter: "~"'), ("\x01", 'delimiter: "\\x01"'), (", ", ""),
        ("; ", ""), (" | ", ""), ("\t", ""), (";", ""), ("|", ""),
    ],
)  # fmt: skip
def test_fields_are_parted_as_the_feed_says(tmp_path: Path, delimiter: str, says: str) -> None:
    text = table(*LINES).replace(",", delimiter)
    assert read(tmp_path, text, f"{FEED}{says}\n").sold == SOLD


@pytest.mark.parametrize(
    ("written", "zone", "expected"),
    [
        ("2024-05-17T23:30:00Z", "Europe/Berlin", "2024-05-18 01:30:00"), ("2024-05-17 23:30:00 +0200", "Europe/Berlin", "2024-05-17 23:30:00"),
        ("2024-05-17T20:30:00-0400", "UTC", "2024-05-18 00:30:00"), ("2024-12-31T23:30:00+00:00", "Asia/Tokyo", "2025-01-01 08:30:00"),
        ("2024-05-17 23:30:00", "Europe/Berlin", "2024-05-17 23:30:00"),
        # A name that several zones have is the shop's own where its zone has it.
        ("2024-05-17 23:30:00 PDT", "America/Los_Angeles", "2024-05-17 23:30:00"), ("2024-01-17 23:30:00 CET", "Europe/Berlin", "2024-01-17 23:30:00"),
        ("2024-05-17 23:30:00 PST", "America/Los_Angeles", "2024-05-18 00:30:00"),
    ],
)  # fmt: skip
def test_moments_go_by_the_clock_of_the_shop(
    tmp_path: Path, written: str, zone: str, expected: str
) -> None:
    lines = (line.replace("2024-05-17", written).replace("2024-05-18", written) for line in LINES)
    outcome = read(tmp_path, table(*lines), f"{FEED}time_zone: {zone}\n")
    assert (outcome.sold, outcome.doubts) == (SOLD, [])
    assert set(outcome.column("invoice_date")) == {expected}


def test_a_zone_by_a_name_of_several_is_refused_on_the_clock_of_another(tmp_path: Path) -> None:
    text = table(*(line.replace("2024-05-17,", "2024-05-17 10:00 PDT,") for line in LINES))
    refused = read(tmp_path, text, f"{FEED}time_zone: Europe/Berlin\n").refused
    assert "a name that several zones share" in refused


@pytest.mark.parametrize(
    ("says", "sold"),
    [
        ("", 220),
        ("sheet: May\n", 110),
        ("sheet: may \n", 110),
        ("sheets: [May, June]\n", 220),
        ("sheets: [May, June, Draft]\n", 330),
    ],
)
def test_sheets_are_those_of_the_feed(tmp_path: Path, says: str, sold: int) -> None:
    assert read(tmp_path, _book(), FEED + says, "orders.xlsx").sold == sold


def test_a_sheet_that_the_feed_names_has_to_have_its_columns(tmp_path: Path) -> None:
    refused = read(
        tmp_path, _book("Price list"), f"{FEED}sheets: [May, June]\n", "orders.xlsx"
    ).refused
    assert (
        "sheet 'June' of orders.xlsx, which the feed feed names, lacks the columns 'Preis'"
        in refused
    )
    assert "header_row:" in refused


@pytest.mark.parametrize("name", ["orders.csv", "orders.xlsx"])
@pytest.mark.parametrize(("said", "stands"), [(1, "Orders of May"), (5, "2024-05-17")])
def test_a_wrong_row_for_the_header_is_told_with_the_right_one(
    tmp_path: Path, name: str, said: int, stands: str
) -> None:
    rows = ["Orders of May", "Shop 1", "", COLUMNS, *LINES]
    text = "\n".join(rows).encode()
    if name.endswith(".xlsx"):
        book, content = Workbook(), io.BytesIO()
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row.split(","), start=1):
                book.active.cell(at, column, value or None)
        book.save(content)
        text = content.getvalue()
    refused = read(tmp_path, text, f"{FEED}header_row: {said}\n", name).refused
    assert f"by the line  header_row: {said}  of the feed" in refused
    assert f"'{stands}'" in refused
    assert "stand in line 4: write  header_row: 4" in refused


def test_a_row_for_the_header_is_named_where_no_row_has_the_columns(tmp_path: Path) -> None:
    text = table(*LINES, header=COLUMNS.replace("Preis", "Betrag"))
    refused = read(tmp_path, text, f"{FEED}header_row: 2\n").refused
    assert "lacks the columns" in refused
    assert "The line  header_row: 2  of the feed says that this is the header" in refused


def _book(price: str = "Preis") -> bytes:
    """Two months and a draft; price: what June calls it."""
    book = Workbook()
    for at, (title, number) in enumerate((("May", ""), ("June", "1"), ("Draft", "2"))):
        sheet = book.active if at == 0 else book.create_sheet(title)
        sheet.title = title
        header = COLUMNS.replace("Preis", price) if title == "June" else COLUMNS
        for line in (header, *(f"{number}{one}" for one in LINES)):
            sheet.append(line.split(","))
        sheet.sheet_state = "hidden" if title == "Draft" else "visible"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("keep: {Status: [done]}", "keep:"), ("keep: {Land: [XX]}", "keep:"), ("quantiy: 1", "quantiy"), ("time_zone: Berlin", "time_zone"),
        ("decimal: ;", "decimal"), ("date_format: dd.mm.yyyy", "date_format"), ('delimiter: "#"', "delimiter"), ("header_row: 2", "stand in line 1: write  header_row: 1"),
        ("encoding: latin9000", "encoding"), ("sheet: May\nsheets: [May]", "sheet and sheets"), ("discounts: none", "discounts"),
        ("drop: {Land: [yes]}", "in quotes"), ("language: xx", "language"),
    ],
)  # fmt: skip
def test_a_feed_that_cannot_be_meant_is_refused_with_its_line(
    tmp_path: Path, says: str, told: str
) -> None:
    assert told in read(tmp_path, table(*LINES), f"{FEED}{says}\n").refused


@pytest.mark.parametrize(
    "known", ["[parts_taken_back]", "parts_taken_back", "[lines_marked, parts_taken_back]"]
)
def test_a_doubt_that_someone_has_looked_at_is_told_no_more(tmp_path: Path, known: str) -> None:
    text = _with("Refunded Amount", "3.25", "", "")
    (tmp_path / "before").mkdir()
    assert read(tmp_path / "before", text).doubts == ["parts_taken_back"]
    assert _kinds(outcome := read(tmp_path, text, f"{FEED}known_doubts: {known}\n")) == (110, 0, 0)
    assert outcome.doubts == []


def test_a_doubt_of_another_kind_is_told_all_the_same(tmp_path: Path) -> None:
    text = _with("Refunded Amount", "3.25", "", "")
    outcome = read(tmp_path, text, f"{FEED}known_doubts: [lines_marked]\n")
    assert outcome.doubts == ["parts_taken_back"]


def test_a_sentence_is_no_name_of_a_doubt(tmp_path: Path) -> None:
    refused = read(tmp_path, table(*LINES), f"{FEED}known_doubts: ['Refunds are known']\n").refused
    assert "known_doubts is a list of names from marts.doubts" in refused


@pytest.mark.parametrize(
    ("values", "says"),
    [
        # YAML knows these as numbers in other systems, as times and as days
        (("01", "01", "010"), "drop: {Gruppe: [010]}"), (("1", "1", "07"), "drop: {Gruppe: 07}"),
        (("10:30", "10:30", "12:30"), "drop: {Gruppe: [12:30]}"), (("1_0", "1_0", "1_1"), "drop: {Gruppe: [1_1]}"),
        (("1.5", "1.5", "2.50"), "drop: {Gruppe: [2.50]}"), (("2024-1-5", "2024-1-5", "2024-1-6"), "drop: {Gruppe: [2024-1-6]}"),
        # a column of numbers with gaps, as programs write it
        (("1.0", "1.0", "9.0"), "drop: {Gruppe: [9]}"), (("1", "1", "9"), "drop: {Gruppe: [9.0]}"), (("1.0", "", "9.0"), "keep: {Gruppe: [1, '']}"),
        # a letter and its mark as two characters
        (("frei", "frei", "zuru\u0308ck"), "drop: {Gruppe: zurück}"), (("frei", "frei", "zurück"), "drop: {Gruppe: zuru\u0308ck}"),
    ],
)  # fmt: skip
def test_a_value_in_a_feed_is_the_text_that_stands_there(
    tmp_path: Path, values: tuple[str, ...], says: str
) -> None:
    outcome = read(tmp_path, _with("Gruppe", *values), f"{FEED}{says}\n")
    assert (_kinds(outcome), outcome.left_out) == ((95, 0, 0), 1)


def test_customers_and_prefixes_keep_their_zeros(tmp_path: Path) -> None:
    lines = (
        *LINES[:2],
        "8,2024-05-18,B,Shade,1,15.00,0010,DE",
        "0129,2024-05-19,B,Shade,-1,15.00,K2,DE",
    )
    outcome = read(tmp_path, table(*lines), f"{FEED}guests: [0010]\ncancellation_prefix: 012\n")
    assert (_kinds(outcome), outcome.column("customer_id")[2]) == ((110, -15, 0), None)


@pytest.mark.parametrize("says", ["country: NO", "cancellation_prefix: NO", "sheet: Off", "language: no", "sheets: [On]"])  # fmt: skip
def test_words_that_yaml_takes_for_true_and_false_are_refused(tmp_path: Path, says: str) -> None:
    feed = FEED.replace(", country: Land", "")
    refused = read(tmp_path, table(*LINES), f"{feed}{says}\n").refused
    assert "YAML reads the words No, Yes, On and Off as true or false" in refused
    assert f'{says.split(":", maxsplit=1)[0]}: "NO"' in refused


def test_a_name_of_a_column_may_have_its_marks_as_characters_of_their_own(tmp_path: Path) -> None:
    feed = FEED.replace("quantity: Stk", "quantity: Stücke")
    header = COLUMNS.replace("Stk", "Stu\u0308cke")
    assert read(tmp_path, table(*LINES, header=header), feed).sold == SOLD


@pytest.mark.parametrize(
    ("values", "says", "tells"),
    [
        (("completed", "processing", "failed"), "keep: {Phase: [completed, procesing]}", "'processing', which it has on 1 line, is left out"),
        (("fertig", "fertig", "zurückgestellt"), "drop: {Phase: [zurückgestelt]}", "'zurückgestellt', which it has on 1 line, is counted all the same"),
        (("fertig", "fertig", "Umtausch"), "returns: {Phase: [Umtasuch]}", "'Umtausch', which it has on 1 line, is counted as sales all the same"),
    ],
)  # fmt: skip
def test_a_slip_in_a_value_of_the_feed_is_told(
    tmp_path: Path, values: tuple[str, ...], says: str, tells: str
) -> None:
    outcome = read(tmp_path, _with("Phase", *values), f"{FEED}{says}\n")
    assert outcome.doubts[0] == "value_almost_named"
    assert tells in outcome.sentences


@pytest.mark.parametrize(
    ("values", "says"),
    [
        # states of other days, and names that are numbered
        (("completed", "completed", "failed"), "keep: {Phase: [completed, processing]}"), (("Markt1", "Markt1", "Markt2"), "keep: {Phase: [Markt1, Markt3]}"),
        (("Nord A", "Nord A", "Nord B"), "keep: {Phase: [Nord A, Nord C]}"), (("bezahlt", "bezahlt", "unbezahlt"), "drop: {Phase: [unbezahlt, storniert]}"),
        (("Completed", "completed", "compleed"), "keep: {Phase: [completed]}"),
    ],
)  # fmt: skip
def test_values_that_a_file_does_not_have_are_no_slips(
    tmp_path: Path, values: tuple[str, ...], says: str
) -> None:
    assert read(tmp_path, _with("Phase", *values), f"{FEED}{says}\n").doubts == []


@pytest.mark.parametrize("column", ["Menge", "Quantity", "Qté"])
def test_pieces_in_a_column_beside_one_piece_a_line_are_told(tmp_path: Path, column: str) -> None:
    feed = FEED.replace("quantity: Stk, ", "") + "quantity: 1\n"
    text = table(*LINES, header=COLUMNS.replace("Stk", column))
    outcome = read(tmp_path, text, feed)
    assert outcome.doubts == ["another_quantity"]
    assert f"quantity: {column}" in outcome.sentences
    (tmp_path / "ones").mkdir()
    ones = table(
        *(line.replace(",2,40", ",1,40") for line in LINES), header=COLUMNS.replace("Stk", column)
    )
    assert read(tmp_path / "ones", ones, feed).doubts == []
