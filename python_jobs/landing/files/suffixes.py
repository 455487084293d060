"""The kinds of files that can be landed, by the ends of their names."""

from __future__ import annotations

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
SUFFIXES = (
    *TEXT_SUFFIXES,
    *(f"{suffix}.gz" for suffix in TEXT_SUFFIXES),
    ".zip",
    *WORKBOOK_SUFFIXES,
)
