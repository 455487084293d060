"""Codes of kinds of documents, as programs of accounts and tills write them: AV and FA, RE and TA, G2 and F2."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path

from python_jobs.core.words_file import read_rows
from python_jobs.landing.lines.header_words import words_of

_FILE = Path(__file__).with_name("document_codes.csv")


@functools.cache
def _families() -> list[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]]:
    """Of each family of codes the headers, its codes of what was taken back, and its codes of sales."""
    return [
        (
            re.compile(row["headers"] or ".*"),
            re.compile(row["taken_back"]),
            re.compile(row["sales"]),
        )
        for row in read_rows(_FILE)
    ]


def codes_of_taken_back(header: str, states: Sequence[str]) -> set[str] | None:
    """Which codes of a column of kinds are of what was taken back; None where no family has all of its codes.

    A code alone says nothing: RE is an invoice in German and a return in SAP. The others of its column tell.
    """
    name = words_of(header)
    codes = [state for state in states if state]
    for headers, taken_back, sales in _families():
        if not codes or not headers.fullmatch(name):
            continue
        back = {code for code in codes if taken_back.fullmatch(code.casefold())}
        sold = {code for code in codes if sales.fullmatch(code.casefold())} - back
        if sold and back | sold == set(codes):
            return back
    return None
