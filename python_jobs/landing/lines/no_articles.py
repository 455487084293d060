"""Lines of no article that are postage, fees, discounts or texts by their names: no other column tells articles of them apart."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from python_jobs.core.words_file import read_rows
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.values.doubt import Doubt

_NEARLY_ALL = 0.9


def say_what_fits(
    connection: duckdb.DuckDBPyConnection, read_table: str, feed: Feed, doubts: Sequence[Doubt]
) -> list[Doubt]:
    """The doubts, in which lines without a code have the remedy that fits their names."""
    kinds = {one.kind for one in doubts}
    is_told = "lines_without_a_code" in kinds and len(feed.columns["stock_code"]) == 1
    if not is_told or "description" not in feed.columns:
        return list(doubts)
    names = connection.execute(
        f"select trim(description), count(*) from {read_table} where coalesce(trim(stock_code), '') = '' group by 1"
    ).fetchall()
    known = sum(count for name, count in names if name and names_no_article(name))
    if not known or known < _NEARLY_ALL * sum(count for _, count in names):
        return list(doubts)
    column = scalar(feed.shown_column("stock_code"))
    remedy = (
        f"By their names they are postage, fees, discounts or texts. If they are no sales of the shop, leave them out with the line  drop: "
        f"{{{column}: ['']}}; if they count as they are, say so with the line  known_doubts: [lines_without_a_code]"
    )
    return [
        replace(one, remedy=remedy) if one.kind == "lines_without_a_code" else one for one in doubts
    ]


def names_no_article(name: str) -> bool:
    """Whether a name begins or ends with a word for postage, a fee, a discount, a tip, a deposit or a text."""
    return bool(_words().search(" ".join(name.casefold().split())))


@functools.cache
def _words() -> re.Pattern[str]:
    rows = read_rows(Path(__file__).with_name("no_article_words.csv"))
    words = "|".join(re.escape(row["word"]) for row in rows)
    return re.compile(rf"^(?:{words})(?!\w)|(?<!\w)(?:{words})[.:!]?$")
