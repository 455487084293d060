"""What to say of a table that no feed reads: which feed comes nearest, what it misses, and the line to change."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from python_jobs.core.errors import InputError
from python_jobs.core.shop import feeds_of_shop
from python_jobs.core.wording import quoted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.feed import PRICE_FIELDS, REQUIRED_FIELDS, Feed, folded
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.tables.find import Table
from python_jobs.landing.values.text import plain

NEEDED_FIELDS = (*REQUIRED_FIELDS, *PRICE_FIELDS)

# A number, an amount or a date is no name of a column; a year alone may be one.
_VALUE = re.compile(
    r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[./]\d{1,2}[./]\d{2,4}.*|[-+]?\d+[.,]\d+|[-+]?\d{1,3}|\d{5,}"
)
_FEWEST_VALUES = 3

# A feed that misses no more columns than these, and has twice as many, is that of a file whose columns were renamed.
_MOST_RENAMED = 2


def no_feed_matches(source: Path, table: Table, feeds: Sequence[Feed]) -> InputError:
    """Which columns are missing under the feed that comes nearest, and how to map them."""
    feed = min(feeds, key=lambda one: len(one.missing(table.header)))
    names = {one.strip().casefold() for one in table.header}
    missing = feed.missing(table.header)
    needed = [(field, name) for field, name in missing if field in NEEDED_FIELDS]
    # What may be left out is only worth a word where nothing else is missing.
    told = needed or missing
    absent = [name for _, name in told if name.strip().casefold() not in names]
    twice = [name for _, name in told if name.strip().casefold() in names]
    problems = [f"lacks the {_columns(absent)}"] if absent else []
    problems += [f"has twice the {_columns(twice)}"] if twice else []
    field = told[0][0]
    renamed = "" if twice else _renamed(feed, table.header, told)
    if not needed and twice:
        return InputError(
            f"{table.name} {' and '.join(problems)} (by the feed {feed.name}), and nobody can tell which "
            f"one is meant. Give one of them another name, or name its place by a number in the line  {field}:  of the feed."
        )
    if len(feeds) == 1 and twice and not absent:
        place = [one.strip().casefold() for one in table.header].index(twice[0].strip().casefold())
        return InputError(
            f"{table.name} {' and '.join(problems)} (by the feed {feed.name}), and nobody can tell which one is meant. Give one of them "
            f"another name in the export, or name columns by their place in the feed: the line  {field}: {place + 1}  for the first of "
            "them, and beside the columns the line  header_row: 1  with the row of the header."
        )
    inside = [name for name in absent if any(name.strip().casefold() in one for one in names)]
    if not needed and inside:
        return InputError(
            f"{table.name}: {quoted(inside)} (by the feed {feed.name}) is in the header, but not as a "
            f"column of its own; the columns are {quoted(table.header)}. Correct the lines  delimiter:  and  "
            f"quote:  of the feed, or the name in the line  {field}:  of it."
        )
    if not needed:
        return InputError(
            f"{table.name} {' and '.join(problems)} (by the feed {feed.name}). Such a column may be "
            f"missing: take the line  {field}:  out of the feed.{renamed}"
        )
    hint = (
        " Where each line is one piece, take  quantity:  out of the columns and write  quantity: 1  beside them."
        if [one for one, _ in needed] == ["quantity"] and len(feeds) == 1
        else ""
    )
    if len(feeds) == 1 and feed.delimiter and len(table.header) < len(feed.columns):
        hint += (
            f" Do these look like pieces of lines? Then the line  delimiter: {feed.delimiter!r}  of the feed is wrong: "
            "take it out, and the delimiter is found."
        )
    hint += _first_line_hint(table.header)
    if len(feeds) > 1:
        return _none_of_several(source, table, feed, " and ".join(problems), renamed)
    return InputError(
        f"{table.name} {' and '.join(problems)} (by the feed {feed.name}); its columns are "
        f"{quoted(table.header)}. Correct that feed, with a line such as  columns: {{{field}: <one of these columns>, …}}, or "
        f"let one be proposed with  customer-intelligence inspect.{hint}",
        f"{table.name} {' and '.join(problems)} (by the feed {feed.name}). Look at its first line, and correct the feed, or "
        "let one be proposed with  customer-intelligence inspect.",
    )


def _none_of_several(
    source: Path, table: Table, feed: Feed, problems: str, renamed: str
) -> InputError:
    """No feed of several reads a table. problems: what is wrong by the nearest one; renamed: what to do where that is a name."""
    folder = feeds_of_shop()
    names = ("my_shop.yml", *(f"my_shop_{number}.yml" for number in range(2, 100)))
    new = next((one for one in names if not (folder / one).exists()), names[0])
    propose = f"customer-intelligence inspect {shlex.quote(shown(str(source), 1000))} --write {shlex.quote(shown(str(folder / new), 1000))}"
    if renamed:
        # Most columns are those of a feed, so the file is one of order lines, and its names may be quoted.
        return InputError(
            f"No feed knows the columns of {table.name}: by the feed {feed.name} it {problems}.{renamed} If it is another kind of "
            f"file, let a feed be proposed with  {propose}  and run again."
        )
    return InputError(
        f"No feed knows the columns of {table.name}, which are {quoted(table.header)}. Let one be proposed with  "
        f"{propose}  and run again. (By {feed.name}, the nearest of the feeds, it {problems}.)",
        f"No feed knows the columns of {table.name}. Let one be proposed with  {propose}  and run again.",
    )


def _renamed(feed: Feed, header: Sequence[str], missing: Sequence[tuple[str, str]]) -> str:
    """Which columns a file has in place of the few that a feed misses, and the line of the feed that takes one of them."""
    named = [folded(str(one)) for columns in feed.columns.values() for one in columns]
    named += [folded(one) for said in (feed.keep, feed.drop, feed.returns) for one in said]
    present = set(named).intersection(folded(one) for one in header)
    absent = {folded(name) for _, name in missing}
    unread = [one for one in header if one.strip() and folded(one) not in named]
    few = len(absent) <= min(_MOST_RENAMED, len(present) / 2)
    if not unread or not few or feed.names_places:
        return ""
    lines = " and ".join(
        f" {_line_with(feed, field, name, _likely(field, unread))} " for field, name in missing
    )
    nobody = (
        f"The feed reads all others but {'this column' if len(unread) == 1 else 'these columns'} of the file: "
        f"{quoted(unread)}."
    )
    which = "it" if len(unread) == 1 else "one of them"
    return f" {nobody} If {which} is the missing one under a new name, {_where(feed, lines)}"


def _where(feed: Feed, lines: str) -> str:
    """Which file takes the lines: an update of the project writes over its own feeds."""
    folder = feeds_of_shop()
    place = shown(feed.path, 1000) if feed.path else f"the feed {feed.name}"
    if folder.is_absolute() and Path(feed.path).parent != folder:
        return f"put a copy of {place} into {shown(str(folder), 1000)}, in which stands {lines}."
    return (
        f"write that name into {place}: {lines}. Where files with the old name still come, leave that feed as it is, and put a copy "
        "of it with the new name beside it."
    )


def _likely(field: str, unread: Sequence[str]) -> str:
    """The column that a field may be read from, or what to write where nobody can tell."""
    fields = {
        one: {name for name, names in known_names().items() if plain(one) in names}
        for one in unread
    }
    by_name = [one for one, known in fields.items() if field in known]
    # What is known as another field's column is not this one's.
    likely = by_name or [one for one, known in fields.items() if not known]
    return scalar(likely[0].strip()) if len(likely) == 1 else "<its name>"


def _line_with(feed: Feed, field: str, old: str, new: str) -> str:
    """The line of a feed that reads a column by a new name."""
    if field not in feed.columns:
        return f"{field}: {{{new}: …}}"
    columns = [
        new if folded(str(one)) == folded(old) else scalar(str(one)) for one in feed.columns[field]
    ]
    several = f"[{', '.join(columns)}]"
    return f"{field}: {columns[0] if len(columns) == 1 else several}"


def _first_line_hint(header: Sequence[str]) -> str:
    """What to do where the first line is none of names: it has values, or all of it stands in marks that the feed does not name."""
    filled = [one.strip() for one in header if one.strip()]
    if sum(one.startswith("'") for one in filled) >= 0.5 * len(filled) > 1:
        return (
            " Do its values stand between ' marks? Say so in the feed with the line  quote: \"'\""
        )
    if sum(bool(_VALUE.fullmatch(one)) for one in filled) < _FEWEST_VALUES:
        return ""
    return (
        " Its first line looks like a line of an order and not like a header, as in a piece of a larger file: put the header before "
        "it, or land the whole file."
    )


def _columns(names: Sequence[str]) -> str:
    return f"column{'s' if len(names) > 1 else ''} {quoted(names)}"
