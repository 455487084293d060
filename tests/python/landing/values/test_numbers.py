"""Numbers are read as what they mean, by one decimal mark for the whole file, or the file is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from python_jobs.core.errors import AmbiguousValues, InputError
from python_jobs.landing.values.reader import KnownForm
from tests.python.landing.values.reading import read


def amounts(*texts: str, **options: object) -> list[Decimal | str]:
    """What a column of prices reads as; a text where it is no number."""
    return [_number(text) for text in read({"price": texts}, **options)["price"]]  # type: ignore[arg-type]


def _number(text: str | None) -> Decimal | str:
    try:
        return Decimal(text or "")
    except ArithmeticError:
        return str(text)


@pytest.mark.parametrize(
    ("quantity", "price", "pieces"),
    [("1.000", "0,25", 1000), ("1,200", "0.25", 1200), ("2.500.000", "7", 2_500_000)],
)
def test_one_column_tells_the_mark_of_the_other(quantity: str, price: str, pieces: int) -> None:
    found = read({"quantity": [quantity], "price": [price]})
    assert found["quantity"] == [str(pieces)]
    assert _number(found["price"][0]) == Decimal(price.replace(",", "."))


@pytest.mark.parametrize(
    "texts", [("1,250", "2,400"), ("1.250",), ("1,250", "1.250"), ("12.500", "980")]
)
def test_a_mark_only_before_three_digits_is_refused(texts: tuple[str, ...]) -> None:
    with pytest.raises(AmbiguousValues, match=r"two ways.*feed.*decimal: \",\""):
        amounts(*texts)


@pytest.mark.parametrize(("mark", "meaning"), [(",", "1.250"), (".", "1250")])
def test_the_feed_or_another_file_decides(mark: str, meaning: str) -> None:
    assert amounts("1,250", decimal=mark) == [Decimal(meaning)]
    assert amounts("1,250", known=[KnownForm(None, mark), KnownForm()]) == [Decimal(meaning)]


def test_files_that_differ_decide_nothing() -> None:
    with pytest.raises(AmbiguousValues):
        amounts("1,250", known=[KnownForm(None, ","), KnownForm(None, ".")])


@pytest.mark.parametrize(
    "text",
    [
        "2-",
        "-2",
        "(2)",
        "'-2",
        "\u22122",
        "\u20132",
        "- 2",
        "\u200e-2",
        "-2.00",
        "-£2",
        "£-2",
        "(£2.00)",
        "2.00- €",
    ],
)
def test_every_minus_is_read(text: str) -> None:
    assert amounts(text) == [-2]


@pytest.mark.parametrize(
    "text",
    [
        "1'240.50",
        "1\u2019240.50",
        "1 240.50",
        "1\u00a0240.50",
        "1\u2009240,50",
        "1\u202f240,50",
        "1.240,50",
        "1,240.50",
        " 1240.50 ",
    ],
)
def test_every_mark_of_thousands_is_read(text: str) -> None:
    assert amounts(text) == [Decimal("1240.50")]


def test_lakhs_are_read() -> None:
    assert amounts("12,34,567.50", "1,00,000") == [Decimal("1234567.50"), 100_000]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("£3.50", "GBP"),
        ("3,50 €", "EUR"),
        ("USD 3.50", "USD"),
        ("$3.50 USD", "USD"),
        ("3.50 kr.", "kr"),
        ("Rs.3.50", "Rs"),
        ("3,50\u00a0zł", "PLN"),
        ("CHF 3.50", "CHF"),
        ("3.50eur", "EUR"),
        ("NT$3.50", "TWD"),
        ("US $3.50", "USD"),
        ("AU $3.50", "AUD"),
        ("MX$ 3.50", "MXN"),
        ("$U 3,50", "UYU"),
        ("3,50 F CFA", "XAF"),
        ("3,50 KM", "BAM"),
        ("3,50 Lekë", "ALL"),
        ("3,50 DH", "Dh"),
        ("GH₵3.50", "GHS"),
        ("3.50원", "KRW"),
        ("रु 3.50", "Rs"),
        ("3.50 ر.س", "SAR"),
    ],
)
def test_a_currency_beside_an_amount_is_told(text: str, currency: str) -> None:
    found = read({"price": [text]})
    assert _number(found["price"][0]) == Decimal("3.50")
    assert currency in found.understood.currencies


@pytest.mark.parametrize(("text", "amount"), [("5,-", "5"), ("5.--", "5"), ("1.250,- €", "1250")])
def test_the_dash_of_a_whole_price_is_no_minus(text: str, amount: str) -> None:
    assert amounts(text) == [Decimal(amount)]


def test_the_point_before_cents_is_no_part_of_the_mark() -> None:
    assert amounts("$.50", "$3.00") == [Decimal("0.50"), Decimal("3.00")]


@pytest.mark.parametrize(
    "text", ["3 pcs", "1.2.3", "1,2,3", "12 34", "5%", "1e3", "--2", "(-2)", "1,23,45", "abc"]
)
def test_what_is_no_number_stays_as_it_is(text: str) -> None:
    assert read({"price": [text, "2.50"]})["price"] == [text, "2.50"]


def test_a_unit_is_no_currency_in_a_column_of_pieces() -> None:
    assert read({"quantity": ["2 CUP"], "price": ["1"]})["quantity"] == ["2 CUP"]


def test_two_marks_in_one_file_are_a_doubt_and_refused_where_one_reads_two_ways() -> None:
    found = read({"quantity": ["1.5", "2"], "price": ["2,50", "3,00"]})
    assert [one.kind for one in found.doubts] == ["two_decimal_marks"]
    assert [_number(one) for one in found["price"]] == [Decimal("2.50"), Decimal("3.00")]
    with pytest.raises(AmbiguousValues, match="1.250"):
        read({"quantity": ["1.5", "2"], "price": ["2,50", "1.250"]})


def test_plain_numbers_stay_as_they_stand() -> None:
    texts = ["2.55", "-1", "+3", ".5", "7.", "0012"]
    assert read({"price": texts})["price"] == texts


@pytest.mark.parametrize(
    "texts", [("£3.50", "3.50 €"), ("USD 1.50", "EUR 1.50"), ("$2.50", "£2.50")]
)
def test_amounts_of_several_currencies_are_refused(texts: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match="several currencies"):
        amounts(*texts)


@pytest.mark.parametrize(
    "texts", [("$3.50", "USD 4.50"), ("€1.50", "1.50 EUR"), ("kr 1.50", "SEK 1.50")]
)
def test_a_mark_and_a_code_may_be_one_currency(texts: tuple[str, ...]) -> None:
    assert len(amounts(*texts)) == 2
