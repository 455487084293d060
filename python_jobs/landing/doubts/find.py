"""Every doubt about the lines of a file that its values do not show by themselves."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import shown
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.scratch import Gathered
from python_jobs.landing.values.doubt import Doubt

# How a shop says that an order is no sale (any more).
NO_SALE = (
    "cancel|fail|refund|void|reject|declin|pending|unpaid|draft|on.?hold|trash|return|storn|annul|rembours|"
    "abgebrochen|fehlgeschlagen|geannuleerd|anulowan|zwr"
)


def find_doubts(connection: duckdb.DuckDBPyConnection, gathered: Gathered) -> list[Doubt]:
    """What is odd about a file's lines, each with what to do."""
    doubts = list(gathered.doubts)
    for form in gathered.forms:
        doubts += _status(connection, gathered.lines_table, form)
    return doubts


def _status(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Orders that a column calls cancelled, failed or the like, and that count all the same."""
    if form.selection is None or form.selection.positions.get("seen_status") is None:
        return []
    counts = connection.execute(
        f"select trim(seen_status) as status, count(*), "
        f"regexp_matches(lower(seen_status), '{NO_SALE}') as is_no_sale "
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
        Doubt(
            "orders_that_may_be_no_sales",
            f"The column '{shown(header)}' says {told}, and these lines count as sales",
            odd[0][0],
            "Say in the feed which ones count, for instance  "
            f"keep: {{{shown(header)}: [{', '.join(map(shown, good))}]}}",
        )
    ]
