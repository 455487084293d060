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


def _bare(word: str) -> str:
    return re.sub(r"[.\s]", "", fold(word))
