"""Dates as shops of many lands write them: the day is right, or the file is refused."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.core.project import Project
from python_jobs.landing.inspection.inspect import inspect
from tests.python.landing.situations.shop import COLUMNS, FEED, Outcome, read, table


def days(folder: Path, *dates: str, feed: str = FEED) -> Outcome:
    lines = (f"{at};{day};A;Öl;1;10,00;K{at};DE" for at, day in enumerate(dates))
    return read(folder, table(*lines, delimiter=";"), feed)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        # months in words
        (("12 Mrz 2024", "14 Mai 2024", "19 Okt 2024"), ("2024-03-12", "2024-05-14", "2024-10-19")),
        (("10. Jänner 2024", "3. Feber 2024"), ("2024-01-10", "2024-02-03")),
        (
            ("11 févr. 2024", "17 août 2024", "21 DEC 2024"),
            ("2024-02-11", "2024-08-17", "2024-12-21"),
        ),
        (("17-aoû-24", "14-mai-24"), ("2024-08-17", "2024-05-14")),
        (("5 de enero de 2024", "21 dic 2024"), ("2024-01-05", "2024-12-21")),
        (("21 grudnia 2024 r.", "19 paź 2024"), ("2024-12-21", "2024-10-19")),
        (("2024. máj. 14.", "2024. december 1."), ("2024-05-14", "2024-12-01")),
        (("2024 m. sausio 10 d.",), ("2024-01-10",)),
        (("10 Ocak 2024", "14 Mayıs 2024"), ("2024-01-10", "2024-05-14")),
        # moments with a zone
        (("2024-03-31T22:10:00-04:00",), ("2024-03-31 22:10",)),
        (("2024-01-05T10:04:05.123Z",), ("2024-01-05 10:04:05",)),
        (("Fri, 05 Jan 2024 10:04:05 +0000",), ("2024-01-05 10:04:05",)),
        # the end of a day
        (("05.01.2024 24:00", "31.12.2023 24:00:00"), ("2024-01-06 00:00", "2024-01-01 00:00")),
        (("20240115T2400", "20240116T1000"), ("2024-01-16 00:00", "2024-01-16 10:00")),
        (("1/15/2024 12:00 AM", "1/16/2024 12:00 PM"), ("2024-01-15 00:00", "2024-01-16 12:00")),
        # serial numbers, and numbers that are none
        (("45296.4375", "45341"), ("2024-01-05 10:30", "2024-02-19")),
        (("45296,4375", "45341,0"), ("2024-01-05 10:30", "2024-02-19")),
        (("20240105.0", "20240116.0"), ("2024-01-05", "2024-01-16")),
        # words of the clock
        (
            ("17.05.2024 10:00 vorm.", "17.05.2024 03:00 nachm."),
            ("2024-05-17 10:00", "2024-05-17 15:00"),
        ),
        (
            ("17/5/2024 10:00 π.μ.", "18/5/2024 12:30 μ.μ."),
            ("2024-05-17 10:00", "2024-05-18 12:30"),
        ),
        (
            ("2024. 05. 17. de. 10:00", "2024. 05. 17. du. 3:00"),
            ("2024-05-17 10:00", "2024-05-17 15:00"),
        ),
        (
            ("2024.05.17. 10:00:05 de.", "2024.05.17. 3:00:00 du."),
            ("2024-05-17 10:00:05", "2024-05-17 15:00"),
        ),
        (
            ("17.05.2024 10:00 dop.", "17.05.2024 3:00 odp."),
            ("2024-05-17 10:00", "2024-05-17 15:00"),
        ),
        (
            ("17/5/2024 10:00 a.\u202fm.", "17/5/2024 3:00 p.\u202fm."),
            ("2024-05-17 10:00", "2024-05-17 15:00"),
        ),
        (("2024/5/17 上午 10:00", "2024/5/17 下午 3:00"), ("2024-05-17 10:00", "2024-05-17 15:00")),
        (("2024年5月17日 10:00", "2024年5月18日"), ("2024-05-17 10:00", "2024-05-18")),
        (("17.5.2024 klo 10.05", "18.5.2024 klo 15.30"), ("2024-05-17 10:05", "2024-05-18 15:30")),
        (
            ("Fri May 17 10:05:00 UTC 2024", "Tue Jun 18 15:30:00 CEST 2024"),
            ("2024-05-17 10:05", "2024-06-18 15:30"),
        ),
        (
            ("Fri May 17 10:05:00 2024", "Tue Jun 18 15:30:00 +0200 2024"),
            ("2024-05-17 10:05", "2024-06-18 15:30"),
        ),
        (
            ("17/05/2024 10:05:00:123", "18/06/2024 15:30:00:007"),
            ("2024-05-17 10:05:00", "2024-06-18 15:30:00"),
        ),
        # kept as text by a spreadsheet
        (('="13/05/2024"', "'14/05/2024"), ("2024-05-13", "2024-05-14")),
        (('="2024-05-13 10:00"', "'2024-05-14"), ("2024-05-13 10:00", "2024-05-14")),
        (("'5-May-24", '="6-May-24"'), ("2024-05-05", "2024-05-06")),
    ],
)
def test_days_are_read_as_what_they_mean(
    tmp_path: Path, dates: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    outcome = days(tmp_path, *dates)
    assert not outcome.refused
    found = outcome.column("invoice_date")
    assert [str(one)[: len(day)] for one, day in zip(found, expected, strict=True)] == list(
        expected
    )


@pytest.mark.parametrize(
    "dates",
    [
        # half of them turned by a spreadsheet
        ("2024-05-01 00:00:00", "2024-06-01 00:00:00", "13/01/2024"),
        ("1/5/2024", "1/6/2024", "13/01/2024"),
        ("5-Jan-24", "6-Jan-24", "13/01/2024"),
        ("45296", "45341", "13/01/2024"),
        # of two kinds, of which one tells nothing about the other
        ("3/25/2024", "03.04.2024"),
        ("25/03/2024", "04-03-2024"),
        # the day before the month
        ("2024-16-01", "2024-05-01"),
        # open
        ("01/02/2024", "03/04/2024"),
        ("01.02.2024",),
        ("01-02-03",),
    ],
)
def test_days_that_may_be_others_are_refused(tmp_path: Path, dates: tuple[str, ...]) -> None:
    outcome = days(tmp_path, *dates)
    assert "date_format:" in outcome.refused or "Export it again" in outcome.refused


@pytest.mark.parametrize(
    "form",
    [
        "{d:02}.{m:02}.{y:02}",
        "{d:02}/{m:02}/{y:02} 10:00",
        "{y:02}-{m:02}-{d:02}",
        "{d}.{m}.{y:02}",
    ],
)
@pytest.mark.parametrize("months", [1, 3])
def test_many_days_of_few_years_tell_what_two_digits_are(
    tmp_path: Path, form: str, months: int
) -> None:
    """Every day of a month but those that could be months, so that no day of another month helps."""
    written = [(day, month) for month in range(1, months + 1) for day in range(8, 29)]
    outcome = days(tmp_path, *(form.format(d=day, m=month, y=24) for day, month in written))
    assert not outcome.refused
    expected = [f"2024-{month:02}-{day:02}" for day, month in written]
    assert [str(one)[:10] for one in outcome.column("invoice_date")] == expected


@pytest.mark.parametrize(
    "dates",
    [
        # bills on the first day of each month for thirteen years, or all of them of January 2001?
        tuple(f"{year:02}-01-01" for year in range(12, 25)),
        tuple(f"{year:02}/{year % 12 + 1:02}/15" for year in range(10, 25)),
        ("17.05.24", "18.05.24", "19.06.24"),
    ],
)
def test_few_days_do_not_tell_what_two_digits_are(tmp_path: Path, dates: tuple[str, ...]) -> None:
    assert "can be read in two ways" in days(tmp_path, *dates).refused


@pytest.mark.skipif(dt.date.today().year > 2027, reason="29 is no year to come any more")
@pytest.mark.parametrize(
    "form", ["{d:02}.{m:02}.{y:02}", "{d:02}/{m:02}/{y:02} 10:00", "{y:02}-{m:02}-{d:02}"]
)
def test_days_of_years_to_come_tell_what_two_digits_are(tmp_path: Path, form: str) -> None:
    """Days at the end of months would be years that are to come, if they were years."""
    last = [(day, month) for month in (1, 3, 5, 7) for day in range(29, 32)]
    written = [(5, 3), (9, 5), (17, 6), *last]
    outcome = days(tmp_path, *(form.format(d=day, m=month, y=24) for day, month in written))
    assert outcome.refused == ""
    expected = [f"2024-{month:02}-{day:02}" for day, month in written]
    assert [str(one)[:10] for one in outcome.column("invoice_date")] == expected


def test_a_single_day_to_come_tells_nothing(tmp_path: Path) -> None:
    refused = days(tmp_path, "17.05.24", "18.05.24", "29.06.24").refused
    assert "can be read in two ways" in refused


def test_a_feed_may_say_that_the_day_stands_before_the_month(tmp_path: Path) -> None:
    feed = FEED + 'date_format: "%Y-%d-%m"\n'
    outcome = days(tmp_path, "2024-16-01", "2024-05-01", feed=feed)
    assert outcome.column("invoice_date") == ["2024-01-16 00:00:00", "2024-01-05 00:00:00"]


@pytest.mark.parametrize(
    "day",
    [
        "soon",
        "2024-02-30",
        "15.01.2024 24:30",
        "22 Foo 2024",
        "0000-00-00",
        "0001-01-01",
        "1899-12-30",
        "2204-05-17",
        "25.01.2204",
        "9999-12-31 00:00:00",
    ],
)
def test_a_day_that_cannot_be_read_is_told(tmp_path: Path, day: str) -> None:
    others = (
        ("25.01.2024",) if "." in day else ("14 Mai 2024",) if "Foo" in day else ("2024-01-25",)
    )
    assert "unreadable_values" in days(tmp_path, day, *others).doubts


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("14:30", "14:30:00"), ("2:30 PM", "14:30:00"), ("14h30", "14:30:00"), ("1430", "14:30:00"),
        ("905", "09:05:00"), ("90515", "09:05:15"), ("0,6041667", "14:30:00"), ("30.12.1899 14:30", "14:30:00"),
        ("1899-12-30 14:30:00", "14:30:00"), ("12/30/1899 2:30 PM", "14:30:00"), ("14:30 Uhr", "14:30:00"),
    ],
)  # fmt: skip
def test_a_time_in_its_own_column_is_one_moment_with_its_day(
    tmp_path: Path, time: str, expected: str
) -> None:
    header = COLUMNS.replace("Tag,", "Tag,Uhr,")
    feed = FEED.replace("country: Land", "country: Land, invoice_time: Uhr")
    lines = (
        f"1;25.01.2024;{time};A;Öl;1;10,00;K1;DE",
        "2;26.01.2024;10:00;A;Öl;1;10,00;K2;DE",
    )
    outcome = read(tmp_path, table(*lines, header=header, delimiter=";"), feed)
    assert outcome.column("invoice_date")[0] == f"2024-01-25 {expected}"


@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        ("45429", "0.5", "2024-05-17 12:00:00"), ("45429", "14:30", "2024-05-17 14:30:00"),
        ("45429.0", "2:30 PM", "2024-05-17 14:30:00"), ("45429.604166", "14:30:00", "2024-05-17 14:30:00"),
        ("45429", "", "2024-05-17 00:00:00"), ("45429,5", "", "2024-05-17 12:00:00"),
    ],
)  # fmt: skip
def test_a_serial_day_and_its_time_in_two_columns_are_one_moment(
    tmp_path: Path, day: str, time: str, expected: str
) -> None:
    header = COLUMNS.replace("Tag,", "Tag,Uhr,")
    feed = FEED.replace("country: Land", "country: Land, invoice_time: Uhr")
    lines = (f"1;{day};{time};A;Öl;1;10,00;K1;DE", "2;45430;10:00;A;Öl;1;10,00;K2;DE")
    outcome = read(tmp_path, table(*lines, header=header, delimiter=";"), feed)
    assert (outcome.column("invoice_date"), outcome.doubts) == (
        [expected, "2024-05-18 10:00:00"],
        ["serial_dates"],
    )


@pytest.mark.parametrize(
    "name",
    ["Time", "OrderTime", "Uhrzeit der Bestellung", "Heure de commande", "Time (UTC)", "Czas"],
)
def test_a_time_that_the_feed_does_not_name_is_told(tmp_path: Path, name: str) -> None:
    header = COLUMNS.replace("Tag,", f"Tag,{name},")
    line = "1,2024-01-25,14:30,A,Oil,1,10.00,K1,DE"
    outcome = read(tmp_path, table(line, header=header))
    assert outcome.doubts == ["time_column"]
    assert outcome.column("invoice_date") == ["2024-01-25 14:30"]


@pytest.mark.parametrize("name", ["Delivery time", "Lieferzeit", "Time zone", "Lead Time"])
def test_the_time_of_something_else_is_no_time_of_an_order(tmp_path: Path, name: str) -> None:
    header = COLUMNS.replace("Tag,", f"Tag,{name},")
    outcome = read(tmp_path, table("1,2024-01-25,14:30,A,Oil,1,10.00,K1,DE", header=header))
    assert outcome.doubts == []


@pytest.mark.parametrize(
    ("said", "right", "dates"),
    [
        ("%m/%d/%Y %H:%M", "%d.%m.%Y %H:%M", ("03.01.2024 09:10", "04.01.2024 16:27", "17.01.2024 08:00")),
        ("%d/%m/%Y", "%m/%d/%Y", ("01/03/2024", "01/31/2024", "02/29/2024")),
        ("%d.%m.%y", "%m.%d.%y", ("01.03.24", "01.31.24")),
    ],
)  # fmt: skip
def test_a_declared_order_that_cannot_be_is_refused_with_the_right_line(
    tmp_path: Path, said: str, right: str, dates: tuple[str, ...]
) -> None:
    refused = days(tmp_path, *dates, feed=f'{FEED}date_format: "{said}"\n').refused
    assert f'Correct that line to  date_format: "{right}"' in refused


def test_a_slip_under_a_declared_order_leaves_the_others(tmp_path: Path) -> None:
    dates = [f"05/{day:02d}/2024 0{hour}:00" for day in range(1, 32) for hour in range(5)]
    outcome = days(tmp_path, *dates, "31/05/2024", feed=FEED + 'date_format: "%m/%d/%Y"\n')
    assert (outcome.refused, len(outcome.rows), outcome.left_out) == ("", 156, 0)


def test_dates_of_both_orders_under_a_declared_one_are_refused(tmp_path: Path) -> None:
    refused = days(tmp_path, "05/31/2024", "31/05/2024", feed=FEED + 'date_format: "%m/%d/%Y"\n').refused  # fmt: skip
    assert "Export the dates in one form" in refused


@pytest.mark.parametrize(
    "date",
    ["1704273000", "1704273000000", "/Date(1704273000000)/", "\\/Date(1704273000000+0100)\\/", "/Date(1704273000)/"],
)  # fmt: skip
def test_seconds_are_read_by_the_clock_of_the_shop(tmp_path: Path, date: str) -> None:
    outcome = days(tmp_path, date, "1719813600", feed=FEED + "time_zone: Europe/Berlin\n")
    assert outcome.column("invoice_date") == ["2024-01-03 10:10:00", "2024-07-01 08:00:00"]
    assert (outcome.refused, outcome.doubts) == ("", [])


def test_seconds_beside_dates_are_read_too(tmp_path: Path) -> None:
    outcome = days(tmp_path, "1704273000", "2024-01-05 10:00", "6 Jan 2024", feed=FEED + "time_zone: Asia/Kolkata\n")  # fmt: skip
    assert outcome.column("invoice_date")[0] == "2024-01-03 14:40:00"
    assert str(outcome.column("invoice_date")[2]).startswith("2024-01-06")


@pytest.mark.parametrize(
    ("date", "remedy"),
    [
        ("1704273000", "with the line  time_zone: Europe/Berlin"),
        ("/Date(1704273000000)/", "with the line  time_zone: Europe/Berlin"),
        ("2024-W01-3", 'date_format: "%G-W%V-%u"'),
        ("2024W013", 'date_format: "%GW%V%u"'),
        ("2024-W01", "export the day of each order"),
        ("2024-01", "export the day of each order"),
        ("01/2024", "export the day of each order"),
        ("Jan 2024", "export the day of each order"),
        ("令和6年1月3日", "by the Gregorian one"),
        ("平成元年1月3日", "by the Gregorian one"),
        ("R6.1.3", "by the Gregorian one"),
        ("113/01/03", "by the Gregorian one"),
        ("1402/10/13", "by the Gregorian one"),
        ("۱۴۰۲/۱۰/۱۳", "by the Gregorian one"),
    ],
)
def test_a_date_that_no_format_reads_is_refused_with_what_to_do(
    tmp_path: Path, date: str, remedy: str
) -> None:
    refused = days(tmp_path, date).refused
    assert remedy in refused


@pytest.mark.parametrize("date", ["2024-W01-3", "2024W013"])
def test_the_line_that_is_named_reads_weeks(tmp_path: Path, date: str) -> None:
    line = 'date_format: "%G-W%V-%u"\n' if "-" in date else 'date_format: "%GW%V%u"\n'
    assert days(tmp_path, date, feed=FEED + line).column("invoice_date") == ["2024-01-03 00:00:00"]


@pytest.mark.parametrize(
    ("said", "dates", "expected"),
    [
        ("%y%m%d", ("240304", "241231"), ("2024-03-04", "2024-12-31")),
        ("%d%m%y", ("040324", "311224"), ("2024-03-04", "2024-12-31")),
        ("%y%m%d%H%M", ("1903040912", "1912311805"), ("2019-03-04 09:12", "2019-12-31 18:05")),
        ("%d%b%Y:%H:%M:%S", ("04MAR2024:09:12:00", "05DEC2024:14:05:10"), ("2024-03-04 09:12:00", "2024-12-05 14:05:10")),
        ("%d%b%Y:%H:%M:%S", ("04MRZ2024:09:12:00", "05DEZ2024:14:05:10"), ("2024-03-04 09:12:00", "2024-12-05 14:05:10")),
        ("%d de %B de %Y a %H~%M", ("5 de marzo de 2024 a 14~05",), ("2024-03-05 14:05:00",)),
        ("%d | %m | %Y", ("04 | 03 | 2024", "31 | 12 | 2024"), ("2024-03-04", "2024-12-31")),
        ("%Y-%j", ("2024-064",), ("2024-03-04",)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("zone", ["", "time_zone: Europe/Berlin\n"])
def test_a_declared_format_that_reads_all_dates_is_taken(
    tmp_path: Path, said: str, dates: tuple[str, ...], expected: tuple[str, ...], zone: str
) -> None:
    language = "language: es\n" if "marzo" in dates[0] else ""
    outcome = days(tmp_path, *dates, feed=f'{FEED}date_format: "{said}"\n{language}{zone}')
    assert (outcome.refused, outcome.doubts) == ("", [])
    for found, day in zip(outcome.column("invoice_date"), expected, strict=True):
        assert str(found).startswith(day)


def test_a_date_that_the_declared_format_does_not_read_is_named(tmp_path: Path) -> None:
    feed = f'{FEED}date_format: "%y%m%d"\n'
    outcome = days(tmp_path, "240304", "soon 24", feed=feed)
    assert outcome.doubts == ["unreadable_values"]
    assert "'soon 24'" in outcome.sentences
    (tmp_path / "none").mkdir()
    refused = days(tmp_path / "none", "4~3~24", "5~3~24", feed=feed).refused
    assert "'4~3~24'" in refused
    assert 'as the line  date_format: "%y%m%d"  of the feed says' in refused


@pytest.mark.parametrize(
    ("date", "remedy"),
    [
        ("240304", 'date_format: "%y%m%d"'),
        ("310324", 'date_format: "%d%m%y"'),
        ("2024-064", 'date_format: "%Y-%j"'),
        ("2024064", 'date_format: "%Y%j"'),
        ("124064", "JD Edwards"),
        ("04MAR2024:09:12:00", 'date_format: "%d%b%Y:%H:%M:%S"'),
    ],
)
def test_the_line_for_a_form_that_is_not_found_is_named(
    tmp_path: Path, date: str, remedy: str
) -> None:
    assert remedy in days(tmp_path, date).refused


@pytest.mark.parametrize(
    ("dates", "formats"),
    [
        (("010224", "120224", "250324"), ["%d%m%y", "%y%m%d"]),
        (("240102", "240112", "240325"), ["%y%m%d", "%d%m%y"]),
        (("010224", "020924"), ["%d%m%y", "%m%d%y", "%y%m%d"]),
        (("311224", "010125"), ["%d%m%y"]),
    ],
)
def test_days_of_six_digits_are_asked_for(
    tmp_path: Path, project: Project, dates: tuple[str, ...], formats: list[str]
) -> None:
    path = tmp_path / "orders.csv"
    lines = [f"{at},{one},A{at},Lamp,1,10.00,K{at},DE" for at, one in enumerate(dates)]
    path.write_text(
        table(*lines, header="Order No,Order Date,SKU,Item,Qty,Unit Price,Customer,Country")
    )
    found = inspect(project, path, None, Progress(Console(file=io.StringIO())))
    [question] = found.questions
    assert [one.line for one in question.answers] == [f'date_format: "{one}"' for one in formats]


def test_hours_are_read_in_spanish(tmp_path: Path) -> None:
    outcome = days(tmp_path, "5 de marzo de 2024 14:05 hs.", "6 de marzo de 2024 9:30 hs")
    assert outcome.column("invoice_date") == ["2024-03-05 14:05:00", "2024-03-06 09:30:00"]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (("30", "912", "1405", "5", "0"), ("00:30", "09:12", "14:05", "00:05", "00:00")),
        (("3015", "91200", "140507", "9"), ("00:30:15", "09:12:00", "14:05:07", "00:00:09")),
    ],
)
def test_times_that_lost_their_zeros(
    tmp_path: Path, times: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    lines = (f"{at},2024-05-17,{time},A,Oil,1,10.00,K{at},DE" for at, time in enumerate(times))
    feed = FEED.replace("}", ", invoice_time: Zeit}")
    outcome = read(tmp_path, table(*lines, header=COLUMNS.replace("Tag", "Tag,Zeit")), feed)
    assert (outcome.refused, outcome.doubts) == ("", [])
    for found, time in zip(outcome.column("invoice_date"), expected, strict=True):
        assert str(found).startswith(f"2024-05-17 {time}")


def test_a_time_that_cannot_be_read_is_told_by_its_column(tmp_path: Path) -> None:
    lines = (f"{at},2024-05-17,{time},A,Oil,1,10.00,K,DE" for at, time in enumerate(("30", "9:12")))
    feed = FEED.replace("}", ", invoice_time: Zeit}")
    outcome = read(tmp_path, table(*lines, header=COLUMNS.replace("Tag", "Tag,Zeit")), feed)
    assert outcome.doubts == ["unreadable_values"]
    assert "'Zeit'" in outcome.sentences


@pytest.mark.parametrize(
    ("times", "read_as"),
    [
        (("45296", "36000", "59", "0", "86399"), ("12:34:56", "10:00:00", "00:00:59", "00:00:00", "23:59:59")),
        # hours, minutes and seconds without their zeros in front
        (("94530", "81500", "3015"), ("09:45:30", "08:15:00", "00:30:15")),
    ],
)  # fmt: skip
def test_seconds_of_a_day_are_told_from_hours_and_minutes(
    tmp_path: Path, times: tuple[str, ...], read_as: tuple[str, ...]
) -> None:
    feed = FEED.replace("}", ", invoice_time: Zeit}")
    lines = (f"{at},2024-05-17,A,Lamp,1,4.00,K1,DE,{time}" for at, time in enumerate(times))
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},Zeit"), feed)
    assert outcome.column("invoice_date") == [f"2024-05-17 {one}" for one in read_as]
    assert outcome.doubts == []


def test_a_slip_among_hours_minutes_and_seconds_makes_no_seconds_of_a_day(tmp_path: Path) -> None:
    feed = FEED.replace("}", ", invoice_time: Zeit}")
    times = ["94530"] * 20 + ["97530"]
    lines = (f"{at},2024-05-17,A,Lamp,1,4.00,K1,DE,{time}" for at, time in enumerate(times))
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},Zeit"), feed)
    assert outcome.column("invoice_date")[0] == "2024-05-17 09:45:30"
    assert outcome.doubts == ["unreadable_values"]
