"""Orders whose numbers begin or end as those of credit notes do, beside others that do not, and that count as sales all the same."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.kind_words import (
    is_mark_of_credit_notes,
    is_mark_of_sales,
    may_be_mark_of_credit_notes,
    says_taken_back,
)
from python_jobs.landing.values.doubt import Doubt

# Letters before and after the digits of a number. Documents have no letters among the digits of their numbers.
_NUMBER = "^([[:alpha:]]*)[-_/ .#:]*[0-9][-_/ .0-9]*?[-_/ .]*([[:alpha:]]*)$"
# So many kinds of numbers, and nearly all orders with one of them.
_MOST_KINDS, _NEARLY_ALL = 6, 0.9
# Of fewer lines a customer may have bought the same once more.
_FEWEST_LINES = 3


def find_numbers_of_returns(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about the first such mark."""
    if len(form.feed.columns.get("invoice", ())) != 1:
        return []
    known = [one for one in (form.feed.cancellation_prefix, form.feed.adjustment_prefix) if one]
    is_known = "".join(
        f" and not starts_with(upper(trim(invoice)), ${at})" for at in range(3, len(known) + 3)
    )
    counts = connection.execute(
        f"""
        select upper(mark.head), upper(mark.tail), mark.head is not null, count(*), sum(lines), min(number)
        from (
            select
                number,
                lines,
                case when regexp_matches(number, $2) then regexp_extract(number, $2, ['head', 'tail']) end as mark
            from (
                select trim(invoice) as number, count(*) as lines
                from {lines_table}
                where feed = $1 and invoice is not null and try_cast(quantity as double) > 0
                    and coalesce(try_cast(price as double), 0) >= 0{is_known}
                group by number
            )
        )
        group by all
        order by 4 desc, 1, 2
        limit 200
        """,
        [form.feed.name, _NUMBER, *known],
    ).fetchall()
    told = [one for one in counts if one[2]]
    orders = sum(int(one[3]) for one in counts)
    if not 2 <= len(told) <= _MOST_KINDS or sum(int(one[3]) for one in told) < _NEARLY_ALL * orders:
        return []
    for at, name in ((0, "begin"), (1, "end")):
        marks = {str(one[at]) for one in told}
        odd = {mark for mark in marks if _is_of_returns(mark, marks, is_end=at == 1)}
        if not odd and name == "begin":
            odd = {
                mark
                for mark in marks
                if _may_be_of_returns(mark, marks)
                and _are_sold_before(connection, lines_table, form, mark)
            }
        lines = sum(int(one[4]) for one in told if one[at] in odd)
        if not odd or 2 * sum(int(one[3]) for one in told if one[at] in odd) >= orders:
            continue
        example = min(str(one[5]) for one in told if one[at] in odd)
        return [_doubt(form, sorted(odd), name, lines, example)]
    return []


def _is_of_returns(mark: str, marks: set[str], is_end: bool) -> bool:
    """Whether letters are those of credit notes. CN is China as well, and R may be anything: the other numbers tell."""
    if not mark:
        return False
    if says_taken_back(mark):
        return True
    others = marks - {mark}
    if is_end:
        return others == {""} and (mark == "R" or is_mark_of_credit_notes(mark))
    return is_mark_of_credit_notes(mark) and all(
        not one or is_mark_of_sales(one) or is_mark_of_credit_notes(one) for one in others
    )


def _may_be_of_returns(mark: str, marks: set[str]) -> bool:
    """Whether letters may be those of credit notes, beside numbers without letters or with those of sales."""
    return may_be_mark_of_credit_notes(mark) and all(
        not one or is_mark_of_sales(one) or may_be_mark_of_credit_notes(one) for one in marks
    )


def _are_sold_before(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed, mark: str
) -> bool:
    """Whether nearly all lines of such numbers are those of other orders once more: the customer, the article, the pieces and the price."""
    if not {"customer_id", "stock_code"} <= set(form.feed.columns):
        return False
    is_marked = "regexp_matches(upper(trim(invoice)), $2)"
    fields = "customer_id, stock_code, quantity, price, line_amount"
    pairs = " and ".join(
        f"coalesce(lines.{one}, '') = coalesce(others.{one}, '')" for one in fields.split(", ")
    )
    [(count, again)] = connection.execute(
        f"""
        with lines as (
            select {fields}, {is_marked} as is_marked
            from {lines_table}
            where feed = $1 and invoice is not null and try_cast(quantity as double) > 0
        ),
        others as (select distinct {fields} from lines where not is_marked and trim(customer_id) <> '')
        select count(*), count(others.customer_id)
        from lines
        left join others on {pairs}
        where lines.is_marked
        """,
        [form.feed.name, f"^{mark}[-_/ .#:]*[0-9]"],
    ).fetchall()
    return bool(count >= _FEWEST_LINES and again >= _NEARLY_ALL * count)


def _doubt(form: FormOfFeed, marks: list[str], place: str, lines: int, example: str) -> Doubt:
    column = shown(form.feed.shown_column("invoice"))
    listed = " or ".join(f"'{shown(mark)}'" for mark in marks)
    said = form.feed.return_prefix if place == "begin" else form.feed.return_suffix
    both = [*said, *marks]
    which = scalar(both[0]) if len(both) == 1 else f"[{', '.join(map(scalar, both))}]"
    return Doubt(
        "orders_that_may_be_no_sales",
        f"numbers in the column '{column}' {place} with {listed}, as those of credit notes do, and {counted(lines, 'line')} of them "
        f"{'counts as a sale' if lines == 1 else 'count as sales'}",
        example,
        f"If they are returns, say so in the feed with the line  return_{'prefix' if place == 'begin' else 'suffix'}: {which}",
    )
