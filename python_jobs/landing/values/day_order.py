"""Which of the numbers of a column's dates is the day: `01/02/2024` alone does not tell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

from python_jobs.core.errors import AmbiguousValues, InputError
from python_jobs.core.wording import shown
from python_jobs.landing.values.days import ORDERS, DayText
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.kinds_of_dates import (
    SLIPS,
    Day,
    Iso,
    as_format,
    refuse_half_converted,
    refuse_two_orders,
    weight,
)

# Two-digit numbers that are so many, where others are so few, are days of a month and no years.
MANY_YEARS, FEW_YEARS = 20, 3
# So are fewer of them beside a single other number where that is no series of the same day each month or each year: the
# months are so many, but fewer than half of all of these years, and there are more days than years.
SOME_YEARS, SOME_MONTHS = 15, 6
# So many days more than a year ahead, and such a share of all, are no slips: in `29.01.24` the 29 is no year.
DAYS_AHEAD, FEW_DAYS, FEW_AHEAD = 366, 3, 0.05
_READABLE_DIRECTIVES = re.compile(r"(?:[^%]|%-?[aAbBdfHIjmMpSyYzZ])*")


def order_of(date_format: str) -> str | None:
    """The order of day, month and year in a format ('dmy', 'mdy', 'ymd'); None where it needs strptime."""
    if not _READABLE_DIRECTIVES.fullmatch(date_format):
        return None
    letters = [one.lower() for one in re.findall(r"%-?([dmbByY])", date_format)]
    order = "".join("m" if one == "b" else one for one in letters)
    return order if order in ORDERS else None


def decide_order(
    name: str,
    days: Sequence[Day],
    iso: Iso,
    date_format: str | None,
    known_formats: Iterable[str | None],
    usual_format: str | None = None,
) -> tuple[str | None, list[Doubt]]:
    """The order of day, month and year where a number stands for each. usual_format: how most files of the feed are
    written, for one that does not tell and is written so; that is told."""
    numeric = [one for one in days if one.reading.kind in ("numeric", "compact")]
    if not numeric:
        return None, []
    refuse_half_converted(name, numeric, iso)
    if date_format:
        _refuse_wrong_order(name, numeric, date_format)
        return order_of(date_format), []
    refuse_two_orders(name, numeric)
    read = {order: weight(one for one in numeric if order in one.reading.days) for order in ORDERS}
    best = max(read.values())
    winners = [order for order in ORDERS if read[order] == best > 0]
    winners = [one for one in winners if not _is_out_of_the_question(numeric, one, winners)]
    winners = _without_days_to_come(numeric, winners)
    _refuse_both_orders(name, numeric, winners)
    if len(winners) > 1:
        known = {
            order for one in known_formats if one for order in winners if order == order_of(one)
        }
        clashes = [one for one in numeric if _clashes(one.reading, winners)]
        # In 01/01/24 day and month are the same: a date in which they differ says what is asked.
        telling = [one for one in clashes if _clashes(one.reading, winners[:2])]
        clash = next(iter(telling or clashes), None)
        asked = winners[:2] if telling else [winners[0], winners[-1]]
        if clash and len(known) != 1:
            if weight(numeric) < SLIPS * (weight(days) + iso.count):
                return None, []
            formats = {order: as_format(clash.reading, clash.example, order) for order in asked}
            usual = order_of(usual_format or "")
            if usual in formats and formats[usual].split()[0] == usual_format:
                return usual, [_usual_doubt(clash, usual, formats)]
            first, second = formats.values()
            raise AmbiguousValues(
                f"{name}: a date like '{shown(clash.example)}' can be read in two ways. Say in its feed "
                f'which is right, with the line  date_format: "{first}"  or the line  date_format: "{second}".',
                f"Which day is '{shown(clash.example)}'?",
                [
                    (f'date_format: "{text}"', f"it is {clash.reading.days[order]:%d %B %Y}")
                    for order, text in formats.items()
                    if order in clash.reading.days
                ],
            )
        winners = sorted(known) if clash else winners
    order = winners[0] if winners else None
    other_way = [one for one in numeric if order not in one.reading.days and one.reading.days]
    if not other_way:
        return order, []
    doubt = _two_orders(
        next(one.example for one in numeric if order in one.reading.days), other_way[0].example
    )
    if weight(other_way) >= SLIPS * weight(numeric):
        raise InputError(f"{name}: {doubt}")
    return order, [doubt]


def _refuse_both_orders(name: str, numeric: Sequence[Day], orders: Sequence[str]) -> None:
    """17/04 and 04/17 in one column: no line of a feed reads both."""
    if not {"dmy", "mdy"} <= set(orders):
        return
    day_first = [
        one for one in numeric if "dmy" in one.reading.days and "mdy" not in one.reading.days
    ]
    month_first = [
        one for one in numeric if "mdy" in one.reading.days and "dmy" not in one.reading.days
    ]
    if min(weight(day_first), weight(month_first)) >= max(1, SLIPS * weight(numeric)):
        raise InputError(f"{name}: {_two_orders(day_first[0].example, month_first[0].example)}")


def _two_orders(one: str, other: str) -> Doubt:
    return Doubt(
        "two_kinds_of_dates",
        "there are dates with the day first and dates with the month first",
        f"{one}' and '{other}",
        "Export them in one form.",
    )


def _refuse_wrong_order(name: str, numeric: Sequence[Day], date_format: str) -> None:
    """A declared order under which dates do not exist that are dates the other way reads all others in the wrong month."""
    said = order_of(date_format)
    wrong = [one for one in numeric if one.reading.days and said not in one.reading.days]
    if not wrong or weight(wrong) < SLIPS * weight(numeric):
        return
    read = {order: weight(one for one in numeric if order in one.reading.days) for order in ORDERS}
    other = max(ORDERS, key=lambda order: read[order])
    sentence = f"{name}: a date like '{shown(wrong[0].example)}' cannot be read as the line  date_format: \"{date_format}\"  of its feed says"
    if other == said or read[other] + SLIPS * weight(numeric) < weight(numeric):
        raise InputError(f"{sentence}, and others can. Export the dates in one form.")
    right = as_format(wrong[0].reading, wrong[0].example, other)
    raise InputError(
        f'{sentence}. Correct that line to  date_format: "{right}"  (in a feed of your own where the shipped one is for other exports).'
    )


def _usual_doubt(day: Day, order: str, formats: Mapping[str, str]) -> Doubt:
    other = next(text for one, text in formats.items() if one != order)
    return Doubt(
        "day_and_month_as_usual",
        "no date tells whether the day or the month stands first; they are read as most such exports are written, "
        f"so that '{shown(day.example)}' is {day.reading.days[order]:%d %B %Y}",
        "",
        f'If that is wrong, write into a feed of your own the line  date_format: "{other}".',
    )


def _is_out_of_the_question(days: Sequence[Day], order: str, orders: Sequence[str]) -> bool:
    """Whether `17.05.24` read so would give a shop many years and hardly two days in a month, and another order the reverse:
    then the numbers that are so many are days."""

    def found(of: str) -> set[dt.date]:
        return {one.reading.days[of] for one in days if of in one.reading.days}

    def counts(of: str) -> tuple[int, int]:
        return len({one.year for one in found(of)}), len({one.day for one in found(of)})

    years, in_month = counts(order)
    in_years = sorted(one.year for one in found(order))
    of_each_year = 4 * len(in_years) < 5 * years
    of_each_month = 2 * len(in_years) >= 12 * (in_years[-1] - in_years[0] + 1)
    few_months = len({one.month for one in found(order)}) < SOME_MONTHS
    is_series = of_each_year or of_each_month or few_months
    is_odd = years >= SOME_YEARS and in_month == 1 and not is_series
    if not is_odd and (years < MANY_YEARS or in_month > FEW_YEARS):
        return False
    return any(counts(other) == (in_month, years) for other in orders if other != order)


def _without_days_to_come(days: Sequence[Day], orders: Sequence[str]) -> list[str]:
    """The orders without those by which many days lie years ahead, where another has none such."""
    limit = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=DAYS_AHEAD)

    def ahead(order: str) -> list[Day]:
        return [one for one in days if (day := one.reading.days.get(order)) and day > limit]

    found = {order: ahead(order) for order in orders}
    if all(found.values()):
        return list(orders)
    most = FEW_AHEAD * weight(days)
    return [
        one for one in orders if len(found[one]) < FEW_DAYS or weight(found[one]) < max(most, 1)
    ]


def _clashes(reading: DayText, orders: Sequence[str]) -> bool:
    return len({reading.days[order] for order in orders if order in reading.days}) > 1
