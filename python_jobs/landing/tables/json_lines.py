"""Records out of JSON: an object a line, or one array of objects. Numbers stay as they are written, and what an object
has inside another one is a column with both names (`customer.id`)."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

from python_jobs.core.errors import InputError, NotOrderLines
from python_jobs.core.wording import cut, shown, utf16_length
from python_jobs.landing.contents.encoding import encoding_by_mark
from python_jobs.landing.tables.batches import Batch, RejectedLine, make_lines
from python_jobs.landing.tables.records import LONGEST_FIELD, LONGEST_LINE, TOO_LONG

LINES_OF_A_BATCH = 50_000
# A number with more zeros is none of a shop.
MOST_DIGITS = 30
# A column that comes for the first time behind so many lines is none of the header's.
LINES_OF_THE_HEADER = 10_000
# An array is read at once: what is larger is written as JSON lines.
LONGEST_ARRAY = 1 << 28
# Objects in objects in objects are no order line.
MOST_DEPTH = 8
LIST_IN_LIST = "[]."

OpenBytes = Callable[[], IO[bytes]]


def read_header(name: str, open_bytes: OpenBytes) -> tuple[list[str], dict[str, list[str]]]:
    """The keys of the first objects, in their order, and those that hold lists of objects, with the keys of these. Of a list in
    the objects of a list both keys, parted by LIST_IN_LIST.

    Raises NotOrderLines when there is none.
    """
    keys: dict[str, None] = {}
    lists: dict[str, list[str]] = {}
    for number, found in _objects(name, open_bytes):
        if isinstance(found, dict):
            keys |= dict.fromkeys(found)
            lists |= _lists(found)
        if number >= LINES_OF_THE_HEADER:
            break
    if not keys:
        raise NotOrderLines(
            f"{name} is not a table: it has no line that is a JSON object, and is no array of them. Export it again.",
            [],
        )
    return [shown(key, most=200) for key in keys], lists


def _lists(found: dict[str, Any]) -> dict[str, list[str]]:
    lists = {}
    for key, value in found.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            inner = _flat(value[0])
            lists[key] = list(inner)
            lists |= {
                f"{key}{LIST_IN_LIST}{name}": list(one[0])
                for name, one in inner.items()
                if isinstance(one, list) and one and isinstance(one[0], dict)
            }
    return lists


def read_batches(name: str, open_bytes: OpenBytes, header: Sequence[str]) -> Iterator[Batch]:
    """The objects as records; what is none is set aside with the reason."""
    numbers: list[int] = []
    records: list[list[str]] = []
    rejected: list[RejectedLine] = []
    for number, found in _objects(name, open_bytes):
        record = found[0] if isinstance(found, tuple) else [_text(found.get(key)) for key in header]
        if isinstance(record, list) and any(utf16_length(one) > LONGEST_FIELD for one in record):
            record = f"a field is longer than {LONGEST_FIELD:,} characters"
        if isinstance(record, str):
            line = found[1] if isinstance(found, tuple) else json.dumps(found, ensure_ascii=False)
            rejected.append(RejectedLine(number, cut(line, LONGEST_FIELD), record))
        else:
            numbers.append(number)
            records.append(record)
        if len(numbers) + len(rejected) >= LINES_OF_A_BATCH:
            yield Batch(make_lines(numbers, records, len(header)), rejected)
            numbers, records, rejected = [], [], []
    if numbers or rejected:
        yield Batch(make_lines(numbers, records, len(header)), rejected)


def _opened(open_bytes: OpenBytes, newline: str | None = None) -> io.TextIOWrapper:
    """JSON is UTF-8, and what a shell of Windows redirects into a file has the mark of UTF-16."""
    encoding = encoding_by_mark(open_bytes) or "utf-8-sig"
    return io.TextIOWrapper(open_bytes(), encoding=encoding, newline=newline)


def is_array(open_bytes: OpenBytes) -> bool:
    """Whether the objects stand in an array, and not each on a line."""
    with _opened(open_bytes, newline="\n") as text:
        return text.read(1000).lstrip().startswith("[")


def _objects(
    name: str, open_bytes: OpenBytes
) -> Iterator[tuple[int, dict[str, Any] | tuple[str, str]]]:
    """The objects, each with its number from 1; for what is none, what is wrong with it and its text."""
    if is_array(open_bytes):
        yield from enumerate(_objects_of_array(name, open_bytes), start=1)
        return
    for number, line in _lines(open_bytes):
        found = _parse(line)
        if isinstance(found, str) and number == 1 and line.lstrip().startswith("{"):
            # One object over several lines.
            whole = _whole(open_bytes)
            if whole is not None:
                yield 1, whole
                return
        yield number, (found, line) if isinstance(found, str) else found


def _objects_of_array(
    name: str, open_bytes: OpenBytes
) -> Iterator[dict[str, Any] | tuple[str, str]]:
    with _opened(open_bytes) as text:
        content = text.read(LONGEST_ARRAY)
        if text.read(1):
            raise InputError(
                f"{name} is an array of more than {LONGEST_ARRAY >> 20} million characters. Write an object a line, for instance with  "
                "jq -c '.[]' orders.json > orders.jsonl"
            )
    try:
        found = json.loads(content, parse_float=_number, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise InputError(
            f"{name} is damaged or cut off: it is no JSON. Get the file again."
        ) from None
    for one in found:
        yield _flat(one) if isinstance(one, dict) else ("it is no object of JSON", _text(one))


def _whole(open_bytes: OpenBytes) -> dict[str, Any] | None:
    """The object that a text is as a whole; None where it is none."""
    with _opened(open_bytes) as text:
        content = text.read(LONGEST_ARRAY)
        if text.read(1):
            return None
    try:
        found = json.loads(content, parse_float=_number, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    return _flat(found) if isinstance(found, dict) else None


def _flat(found: dict[str, Any], depth: int = 0) -> dict[str, Any]:
    """An object without objects in it: their keys have both names."""
    if not any(isinstance(value, dict) for value in found.values()):
        return found
    flat: dict[str, Any] = {}
    for key, value in found.items():
        if isinstance(value, dict) and depth < MOST_DEPTH:
            inner = _flat(value, depth + 1)
            flat |= {f"{key}.{name}": one for name, one in inner.items()}
        else:
            flat[key] = value
    return flat


def _lines(open_bytes: OpenBytes) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, each with its number from 1."""
    with _opened(open_bytes, newline="\n") as text:
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
    return _flat(found) if isinstance(found, dict) else "it is no object of JSON"


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
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, bool):
        return str(value).upper()
    return json.dumps(value, ensure_ascii=False)
