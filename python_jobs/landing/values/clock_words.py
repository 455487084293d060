"""Moments with words that few programs write, as the moments that everybody writes: halves of the day in the languages of
Europe and East Asia (`10:00 de.`, `上午 10:00`), `2024年5月17日`, `Fri May 17 10:05:00 UTC 2024`."""

from __future__ import annotations

import functools
import re

from babel import Locale

from python_jobs.landing.values.month_names import LANGUAGES, fold

# What programs write and CLDR does not have as a half of the day.
_ALSO = {"vorm": "AM", "vormittags": "AM", "nachm": "PM", "nachmittags": "PM", "dopo": "PM"}
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
_WORD_BEHIND = re.compile(rf"({_TIME}) ?([^\d:,]{{2,16}})$")
_WORD_BEFORE = re.compile(rf"([^\W\d]{{2,16}}[.]?) ?({_TIME})$")
_EAST_ASIAN_DAY = re.compile(r"(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]")
# Behind a day in numbers Russian and Bulgarian write the word for the year.
_YEAR_WORD = re.compile(
    r"(?<!\d)(\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})) ?(?:г|год|года)(?![^\W\d])\.?", re.IGNORECASE
)
# Words before and behind a time of day, beyond those that moments.py reads: `alle ore 10:05`, `godz. 10:05`, `10:05 uur`.
_BEFORE_TIME = "alle ore|alle|ore|ora|godz|godzina|saat|kell|plkst|ob|às|v|u|o|в|о"
_WORD_OF_TIME = re.compile(rf",? (?:{_BEFORE_TIME})\.? (?=\d{{1,2}}[:.hu]\d{{2}})", re.IGNORECASE)
_WORD_OF_HOURS = re.compile(rf"(?<= )({_TIME}) ?(?:uur|ч\.?|год\.?)$", re.IGNORECASE)
# 10 h 05, 10u05, 10 h 05 min 30 s, 10 óra 05 perc, 10时05分30秒
_HOURS_IN_WORDS = re.compile(
    r"(?<![\d:])(\d{1,2}) ?(?:h|u|óra|[时時시]) ?(\d{1,2})(?: ?(?:min|perc|[分분])\.?(?: ?(\d{1,2}) ?(?:s|mp|[秒초])\.?)?)?$"
)
_WEEKDAY_IN_BRACKETS = re.compile(r" ?[(（][月火水木金土日월화수목금토일一二三四五六][)）]")
# A letter for the half: 10:05a, 3:05p.
_HALF_LETTER = re.compile(rf"({_TIME}) ?([AaPp])$")
# DB2 puts a hyphen and points: 2024-05-17-10.05.30.000000.
_DB2 = re.compile(r"^(\d{4}-\d{2}-\d{2})-(\d{2})\.(\d{2})\.(\d{2})(?:\.\d*)?$")
# A day with its time, beside a column with the time.
_TIME_TWICE = re.compile(r"(.* )(\d{1,2}:\d{2}(?::\d{2})?) (\d{1,2}:\d{2}(?::\d{2})?)")
# What Unix's date, Java and Ruby write.
_YEAR_LAST = re.compile(
    r"[A-Za-z]{3,9},? ([A-Za-z]{3,9}) (\d{1,2}),? (\d{2}:\d{2}:\d{2})(?: ([A-Z]{3,5}|[-+]\d{4}))? (\d{4})"
)


@functools.cache
def halves_of_the_day() -> dict[str, str]:
    """Folded word without points and blanks → AM or PM; words that mean both somewhere are left out."""
    found: dict[str, set[str]] = {}
    for language in (*LANGUAGES, "ja", "ko", "zh"):
        for widths in Locale.parse(language).day_periods.values():
            for names in widths.values():
                for half in ("am", "pm"):
                    found.setdefault(_bare(names.get(half, "")), set()).add(half.upper())
    words = {
        word: min(halves) for word, halves in found.items() if len(halves) == 1 and len(word) > 1
    }
    return words | _ALSO


def with_plain_words(text: str) -> str | None:
    """A moment's text as one that is known everywhere; None where it has none of these words."""
    bare = " ".join(text.split())
    plain = _YEAR_WORD.sub(r"\1", _EAST_ASIAN_DAY.sub(r"\1-\2-\3", bare))
    plain = _of_the_clock(plain)
    year_last = _YEAR_LAST.fullmatch(plain)
    if year_last:
        month, day, time, zone, year = year_last.groups()
        return f"{day} {month} {year} {time} {zone or ''}".rstrip()
    behind, before = _WORD_BEHIND.search(plain), _WORD_BEFORE.search(plain)
    for found, word, time in ((behind, 2, 1), (before, 1, 2)):
        half = halves_of_the_day().get(_bare(found[word])) if found else None
        if found and half:
            return f"{plain[: found.start()].rstrip()} {found[time]} {half}"
    return plain if plain != bare else None


def _of_the_clock(text: str) -> str:
    """A moment's text without the words that stand around the hours."""
    text = _WORD_OF_HOURS.sub(r"\1", _WORD_OF_TIME.sub(" ", _WEEKDAY_IN_BRACKETS.sub("", text)))
    text = _HOURS_IN_WORDS.sub(_with_colons, text)
    text = _HALF_LETTER.sub(r"\1 \2M", text)
    text = _DB2.sub(r"\1 \2:\3:\4", text)
    twice = _TIME_TWICE.fullmatch(text)
    if twice and (twice[2].startswith(twice[3]) or twice[3].startswith(twice[2])):
        return twice[1] + max(twice[2], twice[3], key=len)
    return text


def _with_colons(found: re.Match[str]) -> str:
    return " " + ":".join(one.rjust(2, "0") for one in found.groups() if one)


def _bare(word: str) -> str:
    return re.sub(r"[.\s]", "", fold(word))
