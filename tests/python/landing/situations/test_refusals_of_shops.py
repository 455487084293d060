"""A refusal names the line of a feed that mends it, and that line does; what needs no word is read."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, Outcome, read, table

RUSSIAN = "Номер,Дата,Код,Количество,Цена"
JAPANESE = "受注番号,注文日時,商品番号,個数,単価"
POLISH = "Zamówienie,Data sprzedaży,Symbol,Ilość,Wartość"


def by_names(header: str) -> str:
    named = zip(
        ("invoice", "invoice_date", "stock_code", "quantity", "line_amount"),
        header.split(","),
        strict=True,
    )
    return f"columns: {{{', '.join(f'{one}: {name}' for one, name in named)}}}\n"


def advised(refused: str, key: str) -> str:
    """The line of a feed that a refusal names."""
    found = re.search(rf"{key}: (\"[^\"]*\"|'[^']*'|[\w-]+)", refused)
    assert found, refused
    return f"{found[0]}\n"


def days(folder: Path, *dates: str, feed: str = FEED) -> Outcome:
    folder.mkdir(exist_ok=True)
    lines = (f"{at};{day};A;Oil;1;10,00;K{at};DE" for at, day in enumerate(dates))
    return read(folder, table(*lines, delimiter=";"), feed)


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc-jp"),
        (POLISH, "cp1250"),
        (POLISH, "iso-8859-2"),
        (POLISH, "cp852"),
    ],
)
def test_the_names_of_columns_tell_the_encoding(tmp_path: Path, header: str, encoding: str) -> None:
    text = table("7,2024-05-17,A,2,40.00", header=header)
    outcome = read(tmp_path, text.encode(encoding), by_names(header))
    assert (outcome.refused, outcome.doubts, outcome.sold) == ("", [], Decimal(40))


def test_two_encodings_with_the_names_of_columns_are_asked_for(tmp_path: Path) -> None:
    header = "Código,Data,Artigo,Nº,Preço"
    text = table("7,2024-05-17,Õ,2,40.00", header=header).encode("cp850")
    outcome = read(tmp_path, text, by_names(header))
    line = advised(outcome.refused, "encoding")
    (tmp_path / "again").mkdir()
    mended = read(tmp_path / "again", text, by_names(header) + line)
    assert (mended.column("stock_code"), mended.sold) == (["Õ"], Decimal(40))


def test_of_several_currencies_one_is_kept_by_the_line_that_is_named(tmp_path: Path) -> None:
    text = table(
        *(f"{one},{at}" for one, at in zip(LINES, ("EUR", "EUR", "USD"), strict=True)),
        header=f"{COLUMNS},Geld",
    )
    feed = FEED.replace("country: Land", "country: Land, currency: Geld")
    refused = read(tmp_path, text, feed).refused
    line = advised(refused.replace("{", "").replace("keep:", ""), " currency")
    (tmp_path / "again").mkdir()
    kept = read(tmp_path / "again", text, feed + line.strip() + "\n")
    assert (kept.refused, kept.sold, kept.left_out) == ("", Decimal(95), 1)


@pytest.mark.parametrize(
    ("names", "delimiter", "said"),
    [
        (('"Lamp" x', '"Shade" y', '"Shade" y'), "|", ""),
        # By itself the mark would be found.
        (("'Lamp, red'", "'Shade, blue'", "'Shade, blue'"), ",", "quote: '\"'\n"),
    ],
)
def test_the_mark_around_fields_is_named(
    tmp_path: Path, names: tuple[str, ...], delimiter: str, said: str
) -> None:
    lines = [
        delimiter.join(name if at == 3 else one for at, one in enumerate(line.split(",")))
        for line, name in zip(LINES, names, strict=True)
    ]
    text = table(*lines, delimiter=delimiter)
    line = advised(read(tmp_path, text, FEED + said).refused, "quote")
    (tmp_path / "again").mkdir()
    mended = read(tmp_path / "again", text, FEED + line)
    assert (mended.refused, mended.sold) == ("", Decimal(110))


def test_lines_that_no_mark_mends_are_told_with_the_delimiter(tmp_path: Path) -> None:
    text = table(*(f"{line},x,y" for line in LINES))
    assert "Check the delimiter" in read(tmp_path, text).refused


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("1240117", "1240304"), ("2024-01-17", "2024-03-04")),
        (("124017", "124364"), ("2024-01-17", "2024-12-29")),
    ],
)
def test_dates_with_a_century_are_read_by_the_line_that_is_named(
    tmp_path: Path, dates: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    line = advised(days(tmp_path, *dates).refused, "date_format")
    mended = days(tmp_path / "again", *dates, feed=FEED + line)
    assert [str(one)[:10] for one in mended.column("invoice_date")] == list(expected)


@pytest.mark.parametrize("dates", [("0991231", "1000101"), ("099365", "100001")])
def test_dates_of_two_centuries_are_no_one_form(tmp_path: Path, dates: tuple[str, ...]) -> None:
    refused = days(tmp_path, *dates).refused
    assert "export them as dates" in refused and "date_format" not in refused


@pytest.mark.parametrize("dates", [("01.02.", "17.04."), ("1-Apr", "17-May"), ("5/1", "17/1")])
def test_dates_without_a_year(tmp_path: Path, dates: tuple[str, ...]) -> None:
    assert "no year" in days(tmp_path, *dates).refused


@pytest.mark.parametrize("word", [" г.", "г.", " г", " года"])
def test_a_word_for_the_year_means_nothing(tmp_path: Path, word: str) -> None:
    outcome = days(tmp_path, f"01.02.2024{word}", f"17.02.2024{word}")
    assert [str(one)[:10] for one in outcome.column("invoice_date")] == ["2024-02-01", "2024-02-17"]


def test_both_orders_in_one_column_are_told_at_once(tmp_path: Path) -> None:
    refused = days(tmp_path, "17/04/2024", "04/17/2024", "02/03/2024").refused
    assert "the day first and dates with the month first" in refused
    assert "'17/04/2024' and '04/17/2024'" in refused


def test_prices_with_a_measure_are_told(tmp_path: Path) -> None:
    text = table("7;2024-05-17;A;Oil;2;11,38 €/kg;K1;DE", delimiter=";")
    assert "A measure stands behind the amounts" in read(tmp_path, text).refused


def test_a_short_year_that_all_dates_have_is_the_year(tmp_path: Path) -> None:
    found = [f"{at:02d}.{1 + at * month % 11:02d}.24" for at in range(2, 19) for month in (1, 3)]
    outcome = days(tmp_path, *found)
    assert outcome.refused == ""
    assert str(outcome.column("invoice_date")[0])[:10] == "2024-03-02"


@pytest.mark.parametrize(
    "dates",
    [
        # on the same day of every month of sixteen years
        [dt.date(year, month, 24) for year in range(2008, 2024) for month in range(1, 13)],
        # on the same day of every year
        [dt.date(year, 12, 24) for year in range(2005, 2023)],
        # few years
        [dt.date(year, 1 + year % 11, 24) for year in range(2012, 2022)],
    ],
)
def test_the_same_day_of_many_years_is_asked_for(tmp_path: Path, dates: list[dt.date]) -> None:
    assert "two ways" in days(tmp_path, *(f"{one:%y.%m.%d}" for one in dates)).refused


@pytest.mark.parametrize("word", ["İptal Edildi", "İade", "Storniert", "Отменен"])
def test_the_lines_that_are_named_leave_a_word_of_any_land_out(tmp_path: Path, word: str) -> None:
    marked = zip(LINES, ("ok", "ok", word), strict=True)
    text = table(*(f"{one},{state}" for one, state in marked), header=f"{COLUMNS},Status")
    kept = read(tmp_path, text, f"{FEED}drop: {{Status: [{word}]}}\n")
    assert (kept.refused, kept.doubts, kept.sold) == ("", [], Decimal(95))


def test_lines_without_a_quantity_are_left_out_by_the_line_that_is_named(tmp_path: Path) -> None:
    text = table(*LINES, "9,2024-05-18,B,Shade,,15.00,K2,DE")
    told = read(tmp_path, text)
    assert told.doubts == ["missing_values"]
    [line] = re.findall("the line  (drop: .*?)  in the feed", told.sentences)
    (tmp_path / "again").mkdir()
    mended = read(tmp_path / "again", text, f"{FEED}{line}\n")
    assert (mended.doubts, mended.sold) == ([], Decimal(110))


@pytest.mark.parametrize("between", [" , ", ", ", " ;", "; "])
def test_blanks_around_a_delimiter_between_quotes_are_read_or_named(
    tmp_path: Path, between: str
) -> None:
    lines = ['"' + f'"{between}"'.join(line.split(",")) + '"' for line in (COLUMNS, *LINES)]
    outcome = read(tmp_path, "\n".join(lines) + "\n")
    if outcome.refused:
        (tmp_path / "said").mkdir()
        said = FEED + advised(outcome.refused, "delimiter")
        outcome = read(tmp_path / "said", "\n".join(lines) + "\n", said)
    assert (outcome.refused, outcome.sold) == ("", SOLD)
