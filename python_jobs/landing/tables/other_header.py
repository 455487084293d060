"""A second header in a file, of a table below the first one or of lines of another kind: exports of orders and of their lines."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence

from python_jobs.core.wording import quoted
from python_jobs.landing.contents.find import Contents
from python_jobs.landing.feeds.feed import folded
from python_jobs.landing.tables.dialect import Dialect
from python_jobs.landing.tables.find import Table
from python_jobs.landing.tables.records import LONGEST_LINE, parse

_MOST_ROWS = 1_000_000


def about_other_header(contents: Contents, table: Table, missing: Sequence[str]) -> str:
    """What to do where the columns that a table lacks stand in another header of its file; '' where they stand in none."""
    wanted = {folded(one) for one in missing}
    own = {folded(one): one for one in table.header if one.strip()}
    for number, row in itertools.islice(rows_of(contents, table), _MOST_ROWS):
        names = [folded(one) for one in row]
        shared = [own[one] for one in names if one in own]
        if wanted and wanted.issubset(names) and shared:
            columns = quoted(missing)
            return (
                f" In line {number} stands another header, with {columns}: the file holds two tables, or lines of two kinds. Make one table of "
                f"them, with one header, in which each line of an order has {columns} too (look them up by '{shared[-1]}')."
            )
    return ""


def rows_of(contents: Contents, table: Table) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of a text or a sheet with their numbers, whatever table they belong to."""
    if table.sheet:
        for first, block in table.sheet.blocks(0):
            yield from enumerate(block, start=first)
    texts = [one for one in contents.texts if one.name == table.name]
    if texts and "delimiter" in table.form:
        dialect = Dialect(table.form["delimiter"], table.form.get("quote", '"'))
        with io.TextIOWrapper(
            texts[0].open_bytes(), encoding=table.form["encoding"], errors="replace", newline=None
        ) as lines:
            for number, line in enumerate(iter(lambda: lines.readline(LONGEST_LINE), ""), start=1):
                record = parse([line.rstrip("\n")], dialect)
                if isinstance(record, list):
                    yield number, record
