"""Values that a feed keeps, drops or takes for returns, and that its column has in almost the same spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
        others = {str(text): int(count) for text, count, is_named in found if text and not is_named}
        for value in texts:
            if value.casefold() in there:
                continue
            for text in _find_slips(lines, value, others):
                doubts.append(_doubt(verb, column, value, text, others[text]))
    return doubts


def _find_slips(lines: Lines, named: str, texts: Iterable[str]) -> list[str]:
    """Which words of letters differ from one by one letter, or by two that have changed places."""
    near = [one for one in texts if _may_be_slip(named.casefold(), one.casefold())]
    if not near:
        return []
    folded = ", ".join(f"({literal(one.casefold())})" for one in near)
    distances = lines.connection.execute(
        f"select text, damerau_levenshtein(text, {literal(named.casefold())}) from (values {folded}) as near (text)"
    ).fetchall()
    slips = {text for text, distance in distances if distance == 1}
    return [one for one in near if one.casefold() in slips]


def _may_be_slip(one: str, other: str) -> bool:
    """Whether two words in small letters are long enough, nearly of one length, and differ by more than their numbers."""
    return (
        min(len(one), len(other)) >= _SHORTEST
        and abs(len(one) - len(other)) <= 1
        and _NUMBER.sub("", one) != _NUMBER.sub("", other)
    )


def _doubt(verb: str, column: str, named: str, text: str, count: int) -> Doubt:
    return Doubt(
        "value_almost_named",
        f"the feed names '{shown(named)}' in its line  {verb}: {{{scalar(column)}: …}},  which the column does not have, and "
        f"'{shown(text)}', which it has on {counted(count, 'line')}, is {_LEFT_OUT[verb]}",
        text,
        f"If that is the same, correct the word in the feed: {scalar(shown(text))}",
    )
