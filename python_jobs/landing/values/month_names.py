"""The names of months in the languages of Europe, from Unicode's CLDR by way of babel."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable

from babel import Locale

LANGUAGES = tuple(
    "bg bs ca cs cy da de el en es et eu fi fr ga gl hr hu is it lb lt lv mk mt nb nl nn pl pt ro ru "
    "sk sl sq sr sr_Latn sv tr uk be".split()
)
# Abbreviations that programs write and CLDR does not have.
ALSO = {
    "de": {"mrz": 3, "maerz": 3, "janner": 1, "jaenner": 1, "feber": 2},
    "en": {"sept": 9},
    "es": {"sep": 9, "set": 9},
    "fr": {"aou": 8, "juill": 7},
    # as Windows and Excel shorten them
    "ru": {"сен": 9, "ноя": 11},
    "uk": {"кві": 4, "тра": 5, "чер": 6, "сер": 8, "жов": 10, "лис": 11, "гру": 12},
    "bg": {"мар": 3},
}


def fold(word: str) -> str:
    """A word without case, accents, and the point of an abbreviation: 'Févr.' → 'fevr'."""
    # A Turkish capital I is a small ı, and other languages have no ı.
    parts = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i"))
    letters = "".join(one for one in parts if not unicodedata.combining(one))
    return letters.removeprefix("d’").removeprefix("d'").strip(". ")


@functools.cache
def month_names() -> dict[str, dict[int, frozenset[str]]]:
    """Folded name → month (1 to 12) → the languages in which it has that name."""
    found: dict[str, dict[int, set[str]]] = {}
    for language in LANGUAGES:
        months = Locale.parse(language).months
        named = [
            (name, month)
            for context in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
            for month, name in months[context][width].items()
        ]
        if language == "eu":  # Basque puts the word into its genitive.
            named += [(f"{name}ren", month) for name, month in named]
        for name, month in (*named, *ALSO.get(language, {}).items()):
            found.setdefault(fold(name), {}).setdefault(month, set()).add(language)
    return {
        name: {month: frozenset(languages) for month, languages in months.items()}
        for name, months in found.items()
    }


@functools.cache
def weekday_names() -> frozenset[str]:
    """The folded names of weekdays."""
    return frozenset(
        fold(name)
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated", "short")
        for name in Locale.parse(language).days[context].get(width, {}).values()
    )


def months_of(
    words: Iterable[str], language: str | None = None
) -> tuple[dict[str, int], list[str]]:
    """Which month each of a column's folded words is, and the words that stay open.

    'srp' is July in Croatian and August in Czech: such a word is decided by the language that is given,
    else by the languages that know all words of the column, and open where those disagree.
    """
    names = month_names()
    known = {word: names[word] for word in words if word in names}
    languages = frozenset([language] if language else LANGUAGES)
    for months in known.values():
        languages &= frozenset().union(*months.values())
    decided, left_open = {}, []
    for word, months in known.items():
        meanings = [month for month, of in months.items() if len(months) == 1 or of & languages]
        if len(meanings) == 1:
            decided[word] = meanings[0]
        else:
            left_open.append(word)
    return decided, left_open
