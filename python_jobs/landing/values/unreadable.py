"""Values that say something and cannot be read, and lines that say nothing where they must: neither is lost without a
word. Such lines are landed as they stand and do not count."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.values.days import FIRST_YEAR, LAST_YEAR
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.moments import STRICT_ISO
from python_jobs.landing.values.nothing import says_nothing
from python_jobs.landing.values.text import literal

NUMBER = literal("[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)")
# A smaller share of the lines are slips of the keyboard: they stand among the excluded lines with their reason.
FEW = 0.001
# What the warehouse keeps of a number, and the share of its value that rounding to it may take away.
PLACES = 4
MOST_LOST = "0.001"
_IS_DAY = (
    f"regexp_full_match(text, {STRICT_ISO}) and try_cast(left(text, 10) as date) is not null "
    f"and left(text, 4) between '{FIRST_YEAR}' and '{LAST_YEAR}'"
)
_IS_NUMBER = f"regexp_full_match(text, {NUMBER})"
# What helps against numbers that are too fine.
_OTHER_AMOUNT = "Export the amount of each line too and name its column in the feed (the line  line_amount:), which is then the revenue."
_SMALLER_UNIT = (
    "Multiply the column on all lines of the export by the same number, such as 1,000: all amounts are so many times as large then.",
    "Export the column in a smaller unit, such as grams in place of tons, on all lines.",
)


def unreadable_doubts(
    connection: duckdb.DuckDBPyConnection,
    lines: str,
    columns: Mapping[str, tuple[str, str]],
    shown_as: Mapping[str, str],
    may_be_empty: Collection[str] = (),
) -> list[Doubt]:
    """What of the columns that every line needs is missing, cannot be read, or is finer than the warehouse keeps.

    columns: field → (kind of its meanings, SQL of its text in lines), of invoice, stock_code, invoice_date and the numbers of a line;
    shown_as: field → what the file calls it; may_be_empty: those in which nothing means nothing. The tables seen (kind, text, line_count) and meanings (kind, text, meaning) hold every text.
    """
    doubts = []
    missing = _count_missing(connection, lines, columns, may_be_empty)
    for field, (kind, text) in columns.items():
        column = shown_as[field]
        if field in missing:
            doubts += _missing(
                connection,
                lines,
                columns,
                _is_told_of(columns, field, may_be_empty),
                field,
                column,
                missing[field],
            )
        if field in ("invoice", "stock_code"):
            continue
        readable, option = (
            (_IS_DAY, "date_format:")
            if field == "invoice_date"
            else (_IS_NUMBER, f"{field}:  and  decimal:")
        )
        says_none = f"and not {says_nothing('text')} " if field in may_be_empty else ""
        bad = (
            "select raw from (select distinct text as raw, trim(text) as text from seen "
            f"where kind = '{kind}') as texts where text <> '' and not ({readable}) {says_none}"
            f"and not exists (select 1 from meanings where meanings.kind = '{kind}' and meanings.text = raw)"
        )
        count, example = _lines_with(connection, lines, text, bad)
        if count:
            doubts.append(
                Doubt(
                    "unreadable_values",
                    f"{counted(count, 'line')} cannot be read in the column '{column}' and "
                    f"{'does' if count == 1 else 'do'} not count",
                    example,
                    f"Correct the value, or say in the feed how it is written (the {'line' if field == 'invoice_date' else 'lines'}  {option}).",
                )
            )
        if field != "invoice_date":
            # Where the amounts are read, or each line is one piece, there is no other amount to export.
            has_other = field == "price" and "quantity" in columns and "line_amount" not in columns
            remedy = _OTHER_AMOUNT if has_other else _SMALLER_UNIT[field == "quantity"]
            doubts += _too_fine(connection, lines, kind, text, column, remedy)
    return doubts


def _is_missing(columns: Mapping[str, tuple[str, str]], field: str) -> str:
    kind, text = columns[field]
    nothing = f"select text from meanings where kind = '{kind}' and meaning is null"
    return f"(coalesce(trim({text}), '') = '' or {text} in ({nothing}))"


def _is_told_of(
    columns: Mapping[str, tuple[str, str]], field: str, may_be_empty: Collection[str]
) -> str:
    """SQL of the lines that the doubt about a field is about: one that lacks more than its code does not count, and is no sale."""
    others = [one for one in columns if one not in may_be_empty and one != field]
    lacks = [_is_missing(columns, one) for one in others] if field == "stock_code" else []
    return " and not ".join([_is_missing(columns, field), *lacks])


def _count_missing(
    connection: duckdb.DuckDBPyConnection,
    lines: str,
    columns: Mapping[str, tuple[str, str]],
    may_be_empty: Collection[str],
) -> dict[str, tuple[int, int, int]]:
    """Field → how many lines have nothing in it, of how many, and the first of them; one look at the lines for all."""
    fields = [one for one in columns if one not in may_be_empty]
    counts = ", ".join(
        f"count(*) filter ({is_missing}), min(source_row) filter ({is_missing})"
        for is_missing in (_is_told_of(columns, one, may_be_empty) for one in fields)
    )
    [(of, *found)] = connection.execute(f"select count(*), {counts} from {lines}").fetchall()
    return {
        one: (count, of, row)
        for one, count, row in zip(fields, found[::2], found[1::2], strict=True)
    }


def _missing(
    connection: duckdb.DuckDBPyConnection,
    lines: str,
    columns: Mapping[str, tuple[str, str]],
    is_missing: str,
    field: str,
    column: str,
    counted_lines: tuple[int, int, int],
) -> list[Doubt]:
    count, of, row = counted_lines
    is_few = count <= FEW * of
    if not count or (is_few and field != "stock_code"):
        return []
    # A line of no article may be a total in words that nobody knows here: a single one doubles the revenue.
    if is_few and _share_of_amounts(connection, lines, columns, is_missing) <= FEW:
        return []
    sentence = f"{count:,} of {counted(of, 'line')} {'has' if count == 1 else 'have'} nothing in the column '{column}' and "
    if field == "stock_code":
        what = "is the sale of no article" if count == 1 else "are sales of no article"
        remedy = "Where another column tells the articles apart, such as their names, take that one as  stock_code:."
        return [Doubt("lines_without_a_code", sentence + what, f"line {row}", remedy)]
    # Of several columns each may be the one that is empty.
    line = "a line  drop:" if " and " in column else f"the line  drop: {{{scalar(column)}: ['']}}"
    remedy = f"Export the column in full, or leave such lines out with {line}  in the feed."
    what = f"{'does' if count == 1 else 'do'} not count"
    return [Doubt("missing_values", sentence + what, f"line {row}", remedy)]


def _share_of_amounts(
    connection: duckdb.DuckDBPyConnection,
    lines: str,
    columns: Mapping[str, tuple[str, str]],
    condition: str,
) -> float:
    """Which share of all amounts stands on the lines for which a condition holds."""
    kinds = {one: columns[one] for one in ("quantity", "price", "line_amount") if one in columns}
    factors = " * ".join(
        f"coalesce(try_cast(of_{one}.meaning as double), try_cast(trim({text}) as double), 0)"
        for one, (_, text) in kinds.items()
        if one != "quantity" or "line_amount" not in kinds
    )
    joins = " ".join(
        f"left join (select text, meaning from meanings where kind = '{kind}') as of_{one} on of_{one}.text = {text}"
        for one, (kind, text) in kinds.items()
    )
    [(found,)] = connection.execute(
        f"select sum(abs({factors})) filter ({condition}) / nullif(sum(abs({factors})), 0) from {lines} {joins}"
    ).fetchall()
    return float(found or 0)


def _too_fine(
    connection: duckdb.DuckDBPyConnection,
    lines: str,
    kind: str,
    text: str,
    column: str,
    remedy: str,
) -> list[Doubt]:
    """Prices such as 0.00012: with four decimals they would be another number."""
    fine = f"""
        select raw from (
            select text as raw, try_cast(coalesce(meaning, trim(text)) as double) as number
            from (select distinct text from seen where kind = '{kind}') as texts
            left join (select text, meaning from meanings where kind = '{kind}') as read using (text)
        )
        where number <> 0 and abs(round(number, {PLACES}) - number) > {MOST_LOST} * abs(number)
    """
    count, example = _lines_with(connection, lines, text, fine)
    if not count:
        return []
    return [
        Doubt(
            "too_many_decimals",
            f"{counted(count, 'line')} {'has' if count == 1 else 'have'} more than {PLACES} decimals in the column '{column}', and "
            "rounding changes the number",
            example,
            remedy,
        )
    ]


def _lines_with(
    connection: duckdb.DuckDBPyConnection, lines: str, text: str, texts: str
) -> tuple[int, str]:
    """How many lines have one of the texts (0 where they are few), and the first of these by its characters."""
    [(any_text,)] = connection.execute(f"select min(raw) from ({texts})").fetchall()
    if any_text is None:
        return 0, ""
    [(count, example, of)] = connection.execute(
        f"select count(*) filter ({text} in ({texts})), min({text}) filter ({text} in ({texts})), count(*) from {lines}"
    ).fetchall()
    return (int(count), str(example)) if count > FEW * of else (0, "")
