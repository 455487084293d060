"""Lines that a table has and that are not order lines, or not to be counted: each is kept with its reason.

`lines` is a table of text columns (see selection.py) with source_row; `rejects` takes line_number, raw_text, error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from python_jobs.core.errors import InputError
from python_jobs.core.wording import quoted, shown
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.selection import filters
from python_jobs.landing.values.text import literal

# What stands in the place of a number or a name where a line sums up others.
_TOTAL = (
    "(grand |order |sub|sub-|sub )?totals?( .*)?|(gesamt|zwischen|end)?summe|gesamt|summe|sous-total|total général|"
    "somme|suma|razem|totale|totaal|subtotaal|subtotale|subtotaux"
)


@dataclass(frozen=True)
class Lines:
    """Where lines stand and where those that are taken out go."""

    connection: duckdb.DuckDBPyConnection
    table: str
    rejects: str
    columns: Sequence[str]

    def set_aside(self, condition: str, reason: str) -> int:
        """Move the lines for which the condition holds to the rejected ones; how many they were.

        reason: an SQL expression.
        """
        raw_text = f"left(concat_ws(',', {', '.join(self.columns)}), 4000)"
        count = self.connection.execute(
            f"insert into {self.rejects} "
            f"select source_row, {raw_text}, {reason} from {self.table} where {condition}"
        ).fetchall()[0][0]
        if count:
            self.connection.execute(f"delete from {self.table} where {condition}")
        return int(count)


def set_aside_repeated_headers(lines: Lines, header: dict[str, str]) -> None:
    """A header once more: files that were joined have one. header: column → what stands in it."""
    same = (f"{_bare(column)} = {literal(text.strip())}" for column, text in header.items())
    lines.set_aside(" and ".join(same), literal("it is the header once more"))


def set_aside_blank_lines(lines: Lines) -> None:
    """Lines of which no field says anything."""
    empty = (f"coalesce(trim({column}), '') = ''" for column in lines.columns)
    lines.set_aside(" and ".join(empty), literal("all its fields are empty"))


def set_aside_totals(lines: Lines, feed: Feed) -> int:
    """Lines that sum up others: they have no code, and a word for a total where another line has its
    number or its name. Returns how many they were."""
    no_code = "coalesce(trim(stock_code), '') = ''" if "stock_code" in feed.columns else "true"
    named = [one for one in ("invoice", "description") if one in feed.columns]
    words = " or ".join(
        f"coalesce(regexp_full_match(lower(trim({one})), {literal(_TOTAL)}), false)"
        for one in named
    )
    return lines.set_aside(
        f"{no_code} and ({words})", literal("it is a total of other lines and no line of an order")
    )


def leave_out_by_feed(lines: Lines, feed: Feed, name: str) -> int:
    """Lines that the feed does not keep, or drops. Returns how many they were.

    Raises InputError when no line is left.
    """
    count = 0
    for number, (verb, column, values) in enumerate(filters(feed), start=1):
        text = f"lower({_bare(f'filter_{number}')})"
        listed = ", ".join(literal(value.strip().lower()) for value in values)
        found = f"coalesce({text}, '') in ({listed})"
        condition = f"not {found}" if verb == "keep" else found
        reason = (
            f"concat('the feed leaves it out: ', {literal(column)}, ' is ', "
            f"coalesce(nullif(trim(filter_{number}), ''), 'empty'))"
        )
        [(left,)] = lines.connection.execute(
            f"select count(*) from {lines.table} where not ({condition})"
        ).fetchall()
        if not left:
            has = lines.connection.execute(
                f"select distinct coalesce(trim(filter_{number}), '') from {lines.table} order by 1 limit 20"
            ).fetchall()
            raise InputError(
                f"{name}: the line  {verb}: {{{shown(column)}: …}}  of the feed leaves out every line; the "
                f"column has {quoted([text for (text,) in has])}. Correct that line."
            )
        count += lines.set_aside(condition, reason)
    return count


def leave_out_other_currencies(lines: Lines, feed: Feed, name: str) -> tuple[int, str | None]:
    """Keep the lines in the one currency that the feed names. Returns how many others there were, and the
    currency of the lines that stay (None where nothing names it).

    Raises InputError when there are several and the feed does not say which one counts.
    """
    column = "currency" if "currency" in feed.columns else "seen_currency"
    named = feed.constants.get("currency", "").upper()
    found = [
        (text, int(count))
        for text, count in lines.connection.execute(
            f"select upper({_bare(column)}) as text, count(*) from {lines.table} "
            f"where coalesce({_bare(column)}, '') <> '' group by text order by count(*) desc, text"
        ).fetchall()
    ]
    if column == "seen_currency" and not all(
        len(text) == 3 and text.isalpha() for text, _ in found
    ):
        found = []
    if not found:
        return 0, named or None
    if not named and len(found) > 1:
        header = feed.shown_column("currency") if column == "currency" else "Currency"
        currencies = ", ".join(f"{text} on {count:,} lines" for text, count in found[:10])
        raise InputError(
            f"{name} has several currencies ({currencies}), and their amounts cannot be added up. Keep one "
            f"with a line in the feed, for instance  keep: {{{header}: {found[0][0]}}}  or  "
            f"currency: {found[0][0]},  and land the others into a warehouse of their own."
        )
    if not named:
        return 0, found[0][0]
    if named not in [text for text, _ in found]:
        raise InputError(
            f"{name} has no line in {named} (it has {quoted([text for text, _ in found])}). Correct the "
            "line  currency:  of the feed."
        )
    reason = f"concat('the feed counts {named} alone, and its currency is ', {column})"
    other = f"coalesce({_bare(column)}, '') <> '' and upper({_bare(column)}) <> {literal(named)}"
    return lines.set_aside(other, reason), named


def _bare(column: str) -> str:
    """A column's text without outer blanks and byte order marks."""
    return f"trim(replace({column}, chr(65279), ''))"
