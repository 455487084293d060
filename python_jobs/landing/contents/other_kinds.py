"""Files of kinds that are no exports: what each is, and what to export or unpack instead."""

from __future__ import annotations

import re

from python_jobs.core.errors import InputError

_UNPACK = "Unpack it first, and land the files in it."
_EXPORT = "Export the order lines as CSV."
# The first bytes of a file → what it is, and what to do.
_STARTS = (
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)", _UNPACK),
    (b"Rar!", "an archive (rar)", _UNPACK),
    (b"BZh", "a compressed file (bzip2)", _UNPACK),
    (b"\xfd7zXZ", "a compressed file (xz)", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)", _UNPACK),
    (b"\x1f\x8b", "a compressed file (gzip)", "Give it a name that ends with .gz."),
    (b"PK\3\4", "an archive (zip) or a workbook", "Give it a name that ends with .zip or .xlsx."),
    (b"PAR1\x15", "a Parquet file", "Give it a name that ends with .parquet."),
    (b"ARROW1\0", "an Arrow file (Feather)", "Write the order lines as Parquet or as CSV."),
    (b"Obj\1", "an Avro file", "Write the order lines as Parquet or as CSV."),
    (
        b"SQLite format 3\0",
        "a database (SQLite)",
        "Export the table of the order lines as CSV, for instance with  sqlite3 -header -csv FILE 'select * from TABLE' > orders.csv",
    ),
    (b"%PDF", "a PDF, which has no columns", _EXPORT),
)
_TAR_MARK = slice(257, 262)
_DUMP = re.compile(
    r"\s*(?:INSERT INTO|CREATE (?:TABLE|DATABASE)|DROP TABLE|PRAGMA foreign_keys|BEGIN TRANSACTION|/[*]!\d{5} |"
    r"-- (?:MySQL|MariaDB|phpMyAdmin|PostgreSQL|Dump|Host)|--\n-- PostgreSQL)",
    re.IGNORECASE,
)
_XML = re.compile(
    r"\s*<(?:\?xml\b|(?!!doctype html|html\b|table\b)[a-z][\w:.-]*[\s>/])", re.IGNORECASE
)
# So many blanks in a row part columns, and no words.
_WIDE_BLANKS = re.compile(r"\S {2,}(?=\S)")


def refuse_other_kinds(name: str, start: bytes) -> None:
    """Raise InputError for the bytes of what no text starts with; start: the first kilobyte of a file, unpacked where it is .gz."""
    for mark, what, remedy in _STARTS:
        if start.startswith(mark):
            raise InputError(f"{name} is {what}. {remedy}")
    if start[_TAR_MARK] == b"ustar":
        raise InputError(f"{name} is an archive (tar). {_UNPACK}")


def other_kind_of_text(start: str) -> str:
    """What a text is where it cannot be a table, and what to do; '' where it may be one."""
    start = start.lstrip("\ufeff")
    if _DUMP.match(start):
        return "is a dump of a database (SQL). Export the result of a query as CSV, with a header."
    if _XML.match(start):
        return "is XML. Export the order lines as CSV, as JSON lines or as a workbook."
    return ""


def single_column(line: str) -> str:
    """What a header of a single column shows of a text, and what to do; '' where it shows nothing."""
    if re.fullmatch(r'"[^"]*(?:[,;\t|][^"]*){2,}"', line.strip()):
        return (
            "stands in quotes line by line, so that each line is one field: a spreadsheet took it for text. Export it again and land it "
            "without opening it, or take away the quotes at the start and the end of each line."
        )
    if line.strip().lower().startswith(("<!doctype html", "<html")):
        return "is a web page without a table. Is it the page of a shop that asks to sign in? Export the orders again."
    if len(_WIDE_BLANKS.findall(line.strip())) >= 2:
        return "has columns of a fixed width, with blanks between them. Export it as CSV with a header."
    return ""


def is_archive(name: str) -> bool:
    """Whether a file in an archive is one itself, by its name."""
    return name.lower().endswith((".zip", ".7z", ".rar", ".tar", ".tar.gz", ".tgz"))


def is_packed(name: str) -> bool:
    """Whether it is an archive or a compressed file, by its name."""
    return is_archive(name) or name.lower().endswith((".gz", ".bz2", ".xz", ".zst", ".lz4", ".br"))
