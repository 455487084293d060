"""Values that a feed keeps, drops or takes for returns, and that its column has in almost the same spelling."""

from __future__ import annotations

import re

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.left_out import Lines, bare_value, has_value
from python_jobs.landing.lines.selection import filters
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal

# A column of states has fewer; shorter words are alike by chance.
_MOST_VALUES, _SHORTEST = 200, 5
_LEFT_OUT = {
    "keep": "left out",
    "drop": "counted all the same",
    "returns": "counted as sales all the same",
}
# `Store 1` and `Store 2`, `Nord A` and `Nord B` are two names and no slip.
_NUMBER = re.compile(r"[0-9]+|\b\w\b")


def find_almost_named(lines: Lines, feed: Feed) -> list[Doubt]:
    """The doubts about them, before any line is left out: `procesing` in the feed where the column has `processing`."""
    doubts = []
    for number, (verb, column, values) in enumerate(filters(feed), start=1):
        texts = [value.strip() for value in values if len(value.strip()) >= _SHORTEST]
        if not texts:
            continue
        field = f"filter_{number}"
        found = lines.connection.execute(
            f"select {bare_value(field)} as text, count(*), bool_or({has_value(field, values)}) "
            f"from {lines.table} group by text order by text limit {_MOST_VALUES + 1}"
        ).fetchall()
        if len(found) > _MOST_VALUES:
            continue
        there = {str(text).casefold() for text, _, _ in found if text}
        others = [
            (str(text), int(count)) for text, count, is_named in found if text and not is_named
        ]
        for value in texts:
            if value.casefold() in there:
                continue
            for text, count in others:
                if _is_slip(lines, value, text):
                    doubts.append(_doubt(verb, column, value, text, count))
    return doubts


def _is_slip(lines: Lines, named: str, text: str) -> bool:
    """Whether two words of letters differ by one letter, or by two that have changed places."""
    one, other = named.casefold(), text.casefold()
    if min(len(one), len(other)) < _SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    if one == other or _NUMBER.sub("", one) == _NUMBER.sub("", other):
        return False
    [(distance,)] = lines.connection.execute(
        f"select damerau_levenshtein({literal(one)}, {literal(other)})"
    ).fetchall()
    return bool(distance == 1)


def _doubt(verb: str, column: str, named: str, text: str, count: int) -> Doubt:
    return Doubt(
        "value_almost_named",
        f"the feed names '{shown(named)}' in its line  {verb}: {{{scalar(column)}: …}},  which the column does not have, and "
        f"'{shown(text)}', which it has on {counted(count, 'line')}, is {_LEFT_OUT[verb]}",
        text,
        f"If that is the same, correct the word in the feed: {scalar(shown(text))}",
    )
