"""What an order says once for all of its lines."""

from __future__ import annotations

import duckdb

from python_jobs.landing.lines.seen_columns import OF_A_LINE

# Some exports write these on an order's first line alone (Shopify's), or merge them over its lines.
FIELDS_OF_AN_ORDER = ("invoice_date", "invoice_time", "customer_id", "country", "currency")


def fill_orders(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> list[str]:
    """Fill what stands on the first line of each order alone into its other lines; the columns filled.

    A column is written so when no order of several lines has it on another line than its first: where some
    order has it on two lines, a line without it means what it says. An order's lines stand together, and the same
    number elsewhere is another order, but where the lines were sorted by something else: each number has one day then, on one line.
    """
    if "invoice" not in columns:
        return []
    # a discount on the first line is one of the order, and no line has it again
    candidates = [
        one
        for one in columns
        if one in FIELDS_OF_AN_ORDER
        or (one.startswith(("filter_", "seen_")) and one not in OF_A_LINE)
    ]
    gappy = _with_gaps(connection, table, candidates)
    if not gappy:
        return []
    keys = [
        one
        for one in columns
        if one == "invoice" or (one.startswith("invoice_") and one[8:].isdigit())
    ]
    starts = " or ".join(
        f"{key} is distinct from lag({key}) over (order by source_row)" for key in keys
    )
    are_sorted = "invoice_date" in gappy and _are_sorted_otherwise(connection, table, keys, starts)
    if are_sorted:
        orders = f"""
            select
                source_row,
                case when coalesce(trim(invoice), '') = '' then source_row
                else min(source_row) over (partition by {", ".join(keys)}) end as order_number
            from {table}
        """
    else:
        orders = f"""
            select source_row, sum(starts) over (order by source_row) as order_number
            from (select source_row, cast({starts} as int) as starts from {table})
        """
    connection.execute(f"create or replace temp table orders_of_lines as {orders}")
    filled = []
    for one in gappy:
        value = f"nullif(trim({one}), '')"
        connection.execute(
            f"""
            create or replace temp table values_of_orders as
            select order_number,
                count(*) as lines,
                count({value}) as with_value,
                min({value}) as value,
                arg_min({value} is not null, lines.source_row) as starts_with_value
            from {table} as lines
            inner join orders_of_lines on orders_of_lines.source_row = lines.source_row
            group by order_number
            having count(*) > 1
            """
        )
        [(written_so, otherwise, several)] = connection.execute(
            """
            select
                count(*) filter (with_value = 1 and starts_with_value),
                count(*) filter (with_value > 1 or with_value = 1 and not starts_with_value),
                count(*) filter (with_value > 1)
            from values_of_orders
            """
        ).fetchall()
        if (written_so and not otherwise) or (are_sorted and not several):
            connection.execute(
                f"""
                update {table} set {one} = values_of_orders.value
                from orders_of_lines, values_of_orders
                where orders_of_lines.source_row = {table}.source_row
                    and values_of_orders.order_number = orders_of_lines.order_number
                    and nullif(trim({table}.{one}), '') is null
                """
            )
            filled.append(one)
    return filled


def _are_sorted_otherwise(
    connection: duckdb.DuckDBPyConnection, table: str, keys: list[str], starts: str
) -> bool:
    """Whether lines of orders stand apart from one another, and each order's day on one of its lines alone."""
    of_order = ", ".join(keys)
    day = "nullif(trim(invoice_date), '')"
    [(orders, most_days, least_days)] = connection.execute(
        f"select count(*), max(days), min(days) from (select count({day}) as days from {table} "
        f"where coalesce(trim(invoice), '') <> '' group by {of_order})"
    ).fetchall()
    if (most_days, least_days) != (1, 1):
        return False
    [(groups,)] = connection.execute(
        f"select count(*) filter (starts) from (select invoice, {starts} as starts from {table}) "
        "where coalesce(trim(invoice), '') <> ''"
    ).fetchall()
    return bool(groups > orders)


def fill_numbers(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> int:
    """Give lines without an order's number that of the line above, and say how many of them may be orders of their own.

    A cell that was merged over an order's lines leaves the others empty. Lines with a code are meant, and only where none of
    them says anything else of its order than the line with the number does: where one does, none is filled. Where all of an order stands on its first line alone
    (its number, its day, who bought) none of them may be another order: it would have a day.
    """
    blank = "coalesce(trim(invoice), '') = '' and coalesce(trim(stock_code), '') <> ''"
    if (
        "invoice_2" in columns
        or not connection.execute(f"select 1 from {table} where {blank} limit 1").fetchall()
    ):
        return 0
    fields = [one for one in FIELDS_OF_AN_ORDER if one in columns]
    heads = ", ".join(f"head.{one} as head_{one}" for one in ("invoice", *fields))
    connection.execute(
        f"""
        create or replace temp table lines_without_number as
        with placed as (
            select *, max(case when coalesce(trim(invoice), '') <> '' then source_row end) over (
                order by source_row rows between unbounded preceding and current row
            ) as head_row
            from {table}
        )
        select placed.*, {heads}
        from placed
        left join {table} as head on head.source_row = placed.head_row
        where coalesce(trim(placed.invoice), '') = '' and coalesce(trim(placed.stock_code), '') <> ''
        """
    )
    differs = " or ".join(
        f"(coalesce(trim({one}), '') <> '' and trim({one}) is distinct from trim(head_{one}))"
        for one in fields
    )
    [(count, odd)] = connection.execute(
        f"select count(*), count(*) filter (head_invoice is null or {differs}) from lines_without_number"
    ).fetchall()
    if odd:
        return 0
    is_grouped = _only_first_lines_have(connection, table, fields)
    connection.execute(
        f"update {table} set invoice = lines_without_number.head_invoice from lines_without_number "
        f"where lines_without_number.source_row = {table}.source_row"
    )
    return 0 if is_grouped else int(count)


def _only_first_lines_have(
    connection: duckdb.DuckDBPyConnection, table: str, fields: list[str]
) -> bool:
    """Whether no number stands on two lines, a day on each line with a number, and nothing of an order on those without one."""
    said = " and ".join(f"coalesce(trim({one}), '') = ''" for one in fields)
    [(repeated, without_day)] = connection.execute(
        f"select count(trim(invoice)) - count(distinct trim(invoice)), count(*) filter (coalesce(trim(invoice_date), '') = '') "
        f"from {table} where coalesce(trim(invoice), '') <> ''"
    ).fetchall()
    [(with_more,)] = connection.execute(
        f"select count(*) filter (not ({said})) from lines_without_number"
    ).fetchall()
    return "invoice_date" in fields and not (repeated or without_day or with_more)


def _with_gaps(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> list[str]:
    """The columns that some order has on one line and not on another; a quick look at whole numbers."""
    if not columns:
        return []
    gaps = ", ".join(
        f"count(nullif(trim({one}), '')) between 1 and count(*) - 1 as gap_{at}"
        for at, one in enumerate(columns)
    )
    found = ", ".join(f"coalesce(bool_or(gap_{at}), false)" for at in range(len(columns)))
    [gappy] = connection.execute(
        f"select {found} from (select {gaps} from {table} group by invoice)"
    ).fetchall()
    return [one for one, is_gappy in zip(columns, gappy, strict=True) if is_gappy]
