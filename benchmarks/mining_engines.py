"""Measure frequent-itemset engines side by side: time with results in hand, and peak memory.

Every measurement runs in a process of its own. Reading the baskets and bringing them into the
form that an engine asks for is not timed; mining is, until all itemsets and counts are in memory
in the engine's own form. Rivals that are not installed are named as such. All engines must find
the same number of itemsets, or the run fails.

    python benchmarks/mining_engines.py baskets.parquet --output benchmarks/mining_engines.md
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import json
import logging
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from python_jobs.mining.baskets import Baskets, encode_baskets
from python_jobs.mining.engines import frequent_itemsets
from python_jobs.mining.itemsets import Itemsets
from python_jobs.mining.settings import minimum_count

logger = logging.getLogger("mining_engines")

ENGINES = ("projection", "pyfim eclat", "pyfim fpgrowth", "mlxtend", "efficient-apriori")
PACKAGES = ("numpy", "pandas", "mlxtend", "pyfim", "efficient-apriori")
# A slow engine is measured once: noise is small beside its time.
REPEAT_BELOW_SECONDS = 10.0
# The share of lines that each copy of the baskets loses in the growth runs, lest copies be equal.
LOST_SHARE = 0.1


@dataclass(frozen=True)
class Task:
    """One point to measure: a support on so many copies of the baskets."""

    baskets: Path
    support: str
    max_len: int


@dataclass(frozen=True)
class Limits:
    """seconds for one mining, megabytes of address space, best of so many repeats."""

    seconds: float
    megabytes: int
    repeat: int


@dataclass(frozen=True)
class Measurement:
    """seconds and peak megabytes of the fastest repeat, or the reason why there is none."""

    seconds: float | None
    megabytes: float | None
    itemsets: int | None
    note: str = ""

    def __str__(self) -> str:
        if self.seconds is None:
            return self.note
        return f"{self.seconds:.2f} s, {self.megabytes:,.0f} MB"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write the table, and return 0; 1 when engines disagree."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = _parser().parse_args(arguments)
    if options.worker:
        _work(options.worker, options.input, options.supports[0], options)
        return 0
    limits = Limits(options.time_limit, options.memory_limit, options.repeat)
    with tempfile.TemporaryDirectory() as folder:
        baskets = _read(options.input, options.invoice_column, options.code_column)
        growth = [
            _save(_copies(baskets, copies), Path(folder) / f"{copies}.npz")
            for copies in options.growth
        ]
        original = _save(baskets, Path(folder) / "baskets.npz")
        by_support = [Task(original, support, options.max_len) for support in options.supports]
        by_growth = [Task(file, options.growth_support, options.max_len) for file in growth]
        support_table = _measure_all(by_support, options.engines, limits)
        growth_table = _measure_all(by_growth, options.engines, limits)
    report = _report(baskets, options, support_table, growth_table)
    if options.output:
        options.output.write_text(report, encoding="utf-8")
    logger.info("%s", report)
    disagreeing = [row for row in support_table + growth_table if len(_itemset_counts(row)) > 1]
    if disagreeing:
        logger.error("The engines disagree about the number of itemsets.")
    return 1 if disagreeing else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("input", type=Path, help="baskets, a line per basket and good: .parquet, .csv or .csv.gz; "
        "or a .duckdb warehouse with the table marts.basket_items")  # fmt: skip
    add("--invoice-column", default="invoice_no", help="default: %(default)s")
    add("--code-column", default="stock_code", help="default: %(default)s")
    add("--supports", nargs="+", default=["0.02", "0.01", "0.005", "0.002", "0.001"],
        help="shares of all baskets, largest first (default: %(default)s)")  # fmt: skip
    add("--max-len", type=int, default=3, help="goods in an itemset at most (%(default)s)")
    add("--engines", nargs="+", choices=ENGINES, default=list(ENGINES), help="default: all")
    add("--growth", nargs="*", type=int, default=[1, 2, 4, 8], help="measure on so many copies of "
        "the baskets, each without a random tenth of its lines (default: %(default)s)")  # fmt: skip
    add("--growth-support", default="0.005", help="support on the copies (default: %(default)s)")
    add("--repeat", type=int, default=3, help="report the fastest of so many runs; slow engines "
        "run once (default: %(default)s)")  # fmt: skip
    add("--time-limit", type=float, default=120.0, metavar="SECONDS", help="stop an engine after "
        "this time, preparation included, and skip what is harder (%(default)s)")  # fmt: skip
    add("--memory-limit", type=int, default=8000, metavar="MB",
        help="the same for its address space, where the system can (%(default)s)")  # fmt: skip
    add("--output", type=Path, help="also write the tables to this Markdown file")
    add("--worker", choices=ENGINES, help=argparse.SUPPRESS)
    return parser


def _read(path: Path, invoice_column: str, code_column: str) -> Baskets:
    """Baskets from a file or a warehouse; ValueError for another kind of file."""
    columns = [invoice_column, code_column]
    if path.suffix == ".parquet":
        lines = pd.read_parquet(path, columns=columns)
    elif path.suffix in (".csv", ".gz"):
        lines = pd.read_csv(path, usecols=columns, dtype=str, keep_default_na=False)
    elif path.suffix in (".duckdb", ".db"):
        import duckdb

        with duckdb.connect(str(path), read_only=True) as connection:
            query = f"select {invoice_column}, {code_column} from marts.basket_items"
            lines = connection.sql(query).df()
    else:
        raise ValueError(f"Cannot read {path.name}: expected .parquet, .csv or .duckdb.")
    return encode_baskets(lines[invoice_column], lines[code_column])


def _copies(baskets: Baskets, copies: int) -> Baskets:
    """So many times the baskets, each line of each copy kept at random."""
    random = np.random.default_rng(0)
    kept = [random.random(len(baskets.item_index)) >= LOST_SHARE for _ in range(copies)]
    shifted = [
        baskets.basket_index[lines] + np.int32(copy * baskets.total_baskets)
        for copy, lines in enumerate(kept)
    ]
    return Baskets(
        basket_index=np.concatenate(shifted),
        item_index=np.concatenate([baskets.item_index[lines] for lines in kept]),
        items=baskets.items,
        total_baskets=baskets.total_baskets * copies,
    )


def _save(baskets: Baskets, path: Path) -> Path:
    np.savez(path, **vars(baskets))
    return path


def _load(path: Path) -> Baskets:
    with np.load(path) as stored:
        return Baskets(**{**stored, "total_baskets": int(stored["total_baskets"])})


def _measure_all(
    tasks: list[Task], engines: Sequence[str], limits: Limits
) -> list[dict[str, Measurement]]:
    """A row per task, from easy to hard; an engine that failed at one is not asked again."""
    given_up: dict[str, Measurement] = {
        engine: Measurement(None, None, None, "not installed")
        for engine in engines
        if not _installed(engine)
    }
    rows = []
    for task in tasks:
        row = _measure_row(task, [engine for engine in engines if engine not in given_up], limits)
        rows.append({engine: row.get(engine) or given_up[engine] for engine in engines})
        for engine, measured in row.items():
            logger.info("%s at %s: %s", engine, task.support, measured)
            if measured.seconds is None:
                note = f"skipped ({measured.note} before)"
                given_up[engine] = Measurement(None, None, None, note)
    return rows


def _measure_row(task: Task, engines: list[str], limits: Limits) -> dict[str, Measurement]:
    """The fastest repeat of each engine. Engines take turns, so that noise meets all of them."""
    best: dict[str, Measurement] = {}
    waiting = list(engines)
    for _ in range(limits.repeat):
        for engine in list(waiting):
            measured = _measure(engine, task, limits)
            so_far = best.setdefault(engine, measured)
            if measured.seconds is None or so_far.seconds is None:
                best[engine] = Measurement(None, None, None, measured.note)
                waiting.remove(engine)
                continue
            if measured.seconds < so_far.seconds:
                best[engine] = measured
            if measured.seconds > REPEAT_BELOW_SECONDS:
                waiting.remove(engine)
    return best


def _installed(engine: str) -> bool:
    return engine == "projection" or _version(engine.split()[0]) != "not installed"


def _measure(engine: str, task: Task, limits: Limits) -> Measurement:
    """One measurement, in a process of its own."""
    command = [sys.executable, __file__, str(task.baskets), "--worker", engine]
    command += ["--supports", task.support, "--max-len", str(task.max_len)]
    command += ["--memory-limit", str(limits.megabytes)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=limits.seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return Measurement(None, None, None, f"over {limits.seconds:.0f} s")
    if done.returncode:
        reason = "out of memory" if "MemoryError" in done.stderr else "failed"
        return Measurement(None, None, None, f"{reason} at {limits.megabytes:,} MB")
    return Measurement(**json.loads(done.stdout.splitlines()[-1]))


def _work(engine: str, path: Path, support: str, options: argparse.Namespace) -> None:
    """What the process of one measurement does: prepare, mine, print a line of JSON."""
    _limit_memory(options.memory_limit)
    baskets = _load(path)
    min_count = minimum_count(support, baskets.total_baskets)
    mine = _prepare(engine, baskets, min_count, options.max_len)
    before = time.perf_counter()
    result = mine()
    seconds = time.perf_counter() - before
    if isinstance(result, Itemsets):
        itemsets = result.total
    else:
        itemsets = sum(map(len, result.values())) if isinstance(result, dict) else len(result)
    line = {"seconds": seconds, "megabytes": _peak_megabytes(), "itemsets": itemsets}
    sys.stdout.write(json.dumps(line) + "\n")


def _prepare(engine: Any, baskets: Baskets, min_count: int, max_len: int) -> Callable[[], Any]:
    """The mining alone, as a call without arguments, everything imported and converted."""
    if engine in ("projection", "mlxtend"):
        module = "projection" if engine == "projection" else "reference"
        importlib.import_module(f"python_jobs.mining.{module}")
        return lambda: frequent_itemsets(baskets, min_count, max_len, engine)
    order = np.argsort(baskets.basket_index, kind="stable")
    cuts = np.cumsum(np.bincount(baskets.basket_index, minlength=baskets.total_baskets))[:-1]
    lists = [part.tolist() for part in np.split(baskets.item_index[order], cuts)]
    if engine == "efficient-apriori":
        from efficient_apriori import itemsets_from_transactions

        transactions = [tuple(basket) for basket in lists]
        # Half a basket less than the count, so that no rounding can miss it.
        support = (min_count - 0.5) / baskets.total_baskets
        return lambda: itemsets_from_transactions(transactions, support, max_length=max_len)[0]
    import fim

    algorithm = fim.eclat if engine == "pyfim eclat" else fim.fpgrowth
    return lambda: algorithm(lists, supp=-min_count, zmin=1, zmax=max_len, report="a")


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))


def _peak_megabytes() -> float:
    """Peak resident memory of this process; not a number where the system does not say."""
    status = Path("/proc/self/status")
    if status.exists():
        # The maximum that getrusage reports on Linux starts from that of the parent process.
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 2**10
    if sys.platform == "win32":
        return float("nan")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _itemset_counts(row: dict[str, Measurement]) -> set[int]:
    return {measured.itemsets for measured in row.values() if measured.itemsets is not None}


def _report(
    baskets: Baskets,
    options: argparse.Namespace,
    support_table: list[dict[str, Measurement]],
    growth_table: list[dict[str, Measurement]],
) -> str:
    packages = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    largest = int(np.bincount(baskets.basket_index).max(initial=0)) if len(baskets.items) else 0
    supports = [f"{float(support):.2%}" for support in options.supports]
    copies = [f"{factor} x" for factor in options.growth]
    data = (
        f"{baskets.total_baskets:,} baskets, {len(baskets.items):,} goods, "
        f"{len(baskets.item_index):,} lines, largest basket {largest:,} goods; itemsets of at most "
        f"{options.max_len} goods."
    )
    machine = (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}; "
        f"Python {platform.python_version()}, {packages}."
    )
    method = (
        "Written by `python benchmarks/mining_engines.py`, which says what is timed. Time with "
        f"results in hand (fastest of {options.repeat}; once above {REPEAT_BELOW_SECONDS:.0f} s) "
        "and peak memory of the whole process, its input included. Other work shared the cores, "
        "so ratios within a row mean more than seconds."
    )
    return "\n".join(
        [
            "# Itemset engines, measured",
            "",
            data,
            "",
            machine,
            "",
            method,
            "",
            "## By support",
            "",
            *_table("support", supports, options.engines, support_table),
            "",
            f"## By number of baskets, support {float(options.growth_support):.2%}",
            "",
            *_table("baskets", copies, options.engines, growth_table),
            "",
        ]
    )


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _table(
    title: str, labels: list[str], engines: Sequence[str], rows: list[dict[str, Measurement]]
) -> list[str]:
    lines = [
        f"| {title} | itemsets | " + " | ".join(engines) + " |",
        "|---:|---:|" + "---:|" * len(engines),
    ]
    for label, row in zip(labels, rows, strict=True):
        found = " / ".join(f"{count:,}" for count in sorted(_itemset_counts(row))) or "unknown"
        cells = [str(row[engine]) for engine in engines]
        lines.append(f"| {label} | {found} | " + " | ".join(cells) + " |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
