"""A small export in one of the situations that shops meet, and what comes out of it: amounts, doubts, or a refusal."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.landing.feeds.load import load_feed
from python_jobs.landing.files.find import find_files
from python_jobs.landing.inspection.counts import count_lines
from python_jobs.landing.lines.gather import Gathered
from python_jobs.landing.lines.scratch import Scratch
from python_jobs.landing.prepare import prepare_files

COLUMNS = "Nr,Tag,Art,Name,Stk,Preis,Wer,Land"
FEED = (
    "columns: {invoice: Nr, invoice_date: Tag, stock_code: Art, quantity: Stk, price: Preis, description: Name, "
    "customer_id: Wer, country: Land}\n"
)

# Two orders, and what they sold.
LINES = (
    "7,2024-05-17,A,Lamp,2,40.00,K1,DE",
    "7,2024-05-17,B,Shade,1,15.00,K1,DE",
    "8,2024-05-18,B,Shade,1,15.00,K2,DE",
)
SOLD = Decimal(110)


@dataclass
class Outcome:
    """sold, returned, adjusted: amounts; doubts: their kinds; refused: the sentence; rows: fields of every line; reasons: those of lines that are
    left out; beside: files
    that are no exports."""

    sold: Decimal = Decimal(0)
    returned: Decimal = Decimal(0)
    adjusted: Decimal = Decimal(0)
    doubts: list[str] = field(default_factory=list)
    sentences: str = ""
    refused: str = ""
    left_out: int = 0
    reasons: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    rows: list[dict[str, str | None]] = field(default_factory=list)

    def column(self, name: str) -> list[str | None]:
        return [row[name] for row in self.rows]


def table(*lines: str, header: str = COLUMNS, delimiter: str = ",") -> str:
    """A header and lines; both are written with commas where the delimiter is another."""
    return "\n".join((header.replace(",", delimiter), *lines)) + "\n"


def read(folder: Path, text: str | bytes, feed: str = FEED, name: str = "orders.csv") -> Outcome:
    """What comes out of one file."""
    content = text if isinstance(text, bytes) else text.encode()
    return read_files(folder, {name: content}, feed)


def read_files(
    folder: Path, files: dict[str, bytes], feed: str = FEED, present: Sequence[str] = ()
) -> Outcome:
    """What comes out of a folder of files. present: the names of those that are landed in an older version."""
    source, scratch_folder = folder / "export", folder / "scratch"
    source.mkdir()
    scratch_folder.mkdir()
    for name, content in files.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    feed_path = folder / "feed.yml"
    feed_path.write_text(feed, encoding="utf-8")
    scratch = Scratch(scratch_folder)
    outcome = Outcome()
    try:
        progress = Progress(Console(file=io.StringIO()))
        files_found = find_files([source])
        feeds = [load_feed(feed_path)]
        landed = dict.fromkeys(present, ("", "[]"))
        prepared = prepare_files(
            files_found, landed, feeds, scratch, progress, read_again=True, optional=files_found
        )
        outcome.beside = list(prepared.left_out)
        for file in prepared.files:
            gathered = Gathered(file.lines_table, file.rejects_table, file.row_count, 0, 0, [], [])
            count_lines(scratch.connection, gathered)
            for kind, amount in scratch.connection.execute(
                "select kind, sum(amount) from counted group by kind"
            ).fetchall():
                if kind in ("sale", "return", "adjustment"):
                    one = {"sale": "sold", "return": "returned", "adjustment": "adjusted"}[kind]
                    setattr(outcome, one, getattr(outcome, one) + Decimal(amount))
            found = scratch.connection.execute(
                f"select * from {file.lines_table} order by source_row"
            )
            names = [one[0] for one in found.description]
            outcome.rows += [dict(zip(names, row, strict=True)) for row in found.fetchall()]
            outcome.left_out += file.left_out_count
            outcome.reasons += [
                str(reason)
                for (reason,) in scratch.connection.execute(
                    f"select distinct error from {file.rejects_table} order by 1"
                ).fetchall()
            ]
        doubts = [one for found in prepared.doubts.values() for one in found]
        outcome.doubts = [one.kind for one in doubts]
        outcome.sentences = " ".join(map(str, doubts))
    except InputError as error:
        outcome.refused = str(error)
    finally:
        scratch.close()
    return outcome
