"""Lines that a column beside those that are read tells to be returns, and that count as sales all the same."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.parts import part_doubt
from python_jobs.landing.doubts.unread import has_column, header_of, lines_where
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.returns_beside import (
    MINUS,
    SIGNS,
    WORDS_OF_MINUS,
    WORDS_OF_PLUS,
)
from python_jobs.landing.lines.seen_columns import FILLED_COLUMNS, INCOMING_COLUMN, SIGN_COLUMN
from python_jobs.landing.lines.yes_no import NO
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal

# What a column of returns says of lines that are none.
_NONE = (*NO, "0000-00-00", "0000-00-00 00:00:00")
_IS_SALE = "try_cast(quantity as double) > 0 and coalesce(try_cast(price as double), 0) >= 0"
_IS_RETURN = "(try_cast(quantity as double) < 0 or try_cast(price as double) < 0 or try_cast(line_amount as double) < 0)"


def find_returns_beside(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about them."""
    doubts = []
    for column in FILLED_COLUMNS:
        doubts += _filled(connection, lines_table, form, column)
    return [
        *doubts[:1],
        *_signs(connection, lines_table, form),
        *_incoming(connection, lines_table, form),
    ]


def _filled(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed, column: str
) -> list[Doubt]:
    """Sales on which such a column says something, where it says nothing of most, and returns do not stand beside them as lines of their own."""
    if not has_column(form, column):
        return []
    text = f"coalesce(trim({column}), '')"
    is_filled = f"lower({text}) not in ({', '.join(map(literal, sorted(_NONE)))}) and {text} is distinct from trim(invoice)"
    [(filled, empty, returns, example, nones)] = connection.execute(
        f"""
        select
            count(*) filter ({_IS_SALE} and {is_filled}),
            count(*) filter ({_IS_SALE} and not ({is_filled})),
            count(*) filter ({_IS_RETURN}),
            min({text}) filter ({_IS_SALE} and {is_filled}),
            list(distinct {text}) filter (not ({is_filled}))
        from {lines_table}
        where feed = $1
        """,
        [form.feed.name],
    ).fetchall()
    if not filled or filled > empty or returns >= filled:
        return []
    return [filled_doubt(header_of(form, column), int(filled), str(example), sorted(nones))]


def filled_doubt(header: str, filled: int, example: str, nones: list[str]) -> Doubt:
    """What is said of such a column. nones: what it says of the other lines."""
    listed = ", ".join(scalar(one) for one in nones[:5])
    return Doubt(
        "lines_marked",
        f"the column '{header}' says something of {counted(filled, 'line')} alone, and {'it counts as a sale' if filled == 1 else 'they count as sales'}",
        example,
        f"If they came back, leave them out with the line  keep: {{{scalar(header)}: [{listed}]}}  in the feed, or export returns with a "
        "negative quantity.",
    )


def _signs(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Sales with a minus in a column of signs, where most have none."""
    column = f"lower(coalesce(trim({SIGN_COLUMN}), ''))"
    listed = ", ".join(map(literal, (*MINUS, *WORDS_OF_MINUS)))
    count, example = lines_where(
        connection, lines_table, form, SIGN_COLUMN, f"{_IS_SALE} and {column} in ({listed})"
    )
    signs = ", ".join(map(literal, sorted((*SIGNS, *WORDS_OF_MINUS, *WORDS_OF_PLUS))))
    others, _ = lines_where(
        connection, lines_table, form, SIGN_COLUMN, f"{_IS_SALE} and {column} not in ({listed})"
    )
    unknown, _ = lines_where(
        connection, lines_table, form, SIGN_COLUMN, f"{column} not in ('', {signs})"
    )
    if not count or count > others or unknown:
        return []
    header = header_of(form, SIGN_COLUMN)
    return [
        Doubt(
            "lines_marked",
            f"the column '{header}' has '{shown(example)}' on {counted(count, 'line')}, and {'it counts as a sale' if count == 1 else 'they count as sales'}",
            example,
            f"If the minus makes a return, export it at the quantity, or leave these lines out with the line  drop: {{{scalar(header)}: "
            f"[{scalar(example)}]}}  in the feed.",
        )
    ]


def _incoming(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Pieces that came in, beside the column of those that went out; lines of their own have none that went out."""
    is_number = f"try_cast(replace(trim({INCOMING_COLUMN}), ',', '.') as double) > 0"
    count, example = lines_where(
        connection,
        lines_table,
        form,
        INCOMING_COLUMN,
        f"try_cast(quantity as double) >= 0 and {is_number}",
    )
    return [part_doubt(header_of(form, INCOMING_COLUMN), count, example)] if count else []
