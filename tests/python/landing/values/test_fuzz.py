"""What a writer of its own puts into a file in any form is read back, or the file is refused: never anything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from python_jobs.core.errors import InputError
from python_jobs.landing.values.dates import DateOptions
from python_jobs.landing.values.days import read_day
from python_jobs.landing.values.month_names import LANGUAGES, months_of
from tests.python.landing.values.reading import Read, read
from tests.python.landing.values.writing import NumberStyle

pytestmark = pytest.mark.slow

MANY = settings(deadline=None, max_examples=40)


@st.composite
def number_styles(draw: st.DrawFn) -> NumberStyle:
    decimal = draw(st.sampled_from(".,"))
    groups = ["", "'", "\u2019", " ", "\u00a0", "\u202f", "\u2009", "," if decimal == "." else "."]
    if decimal == ".":
        groups.append("lakh")
    minus = draw(st.sampled_from(["-#", "#-", "(#)", "'-#", "\u2212#", "\u2013#", "- #"]))
    money = ["#", "£#", "# €", "USD #", "$#", "#\u00a0kr", "kr. #", "CHF #", "Rs.#", "#zł"]
    return NumberStyle(
        decimal,
        draw(st.sampled_from(groups)),
        draw(st.sampled_from([None, 0, 2, 2, 3, 4])),
        minus,
        draw(st.sampled_from(money)),
    )


def _rounded(number: Decimal, style: NumberStyle) -> Decimal:
    return number if style.places is None else round(number, style.places)


numbers = st.decimals(-99_999_999, 99_999_999, places=4).map(
    lambda one: Decimal(f"{one:f}".rstrip("0").rstrip(".") or "0")
) | st.integers(-2000, 2000).map(Decimal)


@MANY
@given(
    style=number_styles(),
    prices=st.lists(numbers, min_size=1, max_size=6),
    quantities=st.lists(st.integers(-20_000, 20_000), min_size=6, max_size=6),
)
def test_numbers_are_read_back_or_refused(
    style: NumberStyle, prices: list[Decimal], quantities: list[int]
) -> None:
    meant = [_rounded(one, style) for one in prices]
    pieces = NumberStyle(style.decimal, style.group, 0, style.minus, "#")
    columns = {
        "quantity": [pieces.write(Decimal(one)) for one in quantities[: len(meant)]],
        "price": [style.write(one) for one in meant],
    }
    found = _or_refused(lambda: read(columns))
    if found:
        assert [Decimal(one or "") for one in found["price"]] == meant
        assert [Decimal(one or "") for one in found["quantity"]] == quantities[: len(meant)]
    declared = read(columns, decimal=style.decimal)
    assert [Decimal(one or "") for one in declared["price"]] == meant
    assert [Decimal(one or "") for one in declared["quantity"]] == quantities[: len(meant)]


@dataclass(frozen=True)
class DateStyle:
    """How a program writes moments: a day, a time, a zone."""

    day: Callable[[dt.datetime], str]
    time: str
    zone: str
    declared: str | None

    def write(self, moment: dt.datetime) -> str:
        clock = moment.strftime(self.time)
        return f"{self.day(moment)}{clock}{self.zone if clock else ''}"

    def meant(self, moment: dt.datetime) -> dt.datetime:
        if not self.time:
            return moment.replace(hour=0, minute=0, second=0)
        return moment if "%S" in self.time else moment.replace(second=0)


def _unpadded(order: str, mark: str) -> Callable[[dt.datetime], str]:
    return lambda one: mark.join(
        str({"d": one.day, "m": one.month, "y": one.year}[part]) for part in order
    )


def _padded(form: str) -> Callable[[dt.datetime], str]:
    return lambda one: one.strftime(form)


def _worded(language: str, width: str) -> Callable[[dt.datetime], str]:
    return lambda one: format_date(one.date(), f"d {width} y", locale=language)


@st.composite
def date_styles(draw: st.DrawFn) -> DateStyle:
    mark = draw(st.sampled_from(["/", ".", "-", ". "]))
    order = draw(st.sampled_from(["dmy", "mdy", "ymd"]))
    form = mark.join({"d": "%d", "m": "%m", "y": "%Y"}[one] for one in order)
    language = draw(st.sampled_from(LANGUAGES))
    day, declared = draw(
        st.sampled_from(
            [
                (_padded(form), form),
                (_unpadded(order, mark), form),
                (_padded(form.replace("%Y", "%y")), form.replace("%Y", "%y")),
                (_padded("%Y-%m-%d"), None),
                (_padded("%Y%m%d"), None),
                (_worded(language, draw(st.sampled_from(["MMM", "MMMM"]))), None),
            ]
        )
    )
    time = draw(
        st.sampled_from(
            ["", " %H:%M", " %H:%M:%S", ", %I:%M:%S %p", " %I:%M\u202f%p", " %H.%M", "T%H:%M:%S"]
        )
    )
    zone = draw(st.sampled_from(["", "", "Z", " +0200", "-05:00", " UTC"]))
    return DateStyle(day, time, zone, declared)


dates = st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2068, 12, 31, 23, 59, 59)).map(
    lambda one: one.replace(microsecond=0)
)


@MANY
@given(style=date_styles(), moments=st.lists(dates, min_size=1, max_size=8))
def test_dates_are_read_back_or_refused(style: DateStyle, moments: list[dt.datetime]) -> None:
    columns = {"invoice_date": [style.write(one) for one in moments]}
    meant = [style.meant(one) for one in moments]
    found = _or_refused(lambda: read(columns))
    if found:
        assert _read_moments(found) == meant
    if style.declared:
        declared = _or_refused(lambda: read(columns, dates=DateOptions(style.declared)))
        assert declared is None or _read_moments(declared) == meant


@MANY
@given(moments=st.lists(dates, min_size=2, max_size=12), as_text=st.booleans())
def test_what_a_spreadsheet_turned_around_is_never_read_wrong(
    moments: list[dt.datetime], as_text: bool
) -> None:
    """A d/m/Y file opened where months come first: what can be read so is turned, the rest stays text."""
    written, were_turned = [], False
    for one in moments:
        if one.day <= 12:
            turned = dt.date(one.year, one.day, one.month)
            were_turned = were_turned or turned != one.date()
            written.append(f"{turned.month}/{turned.day}/{turned.year}" if as_text else f"{turned}")
        else:
            written.append(one.strftime("%d/%m/%Y"))
    is_mixed = any(one.day > 12 for one in moments) and were_turned
    found = _or_refused(lambda: read({"invoice_date": written}))
    if as_text and found:
        # Excel's m/d/Y of a turned day is the d/m/Y that stood there, so that the text reads as before.
        assert _read_moments(found) == [one.replace(hour=0, minute=0, second=0) for one in moments]
    if is_mixed and not as_text:
        assert found is None


@MANY
@given(
    codes=st.lists(
        st.from_regex(r"[A-Z0-9][A-Z0-9/_.-]{0,70}", fullmatch=True),
        min_size=1,
        max_size=8,
        unique=True,
    ),
    form=st.sampled_from(["{}", '="{}"', "{}\u200b", "\ufeff{}", "\u00a0{} ", "\u202a{}\u202c"]),
)
def test_ids_are_read_back_and_never_merged(codes: list[str], form: str) -> None:
    found = read({"stock_code": [form.format(one) for one in codes]})["stock_code"]
    for code, one in zip(codes, found, strict=True):
        if one is not None and one != code:
            is_float = code.replace(".", "").isdigit() and code.partition(".")[2].strip("0") == ""
            assert len(code) > 60 or (is_float and one == code.partition(".")[0])
    kept = [one for one in found if one is not None]
    without_floats = {
        code.partition(".")[0] if code.replace(".", "").isdigit() else code for code in codes
    }
    assert len(set(kept)) >= len(without_floats) - found.count(None)


def _read_moments(found: Read) -> list[dt.datetime]:
    return [dt.datetime.fromisoformat(str(one)) for one in found["invoice_date"]]


def _or_refused(act: Callable[[], Read]) -> Read | None:
    try:
        return act()
    except InputError:
        return None


@pytest.mark.parametrize("width", ["MMM", "MMMM"])
def test_a_year_of_dates_reads_in_every_language(width: str) -> None:
    days = [dt.date(2024, month, 11) for month in range(1, 13)]
    for language in LANGUAGES:
        readings = [read_day(_worded(language, width)(_midnight(one))) for one in days]
        months, left_open = months_of(one.word for one in readings)
        assert not left_open
        assert [one.days[str(months[one.word])] for one in readings] == days, language


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())
