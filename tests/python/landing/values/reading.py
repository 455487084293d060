"""Columns of texts, read the way a landing reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from python_jobs.landing.values.dates import DateOptions
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.reader import KnownForm, Understood, ValueReader


@dataclass(frozen=True)
class Read:
    """The columns as they were read, and how."""

    columns: dict[str, list[str | None]]
    understood: Understood

    @property
    def doubts(self) -> list[Doubt]:
        return self.understood.doubts

    def __getitem__(self, field: str) -> list[str | None]:
        return self.columns[field]


def read(
    columns: Mapping[str, Sequence[str | None]],
    decimal: str | None = None,
    dates: DateOptions | None = None,
    known: Iterable[KnownForm] = (),
) -> Read:
    """Columns of equal length, by the names of our fields, as a file's only table."""
    with duckdb.connect() as connection:
        names = list(columns)
        connection.execute(
            f"create table lines (number bigint, {', '.join(f'{one} varchar' for one in names)})"
        )
        rows = [(number, *row) for number, row in enumerate(zip(*columns.values(), strict=True))]
        connection.executemany(
            f"insert into lines values ({', '.join('?' for _ in (0, *names))})", rows
        )
        reader = ValueReader(connection, {one: one for one in names})
        reader.look("lines")
        understood = reader.understand("orders.csv", decimal, dates or DateOptions(), known)
        expressions = reader.expressions("lines")
        found = connection.execute(
            f"select {', '.join(expressions.values())} from lines {reader.joins('lines')} "
            "order by lines.number"
        ).fetchall()
    read_columns = dict(zip(expressions, map(list, zip(*found, strict=True)), strict=True))
    return Read(read_columns, understood)
