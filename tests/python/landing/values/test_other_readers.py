"""Texts of any kind, read here and by readers that others wrote: where both read a text, it is the same number or day."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from babel.numbers import NumberFormatError, parse_decimal
from dateutil.parser import ParserError, parse  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from python_jobs.core.errors import InputError
from python_jobs.landing.values.dates import DateOptions
from tests.python.landing.values.reading import read

SOME = settings(deadline=None, max_examples=12, derandomize=True)
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)")
# Each decimal mark with a language that parts thousands by the other one.
LOCALES = {".": "en", ",": "de"}

digits = st.text("0123456789", min_size=1, max_size=4)
number_texts = st.lists(
    st.one_of(digits, st.sampled_from([".", ",", "'", " ", "\u00a0", "-", "+", "(", ")"])),
    min_size=1,
    max_size=7,
).map("".join)


@SOME
@given(texts=st.lists(number_texts, min_size=30, max_size=30), mark=st.sampled_from(".,"))
def test_a_text_that_babel_reads_too_is_the_same_number(texts: list[str], mark: str) -> None:
    found = read({"price": texts}, decimal=mark)["price"]
    for text, one in zip(texts, found, strict=True):
        if one is None or not NUMBER.fullmatch(one):
            continue
        # nothing is made up: the digits are those of the text, in their order
        assert re.sub(r"\D", "", one) == re.sub(r"\D", "", text), text
        try:
            expected = parse_decimal(text.strip(), LOCALES[mark], strict=True)
        except (NumberFormatError, ValueError):
            continue
        assert Decimal(one) == expected, text


@SOME
@given(
    texts=st.lists(
        st.builds(
            lambda sign, whole, fraction: f"{sign}{whole}{fraction}",
            st.sampled_from(["", "-", "+"]),
            st.integers(0, 10**9).map(lambda one: f"{one:,}"),
            st.sampled_from(["", ".5", ".25", ".125", ".0"]),
        ),
        min_size=1,
        max_size=20,
    ),
    mark=st.sampled_from(".,"),
)
def test_a_number_of_a_locale_is_read_or_refused_as_a_whole(texts: list[str], mark: str) -> None:
    """Without a word on the decimal mark."""
    if mark == ",":
        texts = [one.translate(str.maketrans(",.", ".,")) for one in texts]
    try:
        found = read({"price": texts})["price"]
    except InputError as error:
        assert "can be read in two ways" in str(error)
        return
    locale = LOCALES[mark]
    meant = [parse_decimal(one.removeprefix("+"), locale, strict=True) for one in texts]
    assert [Decimal(one or "") for one in found] == meant


day_parts = st.tuples(st.integers(1, 31), st.integers(1, 13), st.integers(1990, 2035))


@st.composite
def day_texts(draw: st.DrawFn) -> str:
    day, month, year = draw(day_parts)
    mark = draw(st.sampled_from(["/", ".", "-", " ", ". "]))
    pad = draw(st.booleans())
    parts = {
        "d": f"{day:02d}" if pad else f"{day}",
        "m": f"{month:02d}" if pad else f"{month}",
        "y": draw(st.sampled_from([f"{year}", f"{year}", f"{year % 100:02d}"])),
        "b": draw(st.sampled_from(["Jan", "March", "sept", "OCT", "December"])),
    }
    order = draw(st.sampled_from(["dmy", "mdy", "ymd", "dby", "bdy", "ybd"]))
    text = mark.join(parts[one] for one in order)
    return text + draw(
        st.sampled_from(["", "", " 10:05", " 23:59:59", "T07:00:00Z", " 1:02 PM", " 12:30 am"])
    )


@SOME
@given(texts=st.lists(day_texts(), min_size=1, max_size=3))
def test_a_day_that_dateutil_reads_is_one_of_its_readings(texts: list[str]) -> None:
    try:
        found = read({"invoice_date": texts})["invoice_date"]
    except InputError:
        return
    for text, one in zip(texts, found, strict=True):
        readings = _readings(text)
        if one is not None and re.match(r"\d{4}-\d\d-\d\d", one) and readings:
            assert dt.datetime.fromisoformat(one) in readings, text


@SOME
@given(texts=st.lists(day_texts(), min_size=8, max_size=8), order=st.sampled_from("dm"))
def test_a_day_under_a_declared_form_is_the_one_of_that_order(texts: list[str], order: str) -> None:
    form = "%d/%m/%Y" if order == "d" else "%m/%d/%Y"
    try:
        found = read({"invoice_date": texts}, dates=DateOptions(form))["invoice_date"]
    except InputError:
        return
    for text, one in zip(texts, found, strict=True):
        plain = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
        if plain and one and one != text:
            first, second, year = map(int, plain.groups())
            day, month = (first, second) if order == "d" else (second, first)
            assert one.startswith(f"{year}-{month:02d}-{day:02d}"), text


def _readings(text: str) -> set[dt.datetime]:
    found = set()
    for is_day_first in (True, False):
        for is_year_first in (True, False):
            try:
                moment = parse(text, dayfirst=is_day_first, yearfirst=is_year_first, default=dt.datetime(2000, 1, 1))  # fmt: skip
            except (ParserError, OverflowError, ValueError):
                continue
            found.add(moment.replace(tzinfo=None))
    return found


ids = st.from_regex(r"0{0,3}[1-9][0-9]{0,6}", fullmatch=True)
WRITTEN = ("{}", '="{}"', "'{}", "{}\u200b", "\ufeff{}", " {} ", "{}.0", '=T("{}")')


@SOME
@given(codes=st.lists(st.tuples(ids, st.sampled_from(WRITTEN)), min_size=1, max_size=12))
def test_two_ids_are_one_only_where_they_are_the_same(codes: list[tuple[str, str]]) -> None:
    """Zeros in front are a part of an id whatever a program writes around it; ids that differ in them alone are told."""
    written = [form.format(code) for code, form in codes]
    found = read({"stock_code": written})
    assert found["stock_code"] == [code for code, _ in codes]
    bare = {code.lstrip("0") for code, _ in codes}
    told = "ids_with_and_without_zeros" in [one.kind for one in found.doubts]
    assert told == (len({code for code, _ in codes}) > len(bare))


@pytest.mark.parametrize(
    "text", ["1.2.3", "1,2,3", "--5", "1e5", "0x10", "½", "5%", "1 2", "1-2", ""]
)
def test_what_is_no_number_is_made_none(text: str) -> None:
    [one] = read({"price": [text], "quantity": ["1"]}, decimal=".")["price"]
    assert one in (None, text)
