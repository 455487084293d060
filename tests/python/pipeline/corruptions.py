"""Ways to spoil a mart: queries that give its rows with something wrong in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

# The mart's rows as they should be, numbered by `place` from 1 in an order that never changes.
ORIGINAL = "original"


@dataclass(frozen=True)
class Corruption:
    """What is wrong, in words, and the query that gives the spoiled rows in the mart's columns."""

    name: str
    query: str


def number_rows(connection: duckdb.DuckDBPyConnection, mart: str) -> None:
    """Keep the rows of the mart aside for the queries."""
    described = connection.execute(f"describe marts.{mart}").fetchall()
    columns = ", ".join(name for name, *_ in described)
    connection.execute(
        f"create or replace temp table {ORIGINAL} as "
        f"select *, row_number() over (order by {columns}) as place from marts.{mart}"
    )


def corruptions(connection: duckdb.DuckDBPyConnection, mart: str) -> Iterator[Corruption]:
    """Rows lost and doubled, and for each column: one value changed, all values shifted by a row, and for
    amounts a shift of 1 from one row to another, which every total hides.
    """
    described = connection.execute(f"describe marts.{mart}").fetchall()
    columns = {str(name): str(kind) for name, kind, *_ in described}
    names = ", ".join(columns)
    rows = f"select {names} from {ORIGINAL}"
    yield Corruption("one row lost", f"{rows} where place > 1")
    yield Corruption("every seventh row lost", f"{rows} where place % 7 <> 0")
    yield Corruption("all rows lost", f"{rows} where place < 0")
    yield Corruption("one row twice", f"{rows} union all {rows} where place = 1")
    yield Corruption("all rows twice", f"{rows} union all {rows}")
    for name, kind in columns.items():
        yield Corruption(f"{name}: one value changed", _with(name, _changed(name, kind), columns))
        yield Corruption(f"{name}: shifted by a row", _with(name, _of_the_next_row(name), columns))
        if kind in ("INTEGER", "BIGINT") or kind.startswith("DECIMAL"):
            moved = f"case place when 1 then {name} + 1 when 2 then {name} - 1 else {name} end"
            yield Corruption(f"{name}: 1 moved to another row", _with(name, moved, columns))


def _changed(name: str, kind: str) -> str:
    if name.startswith("is_"):
        other = f"1 - {name}"
    elif kind.startswith("DATE"):
        other = f"coalesce({name} + 1, date '2020-01-01')"
    elif kind.startswith("TIMESTAMP"):
        other = f"{name} + interval 1 hour"
    elif kind.startswith("VARCHAR"):
        other = f"coalesce({name} || 'X', 'X')"
    elif kind == "DOUBLE":
        other = f"coalesce({name} * 1.001 + 0.001, 0.5)"
    else:
        other = f"coalesce({name} + 1, 7)"
    in_the_middle = f"(select (count(*) + 1) // 2 from {ORIGINAL})"
    return f"case when place = {in_the_middle} then {other} else {name} end"


def _with(name: str, expression: str, columns: dict[str, str]) -> str:
    listed = ", ".join(
        f"cast({expression} as {kind}) as {column}" if column == name else column
        for column, kind in columns.items()
    )
    return f"select {listed} from {ORIGINAL}"


def _of_the_next_row(name: str) -> str:
    """The next row's value; the last row gets the first one's."""
    return (
        f"case when place = count(*) over () then first_value({name}) over (order by place) "
        f"else lead({name}) over (order by place) end"
    )
