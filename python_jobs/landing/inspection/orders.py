"""What the marts will doubt about the orders of a file, before it is landed: the models that find it are asked themselves,
so that a sentence and the share from which it is told stand in one place."""

from __future__ import annotations

from collections.abc import Collection

import duckdb
import jinja2

from python_jobs.core.project import Project
from python_jobs.core.seeds import read_seed
from python_jobs.landing.values.doubt import Doubt

_MODELS = ("doubts_about_orders", "doubts_about_lines")
# Landing has said the same of a column by its name.
_SAID_BY = {"invoices_over_several_days": "order_numbers_again"}
# As models/marts/quality/doubts.sql says it: a shop's own copy of the seed may be older than the check.
_ADVICE_UNKNOWN = "What to do stands in a newer seed doubt_kinds: delete the one of this shop and run customer-intelligence init."
# What kinds of lines are called in the marts (macros/rules/line_class.sql).
_CLASSES = {
    "unreadable": "unparseable",
    "adjustment": "accounting_adjustment",
    "stock": "stock_adjustment",
    "nothing": "zero_price",
}
# The models that they read, as far as one file shows them. Which articles are goods and where countries lie the marts alone know.
_READ = {
    "fact_sales": """
        select kind as transaction_type, invoice as invoice_no, cast(moment as date) as invoice_date,
            regexp_replace(customer_id, '[.]0+$', '') as customer_id, stock_code, country, cast(null as varchar) as region
        from counted where kind in ('sale', 'return')
    """,
    "dim_product": "select distinct stock_code, 1 as is_product from counted",
    "int_order_lines": """
        select row, occurrence, row as line_id, invoice as invoice_no, customer_id, feed, pieces as quantity, amount as revenue,
            'this file' as source_file, case when occurrence > 1 then 'duplicate' else {line_class} end as line_class
        from (
            select *, unnest(range(1, copies + 1)) as occurrence
            from (select *, row_number() over () as row from counted)
        )
    """,
}


def find_doubts_of_marts(
    connection: duckdb.DuckDBPyConnection,
    project: Project,
    told: Collection[str],
    known: Collection[str],
) -> list[Doubt]:
    """The doubts of the marts about the table counted (see counts.py).

    told: kinds of doubts that landing has told; known: kinds that someone has looked at.
    """
    for name, query in _READ.items():
        sql = query.format(line_class=_line_class()) if "{" in query else query
        connection.execute(f"create or replace temp view inspected_{name} as {sql}")
    advice = _advice(project)
    doubts = []
    for model in _MODELS:
        path = project.root / "models" / "marts" / "quality" / f"{model}.sql"
        rows = connection.execute(_in_duckdb(path.read_text(encoding="utf-8"))).fetchall()
        for kind, sentence, example in sorted(rows):
            if kind not in known and _SAID_BY.get(kind) not in told:
                doubts.append(
                    Doubt(
                        kind,
                        sentence.removesuffix("."),
                        example,
                        advice.get(kind) or _ADVICE_UNKNOWN,
                    )
                )
    return doubts


def _line_class() -> str:
    whens = " ".join(f"when '{kind}' then '{name}'" for kind, name in _CLASSES.items())
    return f"case kind {whens} else kind end"


def _in_duckdb(model: str) -> str:
    """The SQL of a model that reads the views made here."""
    environment = jinja2.Environment(autoescape=False, undefined=jinja2.StrictUndefined)  # noqa: S701
    return environment.from_string(model).render(
        ref=lambda name: f"inspected_{name}",
        as_text=lambda expression, length: f"cast({expression} as varchar)",
        not_materialized=lambda: "not materialized",
        unassigned_region=str,
        unspecified_country=str,
    )


def _advice(project: Project) -> dict[str, str]:
    rows = read_seed(project, "doubt_kinds")
    return {
        row["doubt"] or "": row["advice"] or ""
        for row in rows
        if "advice" in row and "doubt" in row
    }
