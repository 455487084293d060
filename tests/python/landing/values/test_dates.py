"""Dates are read as what they mean, by one form for the whole file, or the file is refused."""

from __future__ import annotations

import os
import time

import pytest

from python_jobs.core.errors import AmbiguousValues, InputError
from python_jobs.landing.values.dates import DateOptions
from python_jobs.landing.values.reader import KnownForm
from tests.python.landing.values.reading import read


def moments(*texts: str, known: tuple[KnownForm, ...] = (), **options: str) -> list[str | None]:
    found = read({"invoice_date": texts}, dates=DateOptions(**options), known=known)
    return found["invoice_date"]


def kinds(*texts: str) -> list[str]:
    return [one.kind for one in read({"invoice_date": texts}).doubts]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-05T10:04:05Z", "2024-01-05 10:04:05"),
        ("2024-02-19T23:30:00.000Z", "2024-02-19 23:30:00"),
        ("2024-03-31 22:10:00 -0400", "2024-03-31 22:10:00"),
        ("2024-03-31 22:10:00+02", "2024-03-31 22:10:00"),
        ("2024-03-31T22:10+05:30", "2024-03-31 22:10:00"),
        ("20240105T100405Z", "2024-01-05 10:04:05"),
        ("Fri, 05 Jan 2024 10:04:05 +0100", "2024-01-05 10:04:05"),
        ("2024-01-05+01:00", "2024-01-05 00:00:00"),
    ],
)
def test_a_moment_with_a_zone_keeps_its_clock(text: str, moment: str) -> None:
    assert moments(text) == [moment]


def test_a_zone_that_is_left_aside_is_a_doubt() -> None:
    assert kinds("2024-01-05T10:04:05Z") == ["zone"]
    assert kinds("2024-01-05T10:04:05") == []


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-05T23:30:00Z", "2024-01-06 00:30:00"),
        ("2024-07-05T23:30:00Z", "2024-07-06 01:30:00"),
        ("2024-03-31 22:10:00 -0400", "2024-04-01 04:10:00"),
    ],
)
def test_the_shops_clock_is_that_of_the_feed(text: str, moment: str) -> None:
    assert moments(text, time_zone="Europe/Berlin") == [moment]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system has no way to set the zone")
def test_the_machines_zone_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for zone in ("UTC", "America/New_York", "Asia/Tokyo"):
        monkeypatch.setitem(os.environ, "TZ", zone)
        time.tzset()
        found.append(moments("2024-03-31 22:10:00 -0400", date_format="%Y-%m-%d %H:%M:%S %z"))
        found.append(moments("2024-03-31 22:10:00 -0400"))
    monkeypatch.undo()
    time.tzset()
    assert found == [["2024-03-31 22:10:00"]] * 6


def test_a_zone_whose_name_is_shared_is_refused_where_it_counts() -> None:
    assert moments("2024-01-05 10:04:05 CST") == ["2024-01-05 10:04:05"]
    with pytest.raises(InputError, match="CST.*time_zone"):
        moments("2024-01-05 10:04:05 CST", time_zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12 Mrz 2024", "2024-03-12 00:00:00"),
        ("14 Mai 2024", "2024-05-14 00:00:00"),
        ("3. Okt. 2024 10:04", "2024-10-03 10:04:00"),
        ("1er février 2024", "2024-02-01 00:00:00"),
        ("5 janv. 2024 à 10h04", "2024-01-05 10:04:00"),
        ("12 de diciembre de 2024", "2024-12-12 00:00:00"),
        ("12 gen 2024", "2024-01-12 00:00:00"),
        ("5 mei 2024", "2024-05-05 00:00:00"),
        ("7 września 2024", "2024-09-07 00:00:00"),
        ("7 out. 2024", "2024-10-07 00:00:00"),
        ("2024. március 5.", "2024-03-05 00:00:00"),
        ("March 12th, 2024 1:04 PM", "2024-03-12 13:04:00"),
        ("12-MAR-24", "2024-03-12 00:00:00"),
        ("mardi 5 mars 2024", "2024-03-05 00:00:00"),
        ("11 сен 2024", "2024-09-11 00:00:00"),
        ("24 ноя 2024", "2024-11-24 00:00:00"),
        ("5 жов 2024", "2024-10-05 00:00:00"),
    ],
)
def test_months_are_read_in_the_languages_of_europe(text: str, moment: str) -> None:
    assert moments(text) == [moment]


def test_a_month_that_two_languages_share_is_decided_by_the_others_or_by_the_feed() -> None:
    with pytest.raises(InputError, match="5 srp 2024.*language: hr"):
        moments("5 srp 2024")
    assert moments("5 srp 2024", "5 ožu 2024")[0] == "2024-07-05 00:00:00"
    assert moments("5 srp 2024", "5 led 2024")[0] == "2024-08-05 00:00:00"
    assert moments("5 srp 2024", language="hr") == ["2024-07-05 00:00:00"]


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (("45296.4375", "45341"), "2024-01-05 10:30:00"),
        (("45296,4375",), "2024-01-05 10:30:00"),
        (("45296",), "2024-01-05 00:00:00"),
    ],
)
def test_serial_numbers_are_read_and_told(texts: tuple[str, ...], first: str) -> None:
    assert moments(*texts)[0] == first
    assert kinds(*texts) == ["serial_dates"]
    assert moments(*texts, date_format="serial")[0] == first


def test_serial_numbers_of_1904_are_read_where_the_feed_says_so() -> None:
    assert moments("43834.4375", date_format="serial_1904") == ["2024-01-05 10:30:00"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-05 24:00", "2024-01-06 00:00:00"),
        ("2024-02-29 24:00:00", "2024-03-01 00:00:00"),
        ("31.12.2024 24:00", "2025-01-01 00:00:00"),
        ("2024-02-29 23:59:60", "2024-02-29 23:59:59"),
        ("2024-02-29 24:01", "2024-02-29 24:01"),
        ("2024-02-29 25:00", "2024-02-29 25:00"),
    ],
)
def test_midnight_belongs_to_the_next_day(text: str, moment: str) -> None:
    assert moments(text) == [moment]


@pytest.mark.parametrize(
    ("date", "clock", "moment"),
    [
        ("03/14/2024", "23:59:10", "2024-03-14 23:59:10"),
        ("2024-03-14", "11:59 PM", "2024-03-14 23:59"),
        ("2024-03-14 00:00:00", "1899-12-31 10:00:00", "2024-03-14 10:00:00"),
        ("14.03.2024", "0,5", "2024-03-14 12:00:00"),
        ("14.03.2024", "235910", "2024-03-14 23:59:10"),
        ("14.03.2024", "", "2024-03-14 00:00:00"),
        ("14.03.2024", None, "2024-03-14 00:00:00"),
    ],
)
def test_a_date_and_a_time_are_one_moment(date: str, clock: str | None, moment: str) -> None:
    found = read({"invoice_date": [date], "invoice_time": [clock]})["invoice_date"]
    assert str(found[0]).removesuffix(":00") == moment.removesuffix(":00")


@pytest.mark.parametrize(
    "texts",
    [
        ("2024-01-03 00:00:00", "2024-02-03 00:00:00", "13/03/2024"),
        ("3/1/2024", "3/2/2024", "13/03/2024", "14/03/2024"),
        ("45296", "13/03/2024", "01/03/2024"),
        ("2024-03-25", "01/02/2024", "13/02/2024"),
        ("13/03/2024", "03/14/2024"),
    ],
)
def test_two_kinds_of_dates_are_refused(texts: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        moments(*texts)


def test_what_a_spreadsheet_turned_around_is_refused_whatever_the_feed_says() -> None:
    with pytest.raises(InputError, match="spreadsheet.*2024-01-03.*13/03/2024"):
        moments("2024-01-03", "13/03/2024", date_format="%d/%m/%Y")


@pytest.mark.parametrize(
    ("slip", "meaning"), [("13/03/2024", "2024-03-13 00:00:00"), ("01/02/2024", "01/02/2024")]
)
def test_a_slip_among_many_is_told_and_left_where_it_reads_two_ways(
    slip: str, meaning: str
) -> None:
    texts = [f"2024-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    found = read({"invoice_date": [*texts, slip]})
    assert found["invoice_date"][-1] == meaning
    assert [one.kind for one in found.doubts] == ["two_kinds_of_dates"]


@pytest.mark.parametrize("text", ["01/02/2024", "03.06.2025", "05.01.24", "1-2-2024 10:04"])
def test_a_date_that_reads_two_ways_is_refused(text: str) -> None:
    with pytest.raises(AmbiguousValues, match=r"two ways.*date_format: \"%"):
        moments(text)


@pytest.mark.parametrize(
    ("known", "moment"),
    [
        ("%d.%m.%Y", "2025-06-03 00:00:00"),
        ("%m/%d/%Y %I:%M %p", "2025-03-06 00:00:00"),
        ("%d/%m/%Y %H:%M:%S", "2025-06-03 00:00:00"),
    ],
)
def test_a_daily_file_takes_the_form_of_the_earlier_ones(known: str, moment: str) -> None:
    assert moments("03.06.2025", known=(KnownForm(known), KnownForm())) == [moment]


def test_earlier_files_that_differ_decide_nothing() -> None:
    with pytest.raises(AmbiguousValues):
        moments("03.06.2025", known=(KnownForm("%d.%m.%Y"), KnownForm("%m.%d.%Y")))


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (("5. 1. 2024 10:04", "25. 1. 2024 10:04"), "2024-01-05 10:04:00"),
        (("1/25/2024, 10:04:05\u202fPM",), "2024-01-25 22:04:05"),
        (("2024/05/01 1:04 PM",), "2024-05-01 13:04:00"),
        (("20240105", "20240131"), "2024-01-05 00:00:00"),
        (("202401051004",), "2024-01-05 10:04:00"),
        (("\u200e13.03.2024 10.04",), "2024-03-13 10:04:00"),
        (("10:04 25/01/2024",), "2024-01-25 10:04:00"),
    ],
)
def test_other_ways_to_write_a_moment(texts: tuple[str, ...], first: str) -> None:
    assert moments(*texts)[0] == first


def test_seconds_since_1970_are_refused_with_a_sentence() -> None:
    with pytest.raises(
        InputError, match="1704448800.*counted in seconds|counted in seconds.*1704448800"
    ):
        moments("1704448800")


def test_iso_dates_stay_as_they_stand() -> None:
    texts = ["2024-01-05", "2024-01-05 10:04", "2024-01-05T10:04:05", "2024-01-05 10:04:05.123"]
    assert moments(*texts) == texts
