"""Which feed each table of a file follows."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from python_jobs.core.errors import InputError, NotOrderLines
from python_jobs.core.wording import counted, quoted, shown
from python_jobs.landing.contents.find import Contents, find_contents
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.feeds.names import look_like_order_lines
from python_jobs.landing.files.snapshot import Snapshot
from python_jobs.landing.matching.choose import choose_feed
from python_jobs.landing.matching.header_row import about_header_row, wrong_header_row
from python_jobs.landing.matching.no_feed import NEEDED_FIELDS, no_feed_matches
from python_jobs.landing.tables.find import Table, find_tables, is_sheet
from python_jobs.landing.tables.other_header import about_other_header
from python_jobs.landing.values.doubt import Doubt

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Matched:
    """The tables of a file with order lines, each with its feed, and the doubts about those that are left out."""

    tables: list[tuple[Table, Feed]]
    doubts: list[Doubt] = field(default_factory=list)


def match_tables(
    snapshot: Snapshot,
    feeds: Sequence[Feed],
    contents: Contents | None = None,
    landed: Mapping[str, tuple[str, str]] | None = None,
) -> Matched:
    """Find the tables of a file with order lines.

    contents: what the file holds, where that is known; landed: name → (sha256, form) of what is landed.
    Raises NotOrderLines when there is none, InputError when the file cannot be read, or several feeds may be meant.
    """
    contents = contents or find_contents(snapshot)
    tables = find_tables(snapshot.name, contents, feeds)
    matched: list[tuple[Table, Feed]] = []
    left_out: list[Table] = []
    doubts = [_unread(snapshot.name, contents.unread)] if contents.unread else []
    for table in tables:
        feed = choose_feed(snapshot.name, table.name, table.header, feeds, landed or {})
        if feed:
            matched.append((table, feed))
            doubts += _about_sheet(table, feed)
            if len(tables) > 1:
                log.info("%s is read by the feed %s", table.name, feed.name)
        elif len(tables) > 1:
            left_out.append(table)
            log.warning("%s has no order lines by its header and is left out", table.name)
            doubts += _left_out(table, feeds)
    if not matched:
        likely = (one for one in tables if look_like_order_lines(one.header, feeds))
        table = next(likely, tables[0])
        wrong = wrong_header_row(contents, table, feeds[0]) if _says_row(feeds) else None
        if wrong:
            raise wrong
        error = no_feed_matches(snapshot.source, table, feeds)
        other = _about_other_header(contents, table, feeds)
        raise NotOrderLines(f"{error}{other}", table.header, error.without_contents)
    for table in left_out:
        _refuse_named(table, [feed for _, feed in matched])
    return Matched(matched, doubts)


def _unread(name: str, members: Sequence[str]) -> Doubt:
    """The doubt about members of an archive that are neither texts nor workbooks and may be exports all the same."""
    which = f"{shown(members[0])} in {name}"
    more = f" and {len(members) - 1:,} more" if len(members) > 1 else ""
    sentence = f"{which}{more} may hold order lines and {'are' if more else 'is'} left out"
    remedy = "Only texts and workbooks are read out of an archive: unpack it and land the folder."
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


def _refuse_named(table: Table, feeds: Sequence[Feed]) -> None:
    """A sheet that a feed of the file names has order lines, or the feed is wrong; one without any row has none this time."""
    if table.sheet is None or not any(table.header):
        return
    name = table.sheet.name
    feed = next((feed for feed in feeds if any(is_sheet(one, name) for one in feed.sheets)), None)
    if feed is None:
        return
    raise InputError(
        f"{table.name}, which the feed {feed.name} names, lacks the columns {quoted([column for _, column in feed.missing(table.header)])}; its "
        f"header is read as {quoted(list(table.header))}. Take it out of the line  sheets:  or correct the line  header_row:  of the feed "
        "(without that line the header of each sheet is looked for)."
    )


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


def _says_row(feeds: Sequence[Feed]) -> bool:
    return len(feeds) == 1 and bool(feeds[0].header_row)


def _about_other_header(contents: Contents, table: Table, feeds: Sequence[Feed]) -> str:
    """Where the columns that the only feed lacks stand in the file."""
    if len(feeds) > 1:
        return ""
    if feeds[0].header_row:
        return about_header_row(feeds[0])
    missing = [name for field, name in feeds[0].missing(table.header) if field in NEEDED_FIELDS]
    return about_other_header(contents, table, missing)
