"""The days that a text without its time may mean, one for each order of day, month and year."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from python_jobs.landing.values.month_names import fold, month_names, weekday_names

# Years outside are slips of the keyboard: no warehouse has lines of them.
FIRST_YEAR, LAST_YEAR = 1900, 2199
ORDERS = ("dmy", "mdy", "ymd")

_NUMERIC = re.compile(r"(\d{1,4})([-./ ])(\d{1,2})\2(\d{1,4})")
_AROUND_MARK = re.compile(r" ?([-./]) ?")
# As Danes and Swedes write a day: 17/5-2024, 17/5 2024.
_SCANDINAVIAN = re.compile(r"(\d{1,2}/\d{1,2})[- ](\d{4})")
_COMPACT = re.compile(r"\d{8}")
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)?")
_ORDINALS = frozenset("st nd rd th er e o a".split())
_FILLERS = frozenset("de del of di the den r m d gada ko ta".split()) | {"г", "р", "ж"}


@dataclass(frozen=True)
class DayText:
    """A text without its time.

    kind: 'year_first', 'day_before_month' (`2024/25/01`), 'numeric', 'compact', 'worded' or 'none'; word: the folded name of a month;
    days: the day that the text means under each order (of a worded one: by the number of its month),
    where that day exists; mark: what stands between the parts; is_padded: whether `03` stands for 3, None
    where the text does not tell.
    """

    kind: str
    days: Mapping[str, dt.date] = field(default_factory=dict)
    word: str = ""
    mark: str = ""
    is_padded: bool | None = None
    has_short_year: bool = False


NO_DAY = DayText("none")


def read_day(text: str) -> DayText:
    """What a text without its time may mean; the month of a worded one is still to be decided."""
    if _COMPACT.fullmatch(text):
        return _compact(text)
    word, _, rest = text.partition(" ")
    without_weekday = rest if fold(word.rstrip(",")) in weekday_names() else text
    one_mark = _SCANDINAVIAN.sub(r"\1/\2", _AROUND_MARK.sub(r"\1", without_weekday).rstrip(". "))
    numeric = _NUMERIC.fullmatch(one_mark)
    if numeric:
        first, mark, second, third = numeric.groups()
        return _numeric(first, second, third, mark)
    return _worded(text)


def _compact(text: str) -> DayText:
    parts = {
        "ymd": (text[:4], text[4:6], text[6:]),
        "dmy": (text[4:], text[2:4], text[:2]),
        "mdy": (text[4:], text[:2], text[2:4]),
    }
    return DayText("compact", _existing(parts))


def _numeric(first: str, second: str, third: str, mark: str) -> DayText:
    lengths = len(first), len(third)
    if lengths[0] == 4 and lengths[1] <= 2:
        found = _existing({"ymd": (first, second, third)})
        is_turned = not found and _date(first, third, second) is not None
        return DayText("day_before_month" if is_turned else "year_first", found, mark=mark)
    parts = {"dmy": (third, second, first), "mdy": (third, first, second)}
    is_short = lengths[1] == 2 and lengths[0] <= 2
    if is_short and lengths[0] == 2:
        parts["ymd"] = (first, second, third)
    if not is_short and (lengths[1] != 4 or lengths[0] > 2):
        return NO_DAY
    return DayText(
        "numeric",
        _existing(parts),
        mark=mark,
        is_padded=_padding(first, second),
        has_short_year=is_short,
    )


def _padding(*parts: str) -> bool | None:
    """Whether days or months have a zero in front (in `3.07.2024` one of them has it); None where there is no need of one."""
    if any(part.startswith("0") for part in parts):
        return True
    return False if any(len(part) == 1 for part in parts) else None


def _worded(text: str) -> DayText:
    """`12 Mrz 2024`, `Fri, 05 Jan 2024`, `March 12th, 2024`, `2024-Jan-05`, `12-MAR-24`."""
    tokens = _parts(text)
    readings = [one for one in (tokens, *_without_weekdays(tokens)) if _is_worded(one)]
    if len(readings) != 1:
        return NO_DAY
    word = " ".join(one for one in readings[0] if not one.isdigit())
    numbers = [one for one in readings[0] if one.isdigit()]
    is_year_first = len(numbers[0]) == 4
    is_month_last = not readings[0][-1].isdigit()
    if is_month_last and not is_year_first:
        return NO_DAY
    if any(len(one) > 4 or len(one) == 3 for one in numbers):
        return NO_DAY
    day, year = reversed(numbers) if is_year_first else numbers
    if len(day) > 2 or len(year) == 1:
        return NO_DAY
    # By the month's number: which one the word is, is decided for the whole column.
    found = _existing({str(month): (year, str(month), day) for month in month_names()[word]})
    return DayText("worded", found, word=word, has_short_year=len(year) == 2)


def _parts(text: str) -> list[str]:
    """The numbers and the folded words of a text, without those that mean nothing."""
    tokens = [one if one.isdigit() else fold(one) for one in _TOKEN.findall(text)]
    return [one for one in tokens if one not in _FILLERS and one not in _ORDINALS]


@functools.cache
def _weekdays() -> frozenset[tuple[str, ...]]:
    """The names of weekdays by their words: that of `segunda-feira` are two."""
    return frozenset(words for one in weekday_names() if (words := tuple(_parts(one))))


def _without_weekdays(tokens: list[str]) -> list[list[str]]:
    """What is left of a text's words without the name of a weekday, wherever it stands."""
    longest = max(map(len, _weekdays()))
    return [
        tokens[:at] + tokens[at + length :]
        for length in range(1, longest + 1)
        for at in range(len(tokens) - length + 1)
        if tuple(tokens[at : at + length]) in _weekdays()
    ]


def _is_worded(tokens: list[str]) -> bool:
    """Whether they are two numbers and, side by side, the words of a month: Irish has months of two words."""
    words = [at for at, one in enumerate(tokens) if not one.isdigit()]
    is_one = bool(words) and words[-1] - words[0] == len(words) - 1
    return (
        len(tokens) - len(words) == 2
        and is_one
        and " ".join(tokens[at] for at in words) in month_names()
    )


def _existing(parts: Mapping[str, tuple[str, str, str]]) -> dict[str, dt.date]:
    found = {order: _date(*one) for order, one in parts.items()}
    return {order: day for order, day in found.items() if day}


def _date(year: str, month: str, day: str) -> dt.date | None:
    number = int(year)
    if len(year) == 2:  # as POSIX has it
        number += 1900 if number >= 69 else 2000
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return None
    try:
        return dt.date(number, int(month), int(day))
    except ValueError:
        return None
