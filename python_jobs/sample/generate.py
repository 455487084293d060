"""Write the made-up order lines as a CSV file in the form of Online Retail II."""

from __future__ import annotations

import csv
import os
from dataclasses import fields
from operator import attrgetter
from pathlib import Path

import numpy as np

from python_jobs.core.errors import InputError
from python_jobs.core.own_file import own_file
from python_jobs.sample.catalogue import make_catalogue
from python_jobs.sample.defects import add_defects
from python_jobs.sample.orders import Line, make_orders

DEFAULT_INVOICES = 4000
DEFAULT_SEED = 7
HEADER = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country".split(",")
# dataclasses.astuple copies each field, which takes half the time of a sample
FIELDS = attrgetter(*(field.name for field in fields(Line)))

# A line with a field too many and one cut short: landing sets both aside.
BROKEN_LINES = (
    "990020,40001,CAKE STAND, 3 TIER,1,2024-12-10 12:00:00,12.75,12001.0,Spain\n990021,40001\n"
)


def write_sample(path: Path, invoices: int = DEFAULT_INVOICES, seed: int = DEFAULT_SEED) -> int:
    """Write about `invoices` invoices; returns the number of lines without the header.

    The same invoices and seed always give the same bytes. Raises InputError when the file cannot be
    written, a file of another kind is there, or there would be no invoice.
    """
    if invoices < 1:
        raise InputError("A sample needs at least one invoice: --invoices 1 or more.")
    path = own_file(path, "a file of made-up order lines", [",".join(HEADER).encode()], [".csv"])
    generator = np.random.default_rng(seed)
    lines = add_defects(generator, make_orders(generator, make_catalogue(generator), invoices))
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("x", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(map(FIELDS, lines))
            file.write(BROKEN_LINES)
        draft.replace(path)
    except OSError as error:
        raise InputError(f"The sample cannot be written to {path}: {error.strerror}.") from None
    finally:
        draft.unlink(missing_ok=True)
    return len(lines) + BROKEN_LINES.count("\n")
