"""CDNOW: the purchases of 2,357 customers on which the models were published."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from python_jobs.purchase_model.histories import Floats, Histories, OrderValues
from tests.python.conftest import ROOT

FILE = ROOT / os.environ.get("CUSTOMER_INTELLIGENCE_CDNOW", "../shared/data/CDNOW_sample.txt")
MISSING = (
    "CDNOW is not here; get CDNOW_sample.txt from brucehardie.com/datasets and name the file in "
    "CUSTOMER_INTELLIGENCE_CDNOW"
)
END = pd.Timestamp("1997-09-30")
WEEK = 7.0


@dataclass(frozen=True)
class Cdnow:
    """Histories to 30 September 1997, the values of repeat purchases, and the days with a purchase in the 39
    weeks after it: float64[2357], one element per customer."""

    histories: Histories
    values: OrderValues
    later: Floats


@cache
def read_cdnow() -> Cdnow:
    """The file, one purchase a customer and day; see FILE."""
    lines = pd.read_csv(
        FILE, sep=r"\s+", header=None, names=["master", "customer", "day", "cds", "value"]
    )
    lines["day"] = pd.to_datetime(lines["day"].astype(str))
    days = lines.groupby(["customer", "day"], as_index=False)["value"].sum()
    past = days[days["day"] <= END]
    seen = past.groupby("customer")["day"].agg(["min", "max", "count"])
    repeats = past.merge(seen["min"], left_on="customer", right_index=True)
    repeats = repeats[repeats["day"] > repeats["min"]]
    spent = repeats.groupby("customer")["value"].agg(["count", "mean"])
    spent = spent[spent["mean"] > 0]
    later = days[days["day"] > END].groupby("customer")["day"].count()
    return Cdnow(
        Histories(
            repeats=seen["count"].to_numpy(float) - 1.0,
            last=(seen["max"] - seen["min"]).dt.days.to_numpy(float) / WEEK,
            age=(END - seen["min"]).dt.days.to_numpy(float) / WEEK,
            customers=np.ones(len(seen)),
        ),
        OrderValues(
            spent["count"].to_numpy(float), spent["mean"].to_numpy(float), np.ones(len(spent))
        ),
        later.reindex(seen.index).fillna(0).to_numpy(float),
    )
