"""The usual way of doing it: pandas cleans, to_sql writes, mlxtend mines. The peer of whole_command.py.

usage: uv run python benchmarks/pandas_way.py ORDER_LINES.csv

It does far less than the command: no tests, no record of what was left out, net of nothing, no pages.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy
from mlxtend.frequent_patterns import association_rules, fpgrowth

MIN_SUPPORT = 0.01
ROWS_OF_A_CHUNK = 10_000
CUSTOMERS = """
create view vw_customer_360 as
select
    customer_id,
    count(distinct invoice_no) as frequency,
    sum(revenue) as monetary,
    max(invoice_date) as last_purchase
from fact_sales
group by customer_id
"""


def main(file: Path) -> None:
    """Clean, write, score, count cohorts, mine."""
    with tempfile.TemporaryDirectory() as folder:
        engine = sqlalchemy.create_engine(f"sqlite:///{folder}/warehouse.sqlite")
        facts = clean(pd.read_csv(file, dtype={"Invoice": str, "StockCode": str}))
        _write(facts, "fact_sales", engine)
        with engine.begin() as connection:
            for column in ("customer_id", "invoice_date", "invoice_no"):
                connection.execute(
                    sqlalchemy.text(f"create index ix_{column} on fact_sales ({column})")
                )
            connection.execute(sqlalchemy.text(CUSTOMERS))
        customers = pd.read_sql("vw_customer_360", engine, parse_dates=["last_purchase"])
        _write(scored(customers), "customer_rfm", engine)
        _write(cohorts(facts), "cohort_table", engine)
        _write(rules(facts), "mba_rules", engine)


def clean(lines: pd.DataFrame) -> pd.DataFrame:
    """Sales of known customers, one row a line."""
    lines = lines.drop_duplicates().dropna(subset=["Customer ID"])
    sales = lines[
        ~lines["Invoice"].str.startswith("C") & (lines["Quantity"] > 0) & (lines["Price"] > 0)
    ]
    return pd.DataFrame(
        {
            "invoice_no": sales["Invoice"],
            "invoice_date": pd.to_datetime(sales["InvoiceDate"]),
            "customer_id": sales["Customer ID"].astype(int),
            "stock_code": sales["StockCode"],
            "quantity": sales["Quantity"],
            "revenue": sales["Quantity"] * sales["Price"],
        }
    )


def scored(customers: pd.DataFrame) -> pd.DataFrame:
    """Recency, frequency and monetary scores; ties go by the order of the rows."""
    as_of = customers["last_purchase"].max() + pd.Timedelta(days=1)
    recency = (as_of - customers["last_purchase"]).dt.days
    return customers.assign(
        recency=recency,
        r=_fifths(-recency),
        f=_fifths(customers["frequency"]),
        m=_fifths(customers["monetary"]),
    )


def cohorts(facts: pd.DataFrame) -> pd.DataFrame:
    """Retention by cohort and months since."""
    month = facts["invoice_date"].dt.to_period("M")
    cohort = month.groupby(facts["customer_id"]).transform("min")
    index = (month - cohort).apply(lambda months: months.n)
    active = facts.groupby([cohort.rename("cohort"), index.rename("months")])["customer_id"]
    table = active.nunique().unstack()
    return table.divide(table[0], axis=0).reset_index().astype({"cohort": str})


def rules(facts: pd.DataFrame) -> pd.DataFrame:
    """Market-basket rules of at most three goods."""
    baskets = facts.groupby(["invoice_no", "stock_code"]).size().unstack(fill_value=0) > 0
    itemsets = fpgrowth(baskets, min_support=MIN_SUPPORT, use_colnames=True, max_len=3)
    found = association_rules(itemsets, metric="lift", min_threshold=1.0)
    for side in ("antecedents", "consequents"):
        found[side] = found[side].apply(lambda goods: ", ".join(sorted(goods)))
    return found


def _fifths(values: Any) -> Any:
    return pd.qcut(values.rank(method="first"), 5, labels=[1, 2, 3, 4, 5]).astype(int)


def _write(table: pd.DataFrame, name: str, engine: sqlalchemy.Engine) -> None:
    table.to_sql(name, engine, if_exists="replace", index=False, chunksize=ROWS_OF_A_CHUNK)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
