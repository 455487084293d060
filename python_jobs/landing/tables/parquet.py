"""Records out of Parquet files, values as the text that a CSV export would hold. What a folder's name says of its files, as
Spark and Hive write it (`country=DE/part-0.parquet`), is a column of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown, utf16_length
from python_jobs.landing.contents.workbook_rows import cell_text
from python_jobs.landing.tables.batches import Batch, RejectedLine, field_names
from python_jobs.landing.tables.records import LONGEST_FIELD

ROWS_OF_A_BATCH = 50_000
# How they write a folder of rows without a value.
NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


@contextmanager
def _plain_errors(name: str) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        reason = shown(str(error).splitlines()[0] if str(error) else type(error).__name__, most=200)
        raise InputError(
            f"{name} is not a Parquet file that can be read ({reason}). Export it again."
        ) from None


def read_header(name: str, path: Path) -> list[str]:
    """The names of the columns; raises InputError when the file cannot be read."""
    with _plain_errors(name), pq.ParquetFile(path) as file:
        names = [str(one) for one in file.schema_arrow.names]
    return [*names, *_folders(name, names)]


def read_batches(name: str, path: Path) -> Iterator[Batch]:
    """All rows, in their order; the first one is number 1."""
    with _plain_errors(name), pq.ParquetFile(path) as file:
        folders = _folders(name, file.schema_arrow.names)
        rows_before = 0
        for rows in file.iter_batches(ROWS_OF_A_BATCH):
            columns = [_texts(column) for column in rows.columns]
            columns += [
                pa.repeat(pa.scalar(one, pa.string()), rows.num_rows) for one in folders.values()
            ]
            numbers = pa.array(range(rows_before + 1, rows_before + 1 + rows.num_rows), pa.int64())
            names = ["line_number", *field_names(len(columns))]
            yield _without_long_fields(pa.table([numbers, *columns], names=names))
            rows_before += rows.num_rows


def _folders(name: str, columns: Sequence[str]) -> dict[str, str | None]:
    """Column → value, by the names of the folders in which a file stands; a column of its own counts more."""
    parts = (part.split("=", 1) for part in PurePosixPath(name).parts[:-1] if "=" in part)
    return {
        unquote(column): None if value == NO_VALUE else unquote(value)
        for column, value in parts
        if unquote(column) not in columns
    }


def _texts(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _texts(column.dictionary_decode())
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return column.cast(pa.string())
    if pa.types.is_timestamp(kind):
        if kind.tz:
            return pc.strftime(column, "%Y-%m-%d %H:%M:%S%z").cast(pa.string())
        return pc.strftime(column.cast(pa.timestamp("s"), safe=False), "%Y-%m-%d %H:%M:%S").cast(
            pa.string()
        )
    if pa.types.is_decimal(kind):
        # As cell_text writes numbers: 1.125 has a single meaning as a number, and as a text it would have two.
        bare = pc.replace_substring_regex(
            column.cast(pa.string()), r"\.0+$|(\.\d*?[1-9])0+$", r"\1"
        )
        return pc.replace_substring_regex(bare, r"(\.\d{3})$", r"\10")
    if pa.types.is_integer(kind) or pa.types.is_date(kind):
        return column.cast(pa.string())
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return _decoded(column)
    return pa.array(
        [None if one is None else cell_text(one) for one in column.to_pylist()], pa.string()
    )


def _decoded(column: pa.Array) -> pa.Array:
    """Texts that a program has kept as bytes."""
    texts = [None if one is None else one.decode("utf-8", "replace") for one in column.to_pylist()]
    return pa.array(texts, pa.string())


def _without_long_fields(table: pa.Table) -> Batch:
    """The batch of a table; rows with a field that the warehouse cannot hold are set aside."""
    long: set[int] = set()
    for name in table.column_names[1:]:
        lengths = pc.fill_null(pc.utf8_length(table[name]), 0)
        for at in pc.indices_nonzero(pc.greater(lengths, LONGEST_FIELD // 2)).to_pylist():
            if utf16_length(table[name][at].as_py()) > LONGEST_FIELD:
                long.add(at)
    if not long:
        return Batch(table)
    numbers = table["line_number"]
    error = f"a field is longer than {LONGEST_FIELD:,} characters"
    rejected = [RejectedLine(numbers[at].as_py(), "", error) for at in sorted(long)]
    kept = [at for at in range(table.num_rows) if at not in long]
    return Batch(table.take(pa.array(kept, pa.int64())), rejected)
