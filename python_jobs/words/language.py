"""A language: its words, and how numbers, money and days are written in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

# The first is spoken where nobody asks for another one.
LANGUAGES = ("en", "de")


@dataclass(frozen=True)
class Language:
    """code: en, de. words: key → text, with the names of what is filled in between { and }."""

    code: str
    words: Mapping[str, str]

    def say(self, key: str, **values: str) -> str:
        """The text of a key with its places filled; raises KeyError where either is missing."""
        return self.words[key].format(**values)

    def some(self, key: str, number: float, **values: str) -> str:
        """The text for one or for many, with the number as {n}."""
        form = "one" if number == 1 else "many"
        return self.say(f"{key}.{form}", n=self.number(number), **values)

    def segment(self, name: str) -> str:
        """What a segment is called; one of the shop's own keeps its name."""
        return self.words.get(f"segment.{name}", name)

    def number(self, value: float | Decimal, digits: int = 0) -> str:
        """A number with its thousands parted; what rounds to nothing has no minus sign."""
        text = f"{value:z,.{digits}f}".replace("-", "−")
        marks = {",": self.words["thousands"], ".": self.words["decimal"]}
        return "".join(marks.get(character, character) for character in text)

    def signed(self, value: Decimal) -> str:
        """A number with its sign."""
        return f"{'+' if value > 0 else ''}{self.number(value)}"

    def percent(self, share: float | Decimal) -> str:
        """A share such as 0.25 as a percentage with one digit."""
        return self.say("percent", n=self.number(share * 100, 1))

    def day(self, day: date) -> str:
        """A day with the name of its month and its year."""
        month = self.words["months.long"].split()[day.month - 1]
        return self.say("day", day=str(day.day), month=f"{month} {day.year}")

    def days(self, first: date, last: date) -> str:
        """A day, or the days of one month or of several, after the word that stands before them."""
        if first == last:
            return self.say("brief.on_day", day=self.day(first))
        same_month = (first.year, first.month) == (last.year, last.month)
        begin = self.day(first)
        if same_month:
            begin = self.say("day", day=str(first.day), month="").strip()
        return self.say("brief.on_days", first=begin, last=self.day(last))


@cache
def read_language(code: str) -> Language:
    """One of LANGUAGES."""
    text = files("python_jobs.words").joinpath(f"{code}.json").read_text(encoding="utf-8")
    return Language(code, json.loads(text))


def languages() -> tuple[Language, ...]:
    """All languages, the usual one first."""
    return tuple(read_language(code) for code in LANGUAGES)
