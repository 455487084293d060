"""Which feed each table of a file follows."""

from __future__ import annotations

import logging
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_jobs.core.errors import InputError, NotOrderLines
from python_jobs.core.wording import counted, quoted, shown
from python_jobs.landing.contents.find import Contents, find_contents
from python_jobs.landing.feeds.feed import PRICE_FIELDS, REQUIRED_FIELDS, Feed
from python_jobs.landing.feeds.names import look_like_order_lines
from python_jobs.landing.files.snapshot import Snapshot
from python_jobs.landing.tables.find import Table, find_tables
from python_jobs.landing.tables.other_header import about_other_header
from python_jobs.landing.values.doubt import Doubt

NEEDED_FIELDS = (*REQUIRED_FIELDS, *PRICE_FIELDS)

# A number, an amount or a date is no name of a column; a year alone may be one.
_VALUE = re.compile(
    r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[./]\d{1,2}[./]\d{2,4}.*|[-+]?\d+[.,]\d+|[-+]?\d{1,3}|\d{5,}"
)
_FEWEST_VALUES = 3

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Matched:
    """The tables of a file with order lines, each with its feed, and the doubts about those that are left out."""

    tables: list[tuple[Table, Feed]]
    doubts: list[Doubt] = field(default_factory=list)


def match_tables(
    snapshot: Snapshot, feeds: Sequence[Feed], contents: Contents | None = None
) -> Matched:
    """Find the tables of a file with order lines. contents: what the file holds, where that is known.

    Raises NotOrderLines when there is none, InputError when the file cannot be read.
    """
    contents = contents or find_contents(snapshot)
    tables = find_tables(snapshot.name, contents, feeds)
    matched = []
    doubts = [_unread(snapshot.name, contents.unread)] if contents.unread else []
    for table in tables:
        feed = next((one for one in feeds if one.matches(table.header)), None)
        if feed:
            matched.append((table, feed))
            doubts += _about_sheet(table, feed)
            if len(tables) > 1:
                log.info("%s is read by the feed %s", table.name, feed.name)
        elif len(tables) > 1:
            log.warning("%s has no order lines by its header and is left out", table.name)
            doubts += _left_out(table, feeds)
    if not matched:
        likely = (one for one in tables if look_like_order_lines(one.header, feeds))
        table = next(likely, tables[0])
        error = _no_feed_matches(snapshot.source, table, feeds)
        other = _about_other_header(contents, table, feeds)
        raise NotOrderLines(f"{error}{other}", table.header, error.without_contents)
    return Matched(matched, doubts)


def _unread(name: str, members: Sequence[str]) -> Doubt:
    """The doubt about members of an archive that are no texts and may be exports all the same."""
    which = f"{shown(members[0])} in {name}"
    more = f" and {len(members) - 1:,} more" if len(members) > 1 else ""
    sentence = f"{which}{more} may hold order lines and {'are' if more else 'is'} left out"
    remedy = "Only texts are read out of an archive: unpack it and land the folder."
    return Doubt("member_left_out", sentence, members[0], remedy)


def _about_sheet(table: Table, feed: Feed) -> list[Doubt]:
    """The doubts about rows that nobody sees, and about columns that the feed reads whose formulas have no values."""
    if table.sheet is None:
        return []
    doubts = []
    hidden = table.sheet.hidden_rows
    if hidden:
        doubts.append(
            Doubt(
                "hidden_rows",
                f"{counted(hidden, 'row')} of the {table.name} {'is' if hidden == 1 else 'are'} hidden, perhaps by a filter, and "
                f"{'is' if hidden == 1 else 'are'} read as the others are",
                "",
                "If they are not meant, delete them, or export the rows that are seen.",
            )
        )
    read = {at for places in feed.positions(table.header).values() for at in places}
    formulas = {at: count for at, count in table.sheet.formulas.items() if at in read}
    if formulas:
        cells = sum(formulas.values())
        doubts.append(
            Doubt(
                "formulas_without_values",
                f"{counted(cells, 'cell')} of the {table.name} {'has a formula' if cells == 1 else 'have formulas'} without a value "
                f"(in {quoted([table.header[at] for at in sorted(formulas)])}), and {'is' if cells == 1 else 'are'} read as empty",
                "",
                "No program has calculated them: open the workbook in a spreadsheet program, save it, and land it again.",
            )
        )
    return doubts


def _left_out(table: Table, feeds: Sequence[Feed]) -> list[Doubt]:
    """The doubt about a table that no feed reads although its columns look like those of order lines."""
    if not look_like_order_lines(table.header, feeds):
        return []
    return [
        Doubt(
            "table_left_out",
            f"{table.name} is left out, and its columns look like those of order lines",
            ", ".join(table.header),
            "Give them the names that the feed has, or land the table as a file of its own by a feed of its own.",
        )
    ]


def _no_feed_matches(source: Path, table: Table, feeds: Sequence[Feed]) -> InputError:
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
            f"missing: take the line  {field}:  out of the feed."
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
        propose = f"customer-intelligence inspect {shlex.quote(shown(str(source), 1000))} --write feeds/my_shop.yml"
        return InputError(
            f"No feed knows the columns of {table.name}, which are {quoted(table.header)}. Let one be proposed with  "
            f"{propose}  and run again. (By {feed.name}, the nearest of feeds/, it {' and '.join(problems)}.)",
            f"No feed knows the columns of {table.name}. Let one be proposed with  {propose}  and run again.",
        )
    return InputError(
        f"{table.name} {' and '.join(problems)} (by the feed {feed.name}); its columns are "
        f"{quoted(table.header)}. Correct that feed, with a line such as  columns: {{{field}: <one of these columns>, …}}, or "
        f"let one be proposed with  customer-intelligence inspect.{hint}",
        f"{table.name} {' and '.join(problems)} (by the feed {feed.name}). Look at its first line, and correct the feed, or "
        "let one be proposed with  customer-intelligence inspect.",
    )


def _about_other_header(contents: Contents, table: Table, feeds: Sequence[Feed]) -> str:
    """Where the columns that the only feed lacks stand in the file."""
    if len(feeds) > 1:
        return ""
    missing = [name for field, name in feeds[0].missing(table.header) if field in NEEDED_FIELDS]
    return about_other_header(contents, table, missing)


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
