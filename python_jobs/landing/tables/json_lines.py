"""Records out of JSON lines: an object a line. Numbers stay as they are written."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

from python_jobs.core.errors import InputError
from python_jobs.core.wording import cut, shown, utf16_length
from python_jobs.landing.tables.batches import Batch, RejectedLine, make_lines
from python_jobs.landing.tables.records import LONGEST_FIELD, LONGEST_LINE, TOO_LONG

LINES_OF_A_BATCH = 50_000
# A number with more zeros is none of a shop.
MOST_DIGITS = 30
# A column that comes for the first time behind so many lines is none of the header's.
LINES_OF_THE_HEADER = 10_000

OpenBytes = Callable[[], IO[bytes]]


def read_header(name: str, open_bytes: OpenBytes) -> list[str]:
    """The keys of the first objects, in their order.

    Raises InputError when there is none.
    """
    keys: dict[str, None] = {}
    for number, line in _lines(open_bytes):
        found = _parse(line)
        if isinstance(found, dict):
            keys |= dict.fromkeys(found)
        if number >= LINES_OF_THE_HEADER:
            break
    if not keys:
        raise InputError(
            f"{name} is not a table: none of its lines is a JSON object. Export it again."
        )
    return [shown(key, most=200) for key in keys]


def read_batches(open_bytes: OpenBytes, header: Sequence[str]) -> Iterator[Batch]:
    """The objects as records; what is none is set aside with the reason."""
    numbers: list[int] = []
    records: list[list[str]] = []
    rejected: list[RejectedLine] = []
    for number, line in _lines(open_bytes):
        found = _parse(line)
        record = found if isinstance(found, str) else [_text(found.get(key)) for key in header]
        if isinstance(record, list) and any(utf16_length(one) > LONGEST_FIELD for one in record):
            record = f"a field is longer than {LONGEST_FIELD:,} characters"
        if isinstance(record, str):
            rejected.append(RejectedLine(number, cut(line, LONGEST_FIELD), record))
        else:
            numbers.append(number)
            records.append(record)
        if len(numbers) + len(rejected) >= LINES_OF_A_BATCH:
            yield Batch(make_lines(numbers, records, len(header)), rejected)
            numbers, records, rejected = [], [], []
    if numbers or rejected:
        yield Batch(make_lines(numbers, records, len(header)), rejected)


def _lines(open_bytes: OpenBytes) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, each with its number from 1."""
    with io.TextIOWrapper(open_bytes(), encoding="utf-8-sig", newline="\n") as text:
        lines = iter(lambda: text.readline(LONGEST_LINE + 1), "")
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, line.rstrip("\r\n")


def _parse(line: str) -> dict[str, Any] | str:
    """The object of a line, or what is wrong with it."""
    if len(line) > LONGEST_LINE:
        return TOO_LONG
    try:
        found = json.loads(line, parse_float=_number, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        return "it is no JSON"
    return found if isinstance(found, dict) else "it is no object of JSON"


def _number(text: str) -> str:
    """A number with a point, without exponent and zeros at its end. 1.125 becomes 1.1250: as a number it has a single
    meaning, and as a text it would have two."""
    if "e" in text.lower():
        number = Decimal(text)
        if abs(number.adjusted()) > MOST_DIGITS:
            return text
        text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}0" if text[-4:-3] == "." else text


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, bool):
        return str(value).upper()
    return json.dumps(value, ensure_ascii=False)
