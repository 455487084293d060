"""Numbers that a program wrote with an exponent: `1.2900E+03` is 1290."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pyarrow as pa

from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.quantities import tidy_number
from python_jobs.landing.values.text import literal

# Without a decimal mark and a sign of the exponent it may be a code: 1e5. Thousands are never parted in it.
_MANTISSA = "[-+]?[0-9](?:[.,][0-9]+)?"
_SCIENTIFIC = literal(f"{_MANTISSA}[eE][-+][0-9]{{1,2}}|[-+]?[0-9][.,][0-9]+[eE][0-9]{{1,2}}")
# No shop has a larger number.
MOST_DIGITS = 14


def read_scientific(
    connection: duckdb.DuckDBPyConnection, texts: str, kind: str, column: str
) -> list[Doubt]:
    """Add to the table meanings what such numbers mean, exactly; the doubt about those that cannot hold all of their digits.

    texts: a table (text).
    """
    found = connection.execute(
        f"select text, {tidy_number('text')} as tidy from {texts} "
        f"where regexp_matches(text, '[eE]') and regexp_full_match({tidy_number('text')}, {_SCIENTIFIC}) order by text"
    ).fetchall()
    numbers = {text: Decimal(tidy.replace(",", ".")) for text, tidy in found}
    read = {text: one for text, one in numbers.items() if abs(one.adjusted()) <= MOST_DIGITS}
    if not read:
        return []
    table = pa.table({"text": list(read), "meaning": [format(one, "f") for one in read.values()]})
    connection.from_arrow(table).project(f"'{kind}', text, meaning").insert_into("meanings")
    cut = [text for text, one in read.items() if one and int(one.as_tuple().exponent) > 0]
    if not cut:
        return []
    return [
        Doubt(
            "rounded_numbers",
            f"numbers in the column '{column}' are written with an exponent and fewer digits than they need, so that they may be rounded",
            cut[0],
            "Export the column as plain numbers.",
        )
    ]
