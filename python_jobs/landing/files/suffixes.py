"""The kinds of files that can be landed, by the ends of their names."""

from __future__ import annotations

DELIMITED_SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
JSON_LINES_SUFFIXES = (".jsonl", ".ndjson", ".json")
TEXT_SUFFIXES = (*DELIMITED_SUFFIXES, *JSON_LINES_SUFFIXES)
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
PARQUET_SUFFIXES = (".parquet", ".pq")
GZIP_SUFFIXES = tuple(f"{suffix}.gz" for suffix in TEXT_SUFFIXES)
SUFFIXES = (
    *TEXT_SUFFIXES,
    *GZIP_SUFFIXES,
    ".zip",
    *WORKBOOK_SUFFIXES,
    *PARQUET_SUFFIXES,
)
# What a drop folder writes beside a file that it could not land.
NOT_TO_LAND = ".reason.txt"
