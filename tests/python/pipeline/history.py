"""Scores, segments and movements at every month end once more, by pandas, from classified lines."""

from __future__ import annotations

import csv
from datetime import date

import pandas as pd

from tests.python.conftest import ROOT
from tests.python.pipeline.reference import Reference

SCORES = ["r", "f", "m"]


def month_ends(reference: Reference) -> list[pd.Timestamp]:
    """The last days of all months from the first known sale to the last line."""
    first = reference.known_sales.moment.min().to_period("M")
    last = facts(reference).moment.max().to_period("M")
    return [month.end_time.normalize() for month in pd.period_range(first, last, freq="M")]


def facts(reference: Reference) -> pd.DataFrame:
    return reference.lines[reference.lines["class"].isin(["sale", "return"])]


def history(reference: Reference) -> pd.DataFrame:
    """Score and segment by customer and month end, and the net revenue of the month."""
    names = segments()
    every = []
    counted = facts(reference)[["class", "invoice", "customer", "moment", "amount"]]
    days = counted.moment.dt.normalize()
    for day in month_ends(reference):
        then = Reference(counted[days <= day])
        if then.known_sales.empty:
            continue
        frame = then.customers()
        few = len(frame) < 5
        frame["segment"] = [
            "Too Few Customers" if few else names[row]
            for row in zip(*(frame[s] for s in SCORES), strict=True)
        ]
        lines = facts(then)
        of_month = lines[lines.moment.dt.to_period("M") == day.to_period("M")]
        revenue = of_month.groupby("customer").amount.sum()
        frame["revenue"] = revenue.reindex(frame.index).fillna(0).astype("int64")
        every.append(frame.assign(month_end=day).set_index("month_end", append=True))
    return pd.concat(every).sort_index()


def segments() -> dict[tuple[int, int, int], str]:
    with (ROOT / "seeds" / "rfm_segments.csv").open(encoding="utf-8", newline="") as file:
        return {
            (int(row["r_score"]), int(row["f_score"]), int(row["m_score"])): row["segment"]
            for row in csv.DictReader(file)
        }


def migration(found: pd.DataFrame) -> pd.DataFrame:
    """Customers, revenue of the month and of the month before, by month end, from and to."""
    by_customer = found.groupby(level="customer")
    moves = found.assign(
        came_from=by_customer.segment.shift().fillna("First Purchase"),
        before=by_customer.revenue.shift().fillna(0).astype("int64"),
    ).reset_index()
    return moves.groupby(["month_end", "came_from", "segment"]).agg(
        customers=("customer", "size"), revenue=("revenue", "sum"), before=("before", "sum")
    )


def stays(found: pd.DataFrame) -> dict[str, tuple[str | None, date]]:
    """By customer the segment before the last one, and the month end at which the last one began."""
    stayed: dict[str, tuple[str | None, date]] = {}
    last: dict[str, str] = {}
    for customer, day, segment in found.segment.reset_index().to_numpy():
        if last.get(customer) != segment:
            stayed[customer] = (last.get(customer), day.date())
        last[customer] = segment
    return stayed
