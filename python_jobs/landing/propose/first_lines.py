"""The first lines of a file that no feed knows, under the names of its columns; where it has no header, by their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from python_jobs.core.errors import InputError
from python_jobs.landing.contents.find import Contents
from python_jobs.landing.feeds.feed import Feed, folded
from python_jobs.landing.feeds.names import count_known
from python_jobs.landing.lines.left_out import TOTAL_LABEL
from python_jobs.landing.propose.figures import Texts
from python_jobs.landing.tables.candidates import DELIMITERS
from python_jobs.landing.tables.find import Table, find_tables
from python_jobs.landing.values.dates import dates_among

# Lines that a proposal looks at.
LINES_TO_LOOK_AT = 2000
_NUMBER = re.compile("[+-]?\\d+(?:[.,]\\d+)?")
# A header of years has nothing but numbers; these are of lines.
_OF_A_LINE = re.compile("[+-]?\\d+[.,]\\d+")
# Amounts with a currency, and addresses: no column is called so.
_AMOUNT = re.compile(
    r"[+-]?[^\w\s]?\s?(?:[A-Z]{3}\s?)?\d[\d\s'’]*[.,]\d+\s?(?:[^\W\d_]{2,3}|[^\w\s])?"
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+[.]\w+")
_SURE_ONES = 3
_MOST_EXAMPLES = 3


@dataclass(frozen=True)
class FirstLines:
    """texts: column → its texts, line by line; has_header: False where the columns are `column 1`, `column 2`, …; delimiter: an unusual one,
    which a feed that names places has to say; is_json: whether the file is JSON; lines_in: the list of JSON in which the lines stand."""

    texts: dict[str, Texts]
    has_header: bool = True
    delimiter: str | None = None
    lines_in: str = ""
    is_json: bool = False

    @property
    def of_list(self) -> str:
        """What the names of the columns of lines begin with, where these stand in the lists of orders; '' where they do not."""
        keys = self.lines_in.split(".")
        starts = [f"{'.'.join(keys[at:])}." for at in range(len(keys))]
        start = next(
            (one for one in starts if any(name.startswith(one) for name in self.texts)), ""
        )
        inner = [
            name.removeprefix(start) for name in self.texts if start and name.startswith(start)
        ]
        # GraphQL puts each line into a `node` of its own.
        return start + ("node." if inner and all(one.startswith("node.") for one in inner) else "")

    def filled(self) -> dict[str, list[str]]:
        """Column → its texts, without empty ones."""
        return {
            column: [one for one in found if one and one.strip()]
            for column, found in self.texts.items()
        }

    def line(self, line: str) -> str:
        """A line among the columns of a feed, which names columns by their places where there is no header."""
        return line if self.has_header else re.sub(r"'?\bcolumn (\d+)\b'?", r"\1", line)

    def examples(self, line: str) -> str:
        """What the columns of a line hold, where nothing else tells a person which they are."""
        places = [] if self.has_header else re.findall(r"\bcolumn \d+\b", line)
        values = [
            one for place in places[:1] for one in dict.fromkeys(self.filled().get(place, ()))
        ]
        return f"for instance {', '.join(values[:_MOST_EXAMPLES])}" if values else ""


def first_lines(name: str, contents: Contents, encoding: str | None) -> FirstLines:
    """Those of the table whose names are known best: before it may stand one of a title."""
    # A column that no file has: by its place, or by a usual name, a title would be taken for the header.
    by_encoding = [Feed("proposed", {"invoice": ("\0",)}, encoding=encoding)] if encoding else []
    tables = find_tables(name, contents, by_encoding)
    table = max(tables, key=lambda one: count_known(one.header))
    has_header = not _is_a_line(table.header)
    delimiter = None
    if not has_header:
        found = table.form.get("delimiter", "")
        delimiter = found if found not in ("", *DELIMITERS) else None
        by_place = Feed(
            "proposed", {"invoice": (1,)}, encoding=encoding, header_row=0, delimiter=delimiter
        )
        at = tables.index(table)
        table = find_tables(name, contents, [by_place])[at]
    lines_in = table.form.get("lines in", "")
    is_json = table.form.get("kind") == "JSON"
    return FirstLines(_texts(name, table), has_header, delimiter, lines_in, is_json)


def _texts(name: str, table: Table) -> dict[str, Texts]:
    batch = next(table.read(), None)
    if batch is None or not batch.lines.num_rows:
        raise InputError(f"{name} has a header but no lines. Export it again.")
    lines = batch.lines.slice(0, LINES_TO_LOOK_AT)
    texts = {column: lines[str(at)].to_pylist() for at, column in enumerate(table.header) if column}
    names = tuple(texts)
    are_none = [_is_none(names, line) for line in zip(*texts.values(), strict=True)]
    if not any(are_none) or all(are_none):
        return texts
    return {
        column: [one for one, is_none in zip(found, are_none, strict=True) if not is_none]
        for column, found in texts.items()
    }


def _is_none(names: Sequence[str], line: Sequence[str | None]) -> bool:
    """Whether a line is none of an order: the header once more, as in files that were joined, or a total, most of which is empty. One
    such word among its dates would make a column no dates."""
    cells = [(one or "").strip() for one in line]
    filled = [one for one in cells if one]
    if 2 * len(filled) <= len(cells) and any(TOTAL_LABEL.fullmatch(one.lower()) for one in filled):
        return True
    return all(folded(name) == folded(one) for name, one in zip(names, cells, strict=True))


def _is_a_line(header: Sequence[str]) -> bool:
    """Whether the first line holds numbers and dates and no names: half of it, and some that no header has, or several of
    these."""
    names = [one.strip() for one in header if one.strip()]
    dates = dates_among(one for one in names if not _NUMBER.fullmatch(one))
    numbers = [one for one in names if _NUMBER.fullmatch(one)]
    sure = [one for one in names if _AMOUNT.fullmatch(one) or _ADDRESS.fullmatch(one)]
    is_of_lines = bool(dates) or any(map(_OF_A_LINE.fullmatch, names)) or bool(sure)
    is_twice = len(set(numbers)) < len(numbers)
    values = [one for one in names if one in dates or one in numbers or one in sure]
    is_most = 2 * len(values) >= len(names) or len(sure) >= _SURE_ONES
    return is_most and (is_of_lines or is_twice) and not count_known(header)
