"""Numbers of lines beside those of other files of a feed: where each export numbers its lines anew, a line that two files have
counts twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import duckdb

from python_jobs.core.wording import shown
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.form import landed_alike
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal
from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.schema import ORDER_LINES, find_columns
from python_jobs.warehouses.warehouse import Warehouse

# Two exports share their first days, their last ones, or all: so many orders of each part are compared.
_ORDERS = 200
# An order may have been corrected: so many lines, and nearly all of them, tell.
_FEWEST_LINES, _NEARLY_ALL = 3, 0.8
_LINE = "invoice, stock_code, quantity, coalesce(line_amount, price), line_number"

# A line without its number → the numbers that it has.
Numbers = dict[tuple[str, ...], set[str]]


def find_numbered_anew(
    warehouse: Warehouse,
    scratch: duckdb.DuckDBPyConnection,
    files: Sequence[PreparedFile],
    feeds: Mapping[str, Sequence[Feed]],
    present: Mapping[str, tuple[str, str]],
) -> dict[str, list[Doubt]]:
    """Name of a file → the doubt that its lines have other numbers in another file, landed or read before it.

    feeds: name of a file → its feeds; present: name → (sha256, form) of what is landed.
    """
    doubts: dict[str, list[Doubt]] = {}
    before: dict[str, list[PreparedFile]] = defaultdict(list)
    for file in files:
        if len(feeds[file.name]) != 1:
            continue
        [feed] = feeds[file.name]
        if "line_number" not in feed.columns or feed.newest_file_wins:
            continue
        landed = landed_alike(feed, present, feeds)
        read = before[feed.name]
        before[feed.name] = [*read, file]
        if not landed and not read:
            continue
        orders = _some_orders(scratch, file)
        own = _numbers(_own_lines(scratch, file, orders))
        others = _numbers(
            [
                *_landed_lines(warehouse, landed, orders),
                *(line for one in read for line in _own_lines(scratch, one, orders)),
            ]
        )
        found = _doubt(feed, own, others)
        if found and found.kind not in feed.known_doubts:
            doubts[file.name] = [found]
    return doubts


def _some_orders(scratch: duckdb.DuckDBPyConnection, file: PreparedFile) -> list[str]:
    """Orders of a file: its first, its last, and some between."""
    found: dict[str, None] = {}
    for by in ("min(invoice_date)", "max(invoice_date) desc", "hash(invoice)"):
        rows = scratch.execute(
            f"select invoice from {file.lines_table} where invoice is not null group by invoice "
            f"order by {by}, invoice limit {_ORDERS}"
        ).fetchall()
        found |= dict.fromkeys(str(order) for (order,) in rows)
    return list(found)


def _own_lines(
    scratch: duckdb.DuckDBPyConnection, file: PreparedFile, orders: Sequence[str]
) -> list[tuple[object, ...]]:
    return scratch.execute(
        f"select {_LINE} from {file.lines_table} where invoice in (select unnest($1))", [orders]
    ).fetchall()


def _landed_lines(
    warehouse: Warehouse, names: Sequence[str], orders: Sequence[str]
) -> list[tuple[object, ...]]:
    if not names or not orders:
        return []
    # A warehouse of an older version has fewer columns until the next landing.
    present = {str(name).lower() for (name,) in warehouse.query(find_columns(ORDER_LINES))}
    if not {"line_number", "line_amount"} <= present:
        return []
    files, of_orders = (", ".join(map(literal, texts)) for texts in (names, orders))
    return list(
        warehouse.query(
            f"select {_LINE} from {ORDER_LINES.full_name} where source_file in ({files}) and invoice in ({of_orders})"
        )
    )


def _numbers(lines: Sequence[tuple[object, ...]]) -> Numbers:
    found: Numbers = defaultdict(set)
    for *line, number in lines:
        found[tuple(map(str, line))].add(str(number))
    return found


def _doubt(feed: Feed, own: Numbers, others: Numbers) -> Doubt | None:
    common = own.keys() & others.keys()
    anew = sorted(one for one in common if not own[one] & others[one])
    if len(anew) < _FEWEST_LINES or len(anew) < _NEARLY_ALL * len(common):
        return None
    header = shown(feed.shown_column("line_number"))
    order, article, *_ = anew[0]
    return Doubt(
        "lines_numbered_anew",
        f"at least {len(anew):,} lines stand in another file of this feed with other "
        f"numbers in the column '{header}', which the feed has as line_number, and count again",
        f"{order}, article {article}",
        "Take a column that numbers the lines of an order, or take the line  line_number  out of the feed, and land the files again.",
    )
