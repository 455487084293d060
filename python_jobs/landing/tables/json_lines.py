"""Records out of JSON: an object a line of the text, one array of objects, or one object. Numbers stay as they are written,
and what an object has inside another one is a column with both names (`customer.id`)."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from itertools import chain, islice
from typing import IO, Any

from python_jobs.core.errors import InputError, NotOrderLines
from python_jobs.core.wording import cut, utf16_length
from python_jobs.landing.contents.encoding import encoding_by_mark
from python_jobs.landing.contents.other_kinds import refuse_other_kinds
from python_jobs.landing.tables.batches import Batch, RejectedLine, make_lines
from python_jobs.landing.tables.json_forms import objects_of_list, objects_of_object
from python_jobs.landing.tables.json_lists import IS_NO_OBJECT, Keys, Place, flat, lines_of
from python_jobs.landing.tables.records import LONGEST_FIELD, LONGEST_LINE, TOO_LONG

LINES_OF_A_BATCH = 50_000
# A number with more zeros is none of a shop.
MOST_DIGITS = 30
# A column that comes for the first time behind so many lines is none of the header's.
LINES_OF_THE_HEADER = 10_000
# An array is read at once: what is larger is written as JSON lines.
LONGEST_ARRAY = 1 << 28

OpenBytes = Callable[[], IO[bytes]]


def find_keys(name: str, open_bytes: OpenBytes) -> Keys:
    """The keys of the first objects, which say where lines may be.

    Raises NotOrderLines when there is none.
    """
    with open_bytes() as file:
        start = file.read(1024)
    refuse_other_kinds(name, start)
    if start.lstrip().startswith(b"<"):
        raise NotOrderLines(
            f"{name} is a web page or XML, and no JSON. Is it the page of a shop that asks to sign in? Export the orders again.",
            [],
        )
    try:
        keys, is_empty = _first_keys(name, open_bytes)
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise InputError(
            f"{name} is no UTF-8 (byte 0x{byte:02x}), in which JSON is written. Have the program write it as UTF-8, or get the file again."
        ) from None
    if is_empty:
        raise NotOrderLines(
            f"{name} is not a table: it has no line that is a JSON object, and is no array of them. Export it again.",
            [],
        )
    return keys


def _first_keys(name: str, open_bytes: OpenBytes) -> tuple[Keys, bool]:
    """The keys of the first objects, and whether there is none."""
    keys = Keys()
    is_empty = True
    for number, found in enumerate(_objects(name, open_bytes), start=1):
        if isinstance(found, dict):
            keys.add(found)
            is_empty = False
        if number >= LINES_OF_THE_HEADER:
            break
    return keys, is_empty


def read_batches(
    name: str, open_bytes: OpenBytes, place: Place, see: Callable[[dict[str, Any]], None]
) -> Iterator[Batch]:
    """The lines as records; what is none is set aside with the reason. see: is shown each object of the file."""
    numbers: list[int] = []
    records: list[list[str]] = []
    rejected: list[RejectedLine] = []
    width = len(place.header)
    for number, (found, text) in enumerate(_lines_at(name, open_bytes, place, see), start=1):
        record = (
            found if isinstance(found, str) else [_text(found.get(key)) for key in place.header]
        )
        if isinstance(record, list) and any(utf16_length(one) > LONGEST_FIELD for one in record):
            record = f"a field is longer than {LONGEST_FIELD:,} characters"
        if isinstance(record, str):
            rejected.append(RejectedLine(number, cut(text(), LONGEST_FIELD), record))
        else:
            numbers.append(number)
            records.append(record)
        if len(numbers) + len(rejected) >= LINES_OF_A_BATCH:
            yield Batch(make_lines(numbers, records, width), rejected)
            numbers, records, rejected = [], [], []
    if numbers or rejected:
        yield Batch(make_lines(numbers, records, width), rejected)


def _lines_at(
    name: str, open_bytes: OpenBytes, place: Place, see: Callable[[dict[str, Any]], None]
) -> Iterator[tuple[dict[str, Any] | str, Callable[[], str]]]:
    """The lines, or what is wrong with one, each with a way to its text."""
    for found in _objects(name, open_bytes):
        if isinstance(found, tuple):
            reason, line = found
            yield reason, partial(str, line)
        else:
            see(found)
            for one in lines_of(found, place):
                shown_object = found if isinstance(one, str) else one
                yield one, partial(json.dumps, shown_object, ensure_ascii=False)


def _opened(open_bytes: OpenBytes, newline: str | None = None) -> io.TextIOWrapper:
    """JSON is UTF-8, and what a shell of Windows redirects into a file has the mark of UTF-16."""
    encoding = encoding_by_mark(open_bytes) or "utf-8-sig"
    return io.TextIOWrapper(open_bytes(), encoding=encoding, newline=newline)


def _is_array(open_bytes: OpenBytes) -> bool:
    """Whether the objects stand in an array, and not each on a line."""
    with _opened(open_bytes, newline="\n") as text:
        return text.read(1000).lstrip().startswith("[")


def _objects(name: str, open_bytes: OpenBytes) -> Iterator[dict[str, Any] | tuple[str, str]]:
    """The objects; for what is none, what is wrong with it and its text."""
    if _is_array(open_bytes):
        yield from _objects_of_array(name, open_bytes)
        return
    lines = _lines(open_bytes)
    first = list(islice(lines, 2))
    if first and first[0].lstrip().startswith("{"):
        # One object, on one line or over several.
        is_whole = len(first) == 1 or isinstance(_parse(first[0]), str)
        whole = _whole(open_bytes) if is_whole else None
        if whole is not None:
            yield from _flat_ones(objects_of_object(name, whole))
            return
    for line in chain(first, lines):
        found = _parse(line)
        yield (found, line) if isinstance(found, str) else found


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
        found = _loads(content)
    except ValueError:
        raise InputError(
            f"{name} is damaged or cut off: it is no JSON. Get the file again."
        ) from None
    yield from _flat_ones(objects_of_list(name, found))


def _flat_ones(found: Iterable[Any]) -> Iterator[dict[str, Any] | tuple[str, str]]:
    for one in found:
        yield flat(one) if isinstance(one, dict) else (IS_NO_OBJECT, json.dumps(one))


def _whole(open_bytes: OpenBytes) -> dict[str, Any] | None:
    """The object that a text is as a whole; None where it is none."""
    with _opened(open_bytes) as text:
        content = text.read(LONGEST_ARRAY)
        if text.read(1):
            return None
    try:
        found = _loads(content)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _lines(open_bytes: OpenBytes) -> Iterator[str]:
    """The lines that are not blank."""
    with _opened(open_bytes, newline="\n") as text:
        lines = iter(lambda: text.readline(LONGEST_LINE + 1), "")
        for line in lines:
            if line.strip():
                yield line.rstrip("\r\n")


def _parse(line: str) -> dict[str, Any] | str:
    """The object of a line, or what is wrong with it."""
    if len(line) > LONGEST_LINE:
        return TOO_LONG
    try:
        found = _loads(line)
    except ValueError:
        return "it is no JSON"
    return flat(found) if isinstance(found, dict) else IS_NO_OBJECT


def _loads(text: str) -> Any:
    """What a text says, with numbers as they are written. Raises ValueError when it is no JSON, or goes deeper than Python reads."""
    try:
        return json.loads(text, parse_float=_number, parse_int=str, parse_constant=str)
    except RecursionError:
        raise ValueError("too deep") from None


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
