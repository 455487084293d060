"""Whether two warehouses hold the same rows."""

from __future__ import annotations

from pathlib import Path

import duckdb


def checksums(warehouse: Path) -> dict[str, object]:
    """Rows and an order-independent checksum of every mart and reporting view."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables "
            "where table_schema in ('marts', 'reporting') order by 1"
        ).fetchall()
        return {
            name: connection.execute(
                f"select count(*), bit_xor(hash(t)), sum(hash(t)::hugeint) from {name} as t"
            ).fetchone()
            for (name,) in tables
        }
