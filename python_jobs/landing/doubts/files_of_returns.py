"""A file that is named for returns or credit notes, and whose lines are all sales."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.header_words import words_of
from python_jobs.landing.lines.kind_words import says_sale, says_taken_back
from python_jobs.landing.values.doubt import Doubt

_AND = frozenset(
    "and und et y e en i och og with mit avec con met incl including inkl plus all alle".split()
)


def find_file_of_returns(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed, name: str
) -> list[Doubt]:
    """The doubt about it, unless a minus somewhere shows that the file has signs."""
    if not _is_named_for_returns(name):
        return []
    amount = "coalesce(try_cast(line_amount as double), try_cast(price as double))"
    [(sales, others)] = connection.execute(
        f"""
        select
            count(*) filter (try_cast(quantity as double) > 0 and {amount} > 0),
            count(*) filter (try_cast(quantity as double) < 0 or {amount} < 0)
        from {lines_table}
        where feed = $1
        """,
        [form.feed.name],
    ).fetchall()
    if not sales or others:
        return []
    return [
        Doubt(
            "file_of_returns",
            f"the file is named for returns or credit notes, and {counted(sales, 'line')} of it {'counts as a sale' if sales == 1 else 'count as sales'}, "
            "for no quantity is negative",
            "",
            f"If they are returns, say so in the feed with the line  return_files: {_pattern(form, name)}  . If they are sales, say that with the "
            "line  known_doubts: [file_of_returns]",
        )
    ]


def _pattern(form: FormOfFeed, name: str) -> str:
    """The name of a file as that of all files like it: with any number, whatever was said before it."""
    one = re.sub("[0-9]+(?:[-_. ]*[0-9]+)*", "*", PurePosixPath(name.replace("\\", "/")).name)
    both = [scalar(shown(each)) for each in (*form.feed.return_files, one)]
    return both[0] if len(both) == 1 else f"[{', '.join(both)}]"


def _is_named_for_returns(name: str) -> bool:
    """Whether a file is named so: `credit_notes.csv`, and neither `orders_and_returns.csv` nor `orders_returns.csv`."""
    stem = PurePosixPath(name.replace("\\", "/")).name.split(".")[0]
    words = words_of(re.sub("[0-9]+", " ", stem)).split()
    if not says_taken_back(" ".join(words)) or not _AND.isdisjoint(words):
        return False
    taken_back = [at for at, word in enumerate(words) if says_taken_back(word)]
    sales = [at for at, word in enumerate(words) if says_sale(word) and word != "sales"]
    return not (taken_back and sales and sales[0] < taken_back[0])
