"""How the reader fares on Pollock, the public benchmark of polluted CSV files.

usage: uv run --with multiset --with chardet --with joblib --with numpy --with price-parser --with python-dateutil python benchmarks/pollock.py POLLOCK

POLLOCK is a checkout of HPI-Information-Systems/Pollock (VLDB 2023), whose files, measures and weights are used and which lies
outside this project. Every file is read through a feed that names the columns and nothing else; what the reader gives is
compared with the clean file by Pollock's own functions. A file that the reader refuses has the score 0. Lines that it sets
aside are counted: none may vanish.
"""

from __future__ import annotations

import csv
import json
import logging
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_jobs.core.errors import InputError
from python_jobs.landing.contents.find import find_contents
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.files.snapshot import take_snapshot
from python_jobs.landing.tables.find import find_tables

FEED = Feed(
    "pollock",
    {
        "invoice": ("DATE", "TIME"),
        "invoice_date": ("DATE",),
        "invoice_time": ("TIME",),
        "stock_code": ("PRODUCTID",),
        "description": ("ProductDescription",),
        "quantity": ("Qty",),
        "price": ("Price",),
    },
)
WORST = 15


@dataclass(frozen=True)
class Score:
    """The ten measures of a file, their sum at most 10, and how many lines were set aside.

    missing: how many records of the clean file were neither read nor set aside.
    """

    name: str
    measures: tuple[float, ...]
    set_aside: int
    refusal: str = ""
    missing: int = 0

    @property
    def total(self) -> float:
        return float(sum(self.measures))


def main(checkout: Path) -> None:
    """Read every file, print both scores and the files that lost most."""
    logging.disable(logging.WARNING)
    sys.path.insert(0, str(checkout))
    from pollock import metrics  # type: ignore[import-not-found]

    weights = json.loads((checkout / "pollock_weights.json").read_text(encoding="utf-8"))
    folder = checkout / "polluted_files"
    scores = []
    for path in sorted((folder / "csv").glob("*.csv")):
        with tempfile.TemporaryDirectory() as temp:
            scores.append(_score(path, folder / "clean" / path.name, Path(temp), metrics))
        if len(scores) % 100 == 0:
            print(
                f"{len(scores):,} files, so far {sum(one.total for one in scores) / len(scores):.3f}",
                flush=True,
            )
    count = len(scores)
    simple = sum(one.total for one in scores) / count
    given = {one.name: weights.get(one.name, -1) for one in scores}
    weighted = sum(one.total * given[one.name] for one in scores) / sum(given.values())
    print(f"{count:,} files: simple {simple:.3f}, weighted {weighted:.3f} of 10")
    print(f"lines set aside, with their reasons: {sum(one.set_aside for one in scores):,}")
    short = [one for one in scores if one.missing]
    print(f"files with fewer records, read and set aside, than the clean file: {len(short):,}")
    for one in short:
        print(f"{one.missing:6,}  {one.name}")
    lost = sorted(scores, key=lambda one: (10 - one.total) * given[one.name], reverse=True)
    for one in lost[:WORST]:
        share = given[one.name] / sum(given.values())
        print(f"{one.total:6.2f}  weight {share:.4f}  {one.name}  {one.refusal[:120]}")
    low = sorted(scores, key=lambda one: one.total)
    for one in low[:WORST]:
        print(f"{one.total:6.2f}  {one.name}  {one.refusal[:120]}")


def _score(path: Path, clean: Path, folder: Path, metrics: Any) -> Score:
    loaded = folder / "loaded.csv"
    try:
        set_aside = _convert(path, loaded, folder)
    except InputError as error:
        return Score(path.name, (0.0,) * 10, 0, str(error))
    measures = metrics.header_record_cell_measures_csv(str(clean), str(loaded))
    missing = max(0, _records(clean) - _records(loaded) - set_aside)
    return Score(path.name, (1.0, *map(float, measures)), set_aside, missing=missing)


def _records(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def _convert(path: Path, loaded: Path, folder: Path) -> int:
    """Write what the reader gives as a plain CSV file; how many lines it set aside."""
    if not path.stat().st_size:
        loaded.write_text("", encoding="utf-8")
        return 0
    snapshot = take_snapshot(path, path.name, folder)
    set_aside = 0
    with loaded.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for table in find_tables(snapshot.name, find_contents(snapshot), [FEED]):
            writer.writerow(table.header)
            for batch in table.read():
                set_aside += len(batch.rejected)
                lines = batch.lines.sort_by("line_number").drop_columns(["line_number"])
                columns = [lines[str(at)].to_pylist() for at in range(lines.num_columns)]
                writer.writerows(zip(*columns, strict=True))
    return set_aside


if __name__ == "__main__":
    main(Path(sys.argv[1]))
