"""Every doubt about the lines of a file that its values do not show by themselves."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import shown
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.scratch import Gathered

# Orders of which more than this share stand on several days are numbered anew, say, every morning.
DOUBTFUL_SHARE = 0.05
# How a shop says that an order is no sale (any more).
NO_SALE = (
    "%cancel%",
    "%fail%",
    "%refund%",
    "%void%",
    "%reject%",
    "%declin%",
    "%pending%",
    "%unpaid%",
    "%draft%",
    "%hold%",
    "%trash%",
    "%return%",
    "%stornier%",
    "%annul%",
    "%rembours%",
    "%abgebrochen%",
    "%fehlgeschlagen%",
    "%geannuleerd%",
    "%zwr%",
)


def find_doubts(connection: duckdb.DuckDBPyConnection, gathered: Gathered) -> list[str]:
    """What is odd about a file's lines, as sentences that say what to do."""
    doubts = list(gathered.doubts)
    for form in gathered.forms:
        doubts += _status(connection, gathered.lines_table, form)
        doubts += _orders(connection, gathered.lines_table, form)
    return doubts


def _status(connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed) -> list[str]:
    """Orders that a column calls cancelled, failed or the like, and that count all the same."""
    if form.selection is None or form.selection.positions.get("seen_status") is None:
        return []
    patterns = ", ".join(f"'{one}'" for one in NO_SALE)
    counts = connection.execute(
        f"select trim(seen_status) as status, count(*), "
        f"lower(trim(seen_status)) like any ({patterns}) as is_no_sale "
        f"from {lines_table} where coalesce(trim(seen_status), '') <> '' and feed = $1 "
        "group by seen_status order by count(*) desc, status limit 30",
        [form.feed.name],
    ).fetchall()
    odd = [(str(status), int(count)) for status, count, is_no_sale in counts if is_no_sale]
    if not odd:
        return []
    header = form.selection.shown("seen_status")
    told = ", ".join(f"'{shown(status)}' on {count:,} lines" for status, count in odd[:5])
    good = [str(status) for status, _, is_no_sale in counts if not is_no_sale][:3] or ["completed"]
    return [
        f"The column '{shown(header)}' says {told}, and these lines count as sales. Say in the feed which "
        f"ones count, for instance  keep: {{{shown(header)}: [{', '.join(map(shown, good))}]}}"
    ]


def _orders(connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed) -> list[str]:
    """Orders of one number on several days: receipts are often numbered anew each day."""
    invoice = form.feed.columns["invoice"]
    if len(invoice) > 1:
        return []
    [(orders, on_several_days, example, days, customers)] = connection.execute(
        f"""
        select count(*), count(*) filter (days > 1), arg_max(invoice, (days, invoice)), max(days),
            arg_max(customers, (days, invoice))
        from (
            select invoice, count(distinct left(invoice_date, 10)) as days,
                count(distinct customer_id) as customers
            from {lines_table}
            where feed = $1 and invoice is not null and regexp_matches(invoice_date, '^[0-9]{{4}}-')
            group by invoice
        )
        """,
        [form.feed.name],
    ).fetchall()
    if not on_several_days or on_several_days < 2 or on_several_days <= DOUBTFUL_SHARE * orders:
        return []
    date = form.feed.shown_column("invoice_date")
    whose = f" and of {customers} customers" if customers > 1 else ""
    return [
        f"{on_several_days:,} of {orders:,} orders have lines of several days: the order "
        f"'{shown(str(example))}' has lines of {days} days{whose}. If the shop numbers its orders anew each "
        f"day, say in the feed what makes one, for instance  invoice: [{invoice[0]}, {date}]"
    ]
