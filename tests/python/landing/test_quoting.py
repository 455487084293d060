"""Whether quotes stand around fields or are text, told from the lines themselves."""

from __future__ import annotations

import io

import pytest

from python_jobs.landing.tables import quoting
from python_jobs.landing.tables.dialect import Dialect
from python_jobs.landing.tables.quoting import detect_quoting
from python_jobs.landing.tables.records import read_record

TABS = Dialect("\t", '"')


def found_in(*lines: str, dialect: Dialect) -> Dialect:
    """The dialect that lines of three fields show."""
    text = "".join(f"{line}\n" for line in lines)
    return detect_quoting(lambda: io.TextIOWrapper(io.BytesIO(text.encode())), dialect, 3, None)


def quote_of(*lines: str, dialect: Dialect = TABS) -> str:
    return found_in(*lines, dialect=dialect).quote


@pytest.mark.parametrize(
    "lines",
    [
        ("a\tb\tc",),
        ('a\t"b"\tc', 'a\t"say ""b"""\tc'),
        # the first line of a field of two lines has as many fields as the header
        ('a\tb\t"blue,', 'red"'),
        ('a\tb\t"blue,', 'red"', 'c\td\t"green,', "", 'white"'),
        ('a\t"""b"\t""""', '\t-1\t"blue, green,', 'red, ""white"""'),
    ],
)  # fmt: skip
def test_quotes_around_fields(lines: tuple[str, ...]) -> None:
    assert quote_of(*lines) == '"'


@pytest.mark.parametrize(
    "lines",
    [
        ('a\t"b" and more\tc', 'a\t"b\tc'),
        ('"a\tb\tc', "d\te\tf"),
        ('a\tb\t"24', "c\td\te", 'a\tb\t"36', "f\tg\th"),
    ],
)
def test_quotes_that_are_text(lines: tuple[str, ...]) -> None:
    assert quote_of(*lines) == ""


def test_commas_leave_quotes_what_they_are() -> None:
    assert quote_of('"a,b,c', "d,e,f", dialect=Dialect(",", '"')) == '"'


@pytest.mark.parametrize(
    "lines",
    [
        # as Python's csv module writes with an escape: quotes around what holds a delimiter, and none around a quote
        (r"1,Tea \"Earl Grey\",1.5",),
        (r'1,Tea \"Earl Grey\","1,5"', '2,"Lamp, small","1,5"'),
        (r'"1,0",5\" pipe,a\\b',),
        (r'1,"Lamp, \"big\"","1,5"',),
    ],
)  # fmt: skip
def test_quotes_behind_backslashes(lines: tuple[str, ...]) -> None:
    assert found_in(*lines, dialect=Dialect(",", '"')).escape == "\\"


@pytest.mark.parametrize(
    "lines",
    [
        (r'1,Tea \"Earl Grey\","1,5"', r"2,C:\tea,3"),
        (r'1,"5"" pipe","1,5"', r"2,C:\tea,3"),
        (r'1,Tea \"Earl Grey","1,5"',),
    ],
)
def test_backslashes_that_are_text(lines: tuple[str, ...]) -> None:
    assert found_in(*lines, dialect=Dialect(",", '"')).escape == ""


def test_open_quotes_are_looked_at_a_bounded_number_of_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at = 0

    def counted(*arguments):
        nonlocal looked_at
        looked_at += 1
        return read_record(*arguments)

    monkeypatch.setattr(quoting, "read_record", counted)
    assert quote_of(*['"a\tb\tc'] * 5_000) == ""
    assert looked_at == quoting.MOST_OPEN_LINES
