"""Lines of several files of a landing that are equal in all but a number of the line which the feed does not name: they count once.
Where exports overlap, such a line has the same number in each of them, and is one line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.seen_columns import NUMBER_COLUMN
from python_jobs.landing.values.doubt import Doubt
from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.schema import LINE_FIELDS

# Where so many of the lines of orders that several files have are equal, and none has its number again, each export numbers anew.
_NEARLY_ALL = 0.8
_FIELDS = ", ".join(LINE_FIELDS)


def find_put_together(
    scratch: duckdb.DuckDBPyConnection,
    files: Sequence[PreparedFile],
    feeds: Mapping[str, Sequence[Feed]],
    headers: Mapping[str, str],
) -> dict[str, list[Doubt]]:
    """Name of the last file of a feed → the doubt. headers: name of a file → what it calls the column that may number its lines."""
    groups: dict[tuple[str, str], list[PreparedFile]] = defaultdict(list)
    for file in files:
        if file.name in headers and len(feeds[file.name]) == 1:
            [feed] = feeds[file.name]
            if not feed.newest_file_wins:
                groups[feed.name, headers[file.name]].append(file)
    doubts: dict[str, list[Doubt]] = {}
    for (_, header), group in groups.items():
        count, example = _count(scratch, group) if len(group) > 1 else (0, "")
        [feed] = feeds[group[-1].name]
        if count and "line_numbers_not_read" not in feed.known_doubts:
            doubts[group[-1].name] = [_doubt(header, count, example)]
    return doubts


def _count(scratch: duckdb.DuckDBPyConnection, files: Sequence[PreparedFile]) -> tuple[int, str]:
    """How many equal lines of several files a number tells apart that is one of the line, and the order of one."""
    orders = " union all ".join(
        f"select distinct {at} as file, invoice from {file.lines_table}"
        for at, file in enumerate(files)
    )
    shared = f"select invoice from ({orders}) where invoice is not null group by invoice having count(*) > 1"
    lines = " union all ".join(
        f"select {at} as file, {_FIELDS}, trim({NUMBER_COLUMN}) as number from {file.lines_table} "
        f"where invoice in (select invoice from shared) and trim({NUMBER_COLUMN}) <> ''"
        for at, file in enumerate(files)
    )
    [(put, distinct, again, example, of_file, of_order)] = scratch.execute(
        f"""
        with shared as materialized ({shared}),
        lines as materialized ({lines}),
        numbered as (
            select {_FIELDS}, number, count(distinct file) as files from lines group by {_FIELDS}, number
        ),
        equal as (
            select {_FIELDS}, count(distinct file) as files, count(distinct number) as numbers
            from lines
            group by {_FIELDS}
        ),
        -- lines that differ and share a number: of all lines, and of one order
        numbers as (select number, count(*) as found from numbered group by number),
        of_orders as (select invoice, number, count(*) as found from numbered group by invoice, number)
        select
            (select count(*) from equal where files > 1 and numbers > 1),
            (select count(*) from equal),
            (select count(*) from numbered where files > 1),
            (select min(invoice) from equal where files > 1 and numbers > 1),
            (select count(*) from numbers where found > 1),
            (select count(*) from of_orders where found > 1)
        """
    ).fetchall()
    # A number that is one line's wherever it stands is a key; one that starts again with each order need not be.
    is_number = not of_file or (not of_order and _start_again(scratch, files))
    is_anew = not again and put >= _NEARLY_ALL * distinct
    return (int(put), str(example)) if put and is_number and not is_anew else (0, "")


def _start_again(scratch: duckdb.DuckDBPyConnection, files: Sequence[PreparedFile]) -> bool:
    """Whether numbers of a file stand in several of its orders."""
    return any(
        scratch.execute(
            f"select count(distinct trim({NUMBER_COLUMN})) < count(distinct (invoice, trim({NUMBER_COLUMN}))) from {file.lines_table}"
        ).fetchall()[0][0]
        for file in files
    )


def _doubt(header: str, count: int, example: str) -> Doubt:
    is_one = count == 1
    return Doubt(
        "line_numbers_not_read",
        f"{counted(count, 'line')} {'is like one' if is_one else 'are like others'} of another file of this landing in all but the column "
        f"'{shown(header)}', and {'counts' if is_one else 'count'} once",
        example,
        f"If {'it is a line of its' if is_one else 'they are lines of their'} own, add the line  line_number: {scalar(header)}  to the "
        "columns of the feed.",
    )
