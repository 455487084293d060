"""Dates with words around the day and the hours, as programs of Europe and East Asia write them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from babel.dates import format_date

from python_jobs.landing.values.days import read_day
from python_jobs.landing.values.month_names import LANGUAGES, months_of
from tests.python.landing.situations.shop import FEED
from tests.python.landing.situations.test_dates_of_shops import days

# Two days of each month, and every day of a week.
DAYS = [dt.date(2024, month, day) for month in range(1, 13) for day in (5, 16)]


@pytest.mark.parametrize("width", ["long", "full"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_long_dates_of_every_language_are_read(language: str, width: str) -> None:
    readings = [read_day(format_date(one, format=width, locale=language)) for one in DAYS]
    months, left_open = months_of(one.word for one in readings)
    assert not left_open
    assert [one.days[str(months[one.word])] for one in readings] == DAYS


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("11 listopada 2024, godz. 10:53", "3 maja 2024, godz. 8:05"), ("2024-11-11 10:53", "2024-05-03 08:05")),
        (("03/07/2024 ore 21.18", "25/07/2024 alle ore 9.05"), ("2024-07-03 21:18", "2024-07-25 09:05")),
        (("03-07-2024 21:18 uur", "25-07-2024 09:05 uur"), ("2024-07-03 21:18", "2024-07-25 09:05")),
        (("11 november 2024 om 10:53 uur",), ("2024-11-11 10:53",)),
        (("03/07/2024 21u18", "25/07/2024 9u05"), ("2024-07-03 21:18", "2024-07-25 09:05")),
        (("11 nov. 2024 à 10 h 53", "3 juill. 2024 21 h 18 min 20 s"), ("2024-11-11 10:53", "2024-07-03 21:18:20")),
        (("2024-01-29 10 h 26",), ("2024-01-29 10:26",)),
        (("2024. 01. 29. 10 óra 26 perc",), ("2024-01-29 10:26",)),
        (("11. 11. 2024 v 10:53", "25. 11. 2024 o 9:05"), ("2024-11-11 10:53", "2024-11-25 09:05")),
        (("11. 11. 2024. u 10:53", "25. 11. 2024. u 09:05"), ("2024-11-11 10:53", "2024-11-25 09:05")),
        (("11 ноября 2024 г. в 10:53",), ("2024-11-11 10:53",)),
        (("11 листопада 2024 р. о 10:53",), ("2024-11-11 10:53",)),
        (("25.07.2024 г. 21:18 ч.", "3.07.2024 г. 9:05 ч."), ("2024-07-25 21:18", "2024-07-03 09:05")),
        (("25.07.2024 saat 21:18",), ("2024-07-25 21:18",)),
        (("11 KASIM 2024 10:53", "12 MAYIS 2024 17:46"), ("2024-11-11 10:53", "2024-05-12 17:46")),
        (("2024年10月16日 07时26分39秒", "2024年10月17日 7時5分"), ("2024-10-16 07:26:39", "2024-10-17 07:05")),
        (("2024/01/29(月) 10:26",), ("2024-01-29 10:26",)),
        (("11/5-2024 10:53", "25/5-2024 9:05"), ("2024-05-11 10:53", "2024-05-25 09:05")),
        (("11/5 2024 10:53", "25/5 2024 9:05"), ("2024-05-11 10:53", "2024-05-25 09:05")),
        # halves of the day beside hours of the whole day, and as a letter
        (("03/21/2024 14:42 PM", "03/21/2024 00:05 AM", "03/22/2024 9:42 AM"), ("2024-03-21 14:42", "2024-03-21 00:05", "2024-03-22 09:42")),
        (("01/29/2024 10:26a", "01/30/2024 3:04p"), ("2024-01-29 10:26", "2024-01-30 15:04")),
        (("2024-01-29-10.26.47.000000",), ("2024-01-29 10:26:47",)),
        # a day that has its time already, beside the column of the times
        (("25.07.2024 04:23:33 04:23:33", "26.07.2024 04:23:33 04:23"), ("2024-07-25 04:23:33", "2024-07-26 04:23:33")),
    ],
)  # fmt: skip
def test_words_around_the_hours_mean_nothing(
    tmp_path: Path, dates: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    outcome = days(tmp_path, *dates)
    found = [str(one)[: len(day)] for one, day in zip(outcome.column("invoice_date"), expected, strict=True)]  # fmt: skip
    assert (outcome.refused, outcome.doubts, found) == ("", [], list(expected))


@pytest.mark.parametrize("date", ["03/21/2024 14:42 AM", "03/21/2024 00:42 PM", "25.07.2024 04:23 05:23"])  # fmt: skip
def test_hours_that_contradict_themselves_are_not_read(tmp_path: Path, date: str) -> None:
    other = "03/22/2024 9:42 AM" if "/" in date else "26.07.2024 09:42"
    assert days(tmp_path, date, other).doubts == ["unreadable_values"]


@pytest.mark.parametrize(
    "date", ["1704273000.0", "1704273000,25", "1704273000123456", "1704273000123456789"]
)
def test_fractions_of_seconds_since_1970_are_read(tmp_path: Path, date: str) -> None:
    assert "time_zone:" in days(tmp_path, date).refused
    (tmp_path / "by_clock").mkdir()
    outcome = days(tmp_path / "by_clock", date, feed=FEED + "time_zone: Europe/Berlin\n")
    assert (outcome.column("invoice_date"), outcome.doubts) == (["2024-01-03 10:10:00"], [])


@pytest.mark.parametrize("said", ["", 'date_format: "%d.%m.%Y"\n'])
def test_serial_numbers_that_a_spreadsheet_turned_around_are_refused(
    tmp_path: Path, said: str
) -> None:
    """3.4.2024 of a shop in Germany became the 4th of March, and 13.4.2024 stayed as it was."""
    refused = days(tmp_path, "45355", "45414", "13.04.2024", "25.04.2024", feed=FEED + said).refused
    assert "without opening it" in refused


def test_serial_numbers_beside_dates_of_the_declared_form_are_read(tmp_path: Path) -> None:
    outcome = days(tmp_path, "45365", "03.04.2024", feed=FEED + 'date_format: "%d.%m.%Y"\n')
    assert outcome.column("invoice_date") == ["2024-03-14 00:00:00", "2024-04-03 00:00:00"]


@pytest.mark.parametrize("mark", ["/", "."])
def test_a_year_before_its_day_is_refused_with_the_line_that_reads_it(
    tmp_path: Path, mark: str
) -> None:
    written = [mark.join(("2024", day, "04")) for day in ("16", "05")]
    line = f'date_format: "{mark.join(("%Y", "%d", "%m"))}"'
    assert line in days(tmp_path, *written).refused
    (tmp_path / "said").mkdir()
    outcome = days(tmp_path / "said", *written, feed=f"{FEED}{line}\n")
    assert outcome.column("invoice_date") == ["2024-04-16 00:00:00", "2024-04-05 00:00:00"]


def test_days_without_a_zero_beside_months_with_one_are_of_one_kind(tmp_path: Path) -> None:
    """As Poland and Bulgaria write them; what a spreadsheet turned around has no zeros at all."""
    outcome = days(tmp_path, "3.07.2024", "5.12.2024", "25.07.2024")
    assert outcome.refused == ""
    assert [str(one)[:10] for one in outcome.column("invoice_date")] == ["2024-07-03", "2024-12-05", "2024-07-25"]  # fmt: skip


@pytest.mark.parametrize("said", ["", 'date_format: "%d%m%Y"\n'])
def test_a_zero_that_fell_away_before_a_day_is_put_back(tmp_path: Path, said: str) -> None:
    outcome = days(tmp_path, "3072024", "25072024", "10122024", feed=FEED + said)
    assert (outcome.refused, outcome.doubts) == ("", [])
    assert [str(one)[:10] for one in outcome.column("invoice_date")] == ["2024-07-03", "2024-07-25", "2024-12-10"]  # fmt: skip


@pytest.mark.parametrize("date", ["2024029", "2402024"])
def test_seven_digits_beside_years_in_front_are_not_read(tmp_path: Path, date: str) -> None:
    assert days(tmp_path, date, "20240725", "20241210").doubts == ["unreadable_values"]
