"""Prices of 10, 100 or 1000 pieces, and of cents, by what columns are called and by what stands in them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from python_jobs.landing.doubts.cents import is_named_for_cents
from python_jobs.landing.lines.amount_names import PRICE_UNIT
from python_jobs.landing.lines.header_words import words_of
from python_jobs.landing.values.price_pieces import pieces_in_name, pieces_of
from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table

PIECES = (
    "7,2024-05-17,A,Nails,200,40.00,K1,DE",
    "7,2024-05-17,B,Screws,100,15.00,K1,DE",
    "8,2024-05-18,B,Screws,100,15.00,K2,DE",
)


# Of one piece, in whole units.
OTHER_NAMES = (
    "Price (%)", "Price (C&A)", "Price EUR", "Preis pro Stück", "Price per unit", "Price per kg", "Price per m", "Prix au kilo", "Price per 100 g", "Unit Price (GBP)", "Price (CHF)",
    "Prezzo al pezzo", "Price after percent off", "Center price", "Price (gross)", "P", "Price C", "Store price", "Prix à la pièce", "Preis ab 1", "Price 2024", "Price in $",
)  # fmt: skip

CENTS = (
    "Preis (Cent)", "Einzelpreis (Cent)", "Price (pence)", "Price (c)", "Prix (centimes)", "Precio (céntimos)", "Prezzo (centesimi)", "Prijs (eurocent)", "Preço (centavos)",
    "Pris (öre)", "Cena (gr)", "Fiyat (kuruş)", "Цена (копейки)", "Preis ct", "price_cts", "amountInCents", "PriceMinorUnits", "precio_centimos", "Prijs in centen", "Cena w groszach",
    "pris_ore", "Preis in Rappen", "price_paise", "Цена, коп.", "unit_price_cents", "Preis [ct]", "Price in p", "Centpreis", "pricecents", "Pris i øre", "Prix en centimes", "Price (in cents)",
)  # fmt: skip


def _with(column: str, *values: str) -> str:
    lines = (f"{line},{value}" for line, value in zip(PIECES, values, strict=True))
    return table(*lines, header=f'{COLUMNS},"{column}"')


def _named(tmp_path: Path, name: str, more: str = "") -> tuple[list[str], str, Decimal]:
    text = table(*LINES).replace(",Preis,", f',"{name}",').replace(".00", "")
    outcome = read(tmp_path, text, FEED.replace("price: Preis", f'price: "{name}"') + more)
    return outcome.doubts, outcome.sentences, outcome.sold


@pytest.mark.parametrize(
    "column",
    [
        "KPEIN", "PEINH", "Preiseinh.", "Preismenge", "je", "Base de prix", "Unidad precio", "Unità prezzo", "Price Qty", "Per Unit", "Prisenhet", "Единица цены",
        "PreisEinheit", "price_basis", "Jedn. ceny", "Unidade de preço", "Prijs per", "Price UOM", "Per",
    ],
)  # fmt: skip
def test_columns_of_what_a_price_is_for_are_known_by_their_names(column: str) -> None:
    assert PRICE_UNIT.fullmatch(words_of(column))


@pytest.mark.parametrize(
    "column", ["Unit Price", "Cena jednostkowa", "Price per kg", "Prix unitaire", "Precio unidad", "Period", "Person"]
)  # fmt: skip
def test_other_prices_are_known_by_theirs(column: str) -> None:
    assert not PRICE_UNIT.fullmatch(words_of(column))


@pytest.mark.parametrize("column", ["KPEIN", "Base de prix"])
def test_what_a_price_is_for_is_told_and_read(tmp_path: Path, column: str) -> None:
    text = _with(column, "100", "100", "1")
    outcome = read(tmp_path, text)
    assert (outcome.doubts, outcome.sold) == (["price_units"], Decimal(11000))
    assert f"price_per: {column}" in outcome.sentences
    (tmp_path / "after").mkdir()
    after = read(tmp_path / "after", text, FEED.replace("}", f', price_per: "{column}"}}'))
    assert (after.doubts, after.sold) == ([], Decimal(1595))


@pytest.mark.parametrize(
    ("column", "many", "one"),
    [
        ("Price UOM", "C", "EA"), ("UOM", "per 100", "EA"), ("Einheit", "100 St", "St"), ("ME", "% St", "St"),
    ],
)  # fmt: skip
def test_what_a_price_is_for_by_a_text_is_told_and_read(
    tmp_path: Path, column: str, many: str, one: str
) -> None:
    text = _with(column, many, many, one)
    outcome = read(tmp_path, text)
    assert outcome.doubts == ["price_units"]
    (tmp_path / "after").mkdir()
    units = "".join(re.findall("price_units: {.*?}", outcome.sentences))
    feed = FEED.replace("}", f", price_per: {column}}}") + units
    after = read(tmp_path / "after", text, feed)
    assert (after.doubts, after.sold) == ([], Decimal(1595))


def test_a_price_of_one_by_the_feed_is_told_no_more(tmp_path: Path) -> None:
    text = _with("Per Unit", "100", "100", "1")
    outcome = read(tmp_path, text, f"{FEED}price_per: 1\n")
    assert (outcome.doubts, outcome.sold) == ([], Decimal(11000))


def test_a_text_that_says_no_pieces_is_told(tmp_path: Path) -> None:
    text = _with("Price UOM", "C", "box", "C")
    outcome = read(tmp_path, text, FEED.replace("}", ", price_per: Price UOM}"))
    assert outcome.doubts == ["unreadable_values"]


@pytest.mark.parametrize(
    ("column", "value"),
    [("UOM", "C"), ("Einheit", "1000 St"), ("Price UOM", "M"), ("Price Qty", "1"), ("Per Unit", "7"), ("UOM", "100 g"), ("Price UOM", "m")],
)  # fmt: skip
def test_units_of_goods_and_other_prices_stay_quiet(
    tmp_path: Path, column: str, value: str
) -> None:
    assert read(tmp_path, _with(column, value, value, value)).doubts == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("C", 100), ("M", 1000), ("m", 1), ("per 100", 100), ("100 St", 100), ("% St", 100), ("St", 1), ("1,000 pcs", 1000), ("€/100", 100), ("je 100 Stk.", 100), ("pro Hundert", 100),
        ("‰", 1000), ("1 kg", 1), ("per piece", 1), ("100", None), ("100 g", None), ("EUR", None), ("box", None), ("", None),
    ],
)  # fmt: skip
def test_texts_of_what_a_price_is_for(text: str, pieces: int | None) -> None:
    assert pieces_of(text) == pieces


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("Prix pour 100", 100), ("Prix les 100", 100), ("Prix au cent", 100), ("Precio por mil", 1000), ("Price (per 1,000)", 1000), ("Price per M", 1000), ("Price per C", 100),
        ("Price per hundred", 100), ("Preis pro Hundert", 100), ("Tausenderpreis", 1000), ("Preis % St", 100), ("Price per dozen", 12), ("Dutzendpreis", 12),
        ("Price per thousand", 1000), ("pricePer100", 100), ("price_per_1000", 1000), ("Prijs per honderd", 100), ("Prezzo al cento", 100), ("Cena za 100 szt.", 100),
        ("Preço por milheiro", 1000), ("Preis (100 Stück)", 100), ("Preis je 1.000", 1000), ("Price/C", 100), ("Cena za sto", 100),
        *((name, None) for name in OTHER_NAMES),
    ],
)  # fmt: skip
def test_names_of_prices_of_many_pieces(name: str, pieces: int | None) -> None:
    assert pieces_in_name(name) == pieces


@pytest.mark.parametrize(
    ("name", "pieces"), [("Prix au cent", 100), ("Price per thousand", 1000), ("Price (per 1,000)", 1000)]
)  # fmt: skip
def test_a_price_that_is_named_for_many_pieces_is_told(
    tmp_path: Path, name: str, pieces: int
) -> None:
    doubts, sentences, _ = _named(tmp_path, name)
    assert doubts == ["price_units"]
    assert f"price_per: {pieces} " in sentences
    (tmp_path / "after").mkdir()
    doubts, _, sold = _named(tmp_path / "after", name, f"price_per: {pieces}\n")
    assert doubts == []
    assert abs(sold - SOLD / pieces) < Decimal("0.01")


@pytest.mark.parametrize("name", CENTS)
def test_names_of_prices_in_cents(name: str) -> None:
    assert is_named_for_cents(name)


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_other_names_of_prices_say_nothing_of_cents(name: str) -> None:
    assert not is_named_for_cents(name)


@pytest.mark.parametrize("name", ["Preis (Cent)", "PriceMinorUnits"])
def test_a_price_that_is_named_for_cents_is_told(tmp_path: Path, name: str) -> None:
    doubts, sentences, _ = _named(tmp_path, name)
    assert doubts == ["amounts_in_cents"]
    assert "amounts_in: cents" in sentences
    (tmp_path / "after").mkdir()
    doubts, _, sold = _named(tmp_path / "after", name, "amounts_in: cents\n")
    assert (doubts, sold) == ([], SOLD / 100)


def _beside_amounts(column: str, *amounts: str) -> str:
    lines = ("7,2024-05-17,A,Lamp,2,1999,K1,DE", "7,2024-05-17,B,Shade,1,495,K1,DE", "8,2024-05-18,B,Shade,3,495,K2,DE", "8,2024-05-18,C,Bulb,4,250,K2,DE")  # fmt: skip
    rows = (f"{line},{amount}" for line, amount in zip(lines, amounts, strict=True))
    return table(*rows, header=f"{COLUMNS},{column}")


@pytest.mark.parametrize(
    ("amounts", "times"),
    [
        (("39.98", "4.95", "14.85", "10.00"), 100), (("35.98", "4.95", "14.85", "10.00"), 100), (("4.00", "0.50", "1.49", "1.00"), 1000),
        (("399.80", "49.50", "148.50", "100.00"), 10), (("39.98 €", "4.95 €", "14.85 €", ""), 100),
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", ["Total", "Betrag", "Line Total"])
def test_prices_that_an_amount_beside_them_calls_less_are_told(
    tmp_path: Path, column: str, amounts: tuple[str, ...], times: int
) -> None:
    text = _beside_amounts(column, *amounts)
    outcome = read(tmp_path, text)
    assert outcome.doubts == ["price_units"]
    assert f"is {times} times what the column '{column}' says" in outcome.sentences
    lines = [f"price_per: {times}", *(["amounts_in: cents"] if times == 100 else [])]
    for at, line in enumerate(lines):
        assert line in outcome.sentences
        (tmp_path / str(at)).mkdir()
        mended = read(tmp_path / str(at), text, f"{FEED}{line}\n")
        assert "price_units" not in mended.doubts
        assert mended.sold == outcome.sold / times


@pytest.mark.parametrize(
    "amounts",
    [
        ("39.98", "5.95", "17.85", "10.00"), ("39.98", "4.95", "", ""), ("0.05", "0.01", "0.02", "0.01"), ("3998", "495", "1485", "1000"),
        ("47.58", "5.89", "17.67", "11.90"), ("", "", "", ""),
    ],
)  # fmt: skip
def test_other_amounts_beside_prices_say_nothing_of_their_units(
    tmp_path: Path, amounts: tuple[str, ...]
) -> None:
    assert read(tmp_path, _beside_amounts("Total", *amounts)).doubts == []


def test_a_price_whose_name_says_cents_is_told_once(tmp_path: Path) -> None:
    text = _beside_amounts("Total", "39.98", "4.95", "14.85", "10.00").replace("Preis", "Preis (Cent)")  # fmt: skip
    feed = FEED.replace("price: Preis", 'price: "Preis (Cent)"')
    assert read(tmp_path, text, feed).doubts == ["amounts_in_cents"]
