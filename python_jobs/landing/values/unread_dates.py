"""What to do about dates that cannot be read as they stand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import NoReturn

from python_jobs.core.errors import AmbiguousValues
from python_jobs.core.wording import shown
from python_jobs.landing.values.letters import encoding_of_dates

_ZONES = ("UTC", "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata", "Asia/Tokyo")
_YEAR_AND_DAY = "(00[1-9]|0[1-9]\\d|[12]\\d\\d|3[0-5]\\d|36[0-6])"
_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12]\\d|3[01])"
_SIX_DIGITS = re.compile(r"\d{6}", re.ASCII)
_OF_SIX_DIGITS = ("%d%m%y", "%y%m%d", "%m%d%y")
# So many digits have the moments of our days.
_UNITS = ((11, "seconds"), (14, "milliseconds"), (17, "microseconds"), (99, "nanoseconds"))
_REMEDIES = (
    (
        r"\S*\d{4}\S* \d{7,8}",
        "The time of day beside them is a number, as of the milliseconds since midnight: export it as 14:05:00, or take the line  "
        "invoice_time  out of the feed.",
    ),
    (
        rf"\d{{4}}-{_YEAR_AND_DAY}",
        'They count the days of the year: say so in its feed with the line  date_format: "%Y-%j".',
    ),
    (
        rf"(19|20)\d\d{_YEAR_AND_DAY}",
        'They count the days of the year: say so in its feed with the line  date_format: "%Y%j".',
    ),
    (
        rf"1\d\d{_MONTH}{_DAY}",
        'They have a 1 for the century before the year, as an AS/400 writes them: say so in its feed with the line  date_format: "1%y%m%d".',
    ),
    (
        rf"1\d\d{_YEAR_AND_DAY}",
        "They look like dates of JD Edwards, which have a 1 for the century, the year and the day of the year: say so in its feed with the "
        'line  date_format: "1%y%j".',
    ),
    (
        rf"[01]\d\d{_MONTH}{_DAY}",
        "They have a number for the century before the year (1 from 2000 on): export them as dates, for instance 2024-01-31.",
    ),
    (
        rf"[01]\d\d{_YEAR_AND_DAY}",
        "They look like dates of JD Edwards, which have the century (1 from 2000 on), the year and the day of the year: export them as "
        "dates, for instance 2024-01-31.",
    ),
    (
        r"\d{1,2}[A-Za-z]{3}\d{4}:\d{2}:\d{2}:\d{2}",
        'Say how they are written in its feed, with the line  date_format: "%d%b%Y:%H:%M:%S".',
    ),
    (
        r"\d{1,2}[A-Za-z]{3}\d{2}:\d{2}:\d{2}:\d{2}",
        'Say how they are written in its feed, with the line  date_format: "%d%b%y:%H:%M:%S".',
    ),
    (
        r"\d{4}-W\d{2}-\d",
        'They count weeks: say so in its feed with the line  date_format: "%G-W%V-%u".',
    ),
    (
        r"\d{4}W\d{3}",
        'They count weeks: say so in its feed with the line  date_format: "%GW%V%u".',
    ),
    (
        r"\d{4}-?(W|KW ?)\d{1,2}|(W|KW) ?\d{1,2}[-/. ]\d{4}",
        "A week is no day: export the day of each order.",
    ),
    (
        r"\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{4}|[^\W\d]{3,12}\.?[- /]\d{4}|\d{4}年\d{1,2}月|\d{4}[- ]?Q[1-4]|Q[1-4][- /]\d{4}",
        "A month is no day: export the day of each order.",
    ),
    (
        r"\d{1,2}[-./ ]\d{1,2}[-./]?|\d{1,2}[-. ]{0,2}[^\W\d]{3,12}\.?|[^\W\d]{3,12}[-. ]{1,2}\d{1,2}",
        "They have no year: export the day of each order with its year, for instance 2024-01-31.",
    ),
    (
        r"[\u4e00-\u9fff]{2} ?(\d{1,3}|元)年.*|[MTSHR]\d{1,2}[./]\d{1,2}[./]\d{1,2}.*|(民國)?1\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}.*",
        "They count years in another calendar: export them by the Gregorian one, for instance 2024-01-31.",
    ),
)


def remedy_for_date(texts: Sequence[str]) -> str:
    """What to do about a column of dates such as these, of which not one can be read: what fits all of them, else the first."""
    for some in (texts, texts[:1]):
        for pattern, remedy in _REMEDIES:
            if all(re.fullmatch(pattern, one.strip()) for one in some):
                return remedy
    encoding = encoding_of_dates(texts)
    if encoding:
        return f"They were read in a wrong encoding: say in its feed how the file is written, with the line  encoding: {encoding}"
    return 'Say how they are written in its feed, for instance with the line  date_format: "%d.%m.%Y %H:%M".'


def refuse_six_digits(name: str, texts: Sequence[str]) -> None:
    """Raise AmbiguousValues for dates such as 010224, where some order of day, month and year reads all of them: the likeliest
    first, which is the one by which a shop has the fewest years and months. Days to come are none of orders."""
    stripped = [one.strip() for one in texts]
    if not all(_SIX_DIGITS.fullmatch(one) for one in stripped):
        return
    read = {one: days for one in _OF_SIX_DIGITS if (days := _days_by(one, stripped))}
    if not read:
        return

    def spread(one: str) -> tuple[int, int]:
        days = read[one]
        return len({day.year for day in days}), len({(day.year, day.month) for day in days})

    formats = sorted(read, key=spread)
    lines = "  or the line  ".join(f'date_format: "{one}"' for one in formats)
    at = next(
        (
            at
            for at, found in enumerate(zip(*read.values(), strict=True))
            if len(set(found)) == len(read)
        ),
        0,
    )
    raise AmbiguousValues(
        f"{name}: the dates cannot be read, for instance '{shown(stripped[at])}'. Say how they are written in its feed, with the line  {lines}.",
        f"Which day is '{shown(stripped[at])}'?",
        [(f'date_format: "{one}"', f"it is {read[one][at]:%d %B %Y}") for one in formats],
    )


def _days_by(date_format: str, texts: Sequence[str]) -> list[dt.date]:
    """The days that all of the texts are; none where one is no day, or one to come."""
    try:
        days = [dt.datetime.strptime(one, date_format).date() for one in texts]
    except ValueError:
        return []
    return days if max(days) <= dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1) else []


def refuse_epochs(name: str, example: str) -> NoReturn:
    """Seconds since 1970 are a moment everywhere, and another day by each clock; so are their thousandths."""
    digits = len(max(re.findall(r"\d+", example), key=len, default=""))
    unit = next(one for most, one in _UNITS if digits <= most)
    raise AmbiguousValues(
        f"{name}: the dates are counted in {unit} since 1970, for instance '{shown(example)}', and no clock is told by them. Say in "
        "its feed by which one the shop goes, for instance with the line  time_zone: Europe/Berlin",
        f"By which clock does the shop go, where dates are counted in {unit} such as '{shown(example)}'?",
        [(f"time_zone: {one}", "") for one in _ZONES],
    )
