"""Records out of delimited text (RFC 4180, any delimiter), one bad line at a time.

Two readers share the work, block by block. Lines without a quote go to pyarrow, which is some twenty
times as fast as Python's csv module; lines with quotes go to csv. Where either finds anything amiss,
the block is read again line by line.

Line by line, there is recovery: a quote that never closes would swallow the rest of the file, so a
record whose next line is a whole record by itself is taken to have a stray quote: its first line
alone is set aside and reading goes on with the next one. DuckDB's own reader and pyarrow's, given
such a file, lose lines without a word.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import compress
from operator import and_, not_
from typing import TextIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from python_jobs.core.wording import cut, utf16_length
from python_jobs.landing.tables.batches import (
    Batch,
    RejectedLine,
    field_names,
    make_lines,
    numbers_column,
)
from python_jobs.landing.tables.dialect import MARK, Dialect
from python_jobs.landing.tables.records import (
    LONGEST_FIELD,
    LONGEST_LINE,
    MOST_LINES_OF_A_RECORD,
    OPEN_QUOTE,
    TOO_LONG,
    parse,
    parse_lines,
    read_record,
    why_unfit,
)

CHUNK_CHARACTERS = 1 << 22
# A header comes soon, or never: a gigabyte of blank lines is not searched for one.
MOST_LINES_BEFORE_A_HEADER = 1000


def read_first_records(
    text: TextIO, dialect: Dialect, most: int
) -> Iterator[tuple[list[str] | str, int, int]]:
    """The first records that are not blank: each (or what is wrong with it) with the number of the line that
    it starts on, from 1, and the number of lines read up to and with it."""
    lines: list[str] = []
    line_number = found = 0
    for line in iter(lambda: text.readline(LONGEST_LINE), ""):
        line_number += 1
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            yield TOO_LONG, line_number, line_number
            return
        if not lines and not line.strip():
            if line_number >= MOST_LINES_BEFORE_A_HEADER:
                if not found:
                    yield f"its first {line_number:,} lines are blank", line_number, line_number
                return
            continue
        lines.append(line.rstrip("\n"))
        text_so_far = "\n".join(lines)
        record = why_unfit(text_so_far, dialect) or parse([text_so_far], dialect)
        if record == OPEN_QUOTE and len(lines) < MOST_LINES_OF_A_RECORD:
            continue
        yield record, line_number + 1 - len(lines), line_number
        lines = []
        found += 1
        if found == most:
            return
    if lines:
        yield OPEN_QUOTE, line_number + 1 - len(lines), line_number


def read_batches(text: TextIO, dialect: Dialect, width: int, lines_before: int) -> Iterator[Batch]:
    """The records that follow, as batches of a few ten thousand.

    text: opened with universal newlines, standing behind the header; width: the number of fields of
    a record; lines_before: the number of lines already read, so that numbers are those of the file.
    """
    line_number = lines_before + 1
    carried: list[str] = []
    for new_lines, at_end in _read_lines(text):
        lines = carried + new_lines
        batch, used = _read_block(lines, dialect, width, line_number, at_end)
        carried = lines[used:]
        line_number += used
        # The block behind the last line end holds what has none.
        batch.is_open = at_end and bool(new_lines)
        if batch.line_count:
            yield batch


def _read_lines(text: TextIO) -> Iterator[tuple[list[str], bool]]:
    """The lines of a text, block by block, and whether they are the last ones.

    Of a line that does not end only the start is kept, enough to tell that it is too long.
    """
    tail = ""
    is_rest_of_line = False
    at_end = False
    while not at_end:
        chunk = text.read(CHUNK_CHARACTERS)
        at_end = not chunk
        lines = (tail + chunk).split("\n")
        if is_rest_of_line:
            is_rest_of_line = len(lines) == 1
            lines = lines[1:] or [""]
        tail = lines.pop()
        if len(tail) > LONGEST_LINE:
            is_rest_of_line = True
        if tail and (at_end or is_rest_of_line):
            lines.append(tail)
            tail = ""
        yield lines, at_end


def _read_block(
    lines: list[str], dialect: Dialect, width: int, first_line: int, at_end: bool
) -> tuple[Batch, int]:
    """The batch of a block of lines, and how many of them it used."""
    is_quoted = dialect.not_plain(lines)
    numbers = range(first_line, first_line + len(lines))
    records = parse_lines(list(compress(lines, is_quoted)), dialect, width)
    if records is not None:
        is_plain = bytearray(map(not_, is_quoted))
        if "" in lines:
            is_plain = bytearray(map(and_, is_plain, map(bool, lines)))
        plain = _read_plain(list(compress(lines, is_plain)), dialect, width)
        if plain is not None:
            plain = plain.add_column(0, "line_number", numbers_column(compress(numbers, is_plain)))
            quoted = make_lines(list(compress(numbers, is_quoted)), records, width)
            return Batch(pa.concat_tables([plain, quoted])), len(lines)
    return _read_block_line_by_line(lines, dialect, width, first_line, at_end)


def _read_plain(lines: list[str], dialect: Dialect, width: int) -> pa.Table | None:
    """The fields of lines that hold no quote, or None when any line is amiss."""
    names = field_names(width)
    if not lines:
        return make_lines((), (), width).select(names)
    text = "\n".join(lines)
    # pyarrow knows no delimiter beyond ASCII, and takes a byte order mark away wherever it starts.
    if not dialect.mark.isascii() or "\0" in text or text.startswith("\ufeff"):
        return None
    if dialect.mark == MARK:
        if MARK in text and dialect.delimiter != MARK:
            return None
        text = dialect.marked(text)
    if max(map(len, lines)) > LONGEST_FIELD // 2 and max(map(utf16_length, lines)) > LONGEST_FIELD:
        return None
    amiss = False

    def note(row: object) -> str:
        nonlocal amiss
        amiss = True
        return "skip"

    table = pa_csv.read_csv(
        io.BytesIO(text.encode("utf-8")),
        read_options=pa_csv.ReadOptions(
            column_names=names, use_threads=False, block_size=4 * CHUNK_CHARACTERS + LONGEST_LINE
        ),
        parse_options=pa_csv.ParseOptions(
            delimiter=dialect.mark,
            quote_char=False,
            double_quote=False,
            newlines_in_values=False,
            ignore_empty_lines=False,
            invalid_row_handler=note,
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types={name: pa.string() for name in names}, strings_can_be_null=False
        ),
    )
    if amiss or table.num_rows != len(lines):
        return None
    if dialect.ends_with_delimiter and pc.any(pc.not_equal(table[names[-1]], "")).as_py():
        return None
    return table


def _read_block_line_by_line(
    lines: list[str], dialect: Dialect, width: int, first_line: int, at_end: bool
) -> tuple[Batch, int]:
    line_numbers: list[int] = []
    records: list[list[str]] = []
    rejected: list[RejectedLine] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        if not line.strip():
            position += 1
            continue
        record, length = read_record(lines, position, dialect, width)
        cut_off = record == OPEN_QUOTE and length == len(lines) - position
        if cut_off and not at_end and length < MOST_LINES_OF_A_RECORD:
            break
        if isinstance(record, str):
            rejected.append(RejectedLine(first_line + position, cut(line, LONGEST_FIELD), record))
            position += 1
        else:
            line_numbers.append(first_line + position)
            records.append(record)
            position += length
    return Batch(make_lines(line_numbers, records, width), rejected), position
