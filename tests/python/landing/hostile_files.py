"""Files as no export should be, composed of building blocks for hypothesis: headers, fields, line ends,
encodings, wrappers, and bytes that change on the way."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from dataclasses import dataclass

from hypothesis import strategies as st

from python_jobs.landing.values.guests import guest_words
from python_jobs.landing.values.ids import LONGEST_ID, null_words
from python_jobs.landing.values.text import plain

HEADERS = (
    "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country",
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
)
GOOD_RECORD = ("489001", "10001", "MUG", "12", "2010-12-01 08:26:00", "2.55", "13085", "France")

# A word for no id, a number that was a whole one, a text as a spreadsheet marks it.
LOOKS_LIKE_ANOTHER_ID = re.compile(
    r"^\W*(null|nan|na|none|nil|undefined|nat)\W*$|^-+$|^\d+\.0+$|^[=']|\\N", re.IGNORECASE
)

# Texts that are facts like any other: they arrive as they stand in the file.
HOSTILE_TEXTS = (
    "'; drop table raw.order_lines; --",
    '"; delete from raw.landed_files; --',
    "1 or 1=1",
    "$1",
    "?",
    "{{ env_var('PATH') }}",
    "{% raw %}",
    "%s %(name)s {0} ${HOME} `id`",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "+49 30 1234",
    "-1",
    "\\",
    "\\n",
    "''",
    '"',
    '""',
    'TRAY, 12" ROUND',
    "two\nlines",
    'blue, green,\nred, "white"',
    "a\tb;c|d,e",
    "NULL",
    "None",
    "NaN",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "\x1b[31mred\x07",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe",
    "\N{ZERO WIDTH NO-BREAK SPACE}x",
    "\N{NO-BREAK SPACE}x\N{LINE SEPARATOR}y\x85z",
    "Käse £5 ’x’ ß ſ İ",
    "\N{GRINNING FACE}\N{GOTHIC LETTER HWAIR}\N{COMBINING ACUTE ACCENT}",
    "x" * 4000,
)
# Values that belong into no column, and some that only look like it.
HOSTILE_VALUES = (
    *HOSTILE_TEXTS,
    "",
    " ",
    "\0",
    "a\0b",
    "x" * 4001,
    "x" * 70_000,
    "2147483647",
    "2147483648",
    "-99999999999999999999",
    "12345678901234567890.1234",
    "1e308",
    "1,5",
    "1.234,56",
    "1'234.50",
    "0x10",
    "\N{FULLWIDTH DIGIT FIVE}",
    "inf",
    "infinity",
    "epoch",
    "now",
    "0000-00-00",
    "0000-01-01 00:00:00",
    "0001-01-01",
    "9999-12-31 23:59:59",
    "10000-01-01",
    "2010-02-30",
    "01/02/2024",
    "12/31/9999 8:26",
    "13.02.0000",
)

SUFFIXES = (".csv", ".csv", ".csv.gz", ".zip", ".tsv", ".txt")
WORKBOOK_SUFFIXES = (".xlsx", ".xls", ".ods")


@dataclass(frozen=True)
class HostileFile:
    """A name and the bytes under it."""

    name: str
    content: bytes

    def __repr__(self) -> str:
        return f"HostileFile({self.name!r}, {self.content[:2000]!r})"


def rarely(draw: st.DrawFn) -> bool:
    """Once in five draws: what is composed of many blocks is still a table more often than not."""
    return draw(st.integers(0, 4)) == 4


def values() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(HOSTILE_VALUES), st.text(max_size=12))


def well_formed_texts() -> st.SearchStrategy[str]:
    """Texts that a CSV file can hold and the warehouse keeps, without the line end that all become."""
    anything = st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12
    )
    return st.one_of(st.sampled_from(HOSTILE_TEXTS), anything)


def well_formed_ids() -> st.SearchStrategy[str]:
    """Texts that are no other id than they look: no word for none, nothing that a spreadsheet made of one."""
    anything = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x24F), max_size=12)
    texts = st.one_of(st.sampled_from([text for text in HOSTILE_TEXTS if text.isascii()]), anything)
    return texts.filter(
        lambda text: (
            text.isprintable()
            and len(text) <= LONGEST_ID
            and not LOOKS_LIKE_ANOTHER_ID.search(text)
            # what spreadsheets write for a column that was too narrow
            and not text.startswith("#")
            and not re.search("[0-9][.,][0-9]", text)
            # what shops write for guests
            and not re.fullmatch("-1|0+|9{4,}", text)
            and plain(text) not in guest_words()
            and text.strip().lower() not in {word.lower() for word in null_words()}
        )
    )


@st.composite
def headers(draw: st.DrawFn) -> list[str]:
    """A header of ours, or one that was tampered with."""
    names = draw(st.sampled_from(HEADERS)).split(",")
    if not rarely(draw):
        return names
    tampering = draw(st.sampled_from(("shuffle", "double", "lose", "add", "spoil")))
    position = draw(st.integers(0, 7))
    if tampering == "shuffle":
        return draw(st.permutations(names))
    if tampering == "double":
        return [*names, names[position]]
    if tampering == "lose":
        return names[:position] + names[position + 1 :]
    if tampering == "add":
        return [*names[:position], draw(values()), *names[position:]]
    return [*names[:position], draw(values()), *names[position + 1 :]]


@st.composite
def records(draw: st.DrawFn, header: list[str]) -> list[str]:
    """A good record with hostile values in some places, sometimes too short or too long."""
    record = list((*GOOD_RECORD, *GOOD_RECORD)[: len(header)])
    for position in draw(st.sets(st.integers(0, len(record) - 1), max_size=3)):
        record[position] = draw(values())
    if not rarely(draw):
        return record
    kind = draw(st.sampled_from(("short", "long", "header", "blank")))
    if kind == "short":
        return record[:-1]
    if kind == "long":
        return [*record, "one more"]
    return header if kind == "header" else [""] * len(header)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A delimited text, with every field quoted as it should be, or none."""
    header = draw(headers())
    least = 0 if rarely(draw) else 1
    lines = [header, *draw(st.lists(records(header), min_size=least, max_size=8))]
    delimiter = draw(st.sampled_from(",;\t|"))
    line_end = draw(st.sampled_from(("\n", "\r\n", "\r", "\r\r\n", "\n\n")))
    if rarely(draw):
        text = line_end.join(delimiter.join(line) for line in lines)
    else:
        text = delimited_text(lines, delimiter, line_end)
    return draw(st.sampled_from(("\ufeff", "\n\n", '"'))) + text if rarely(draw) else text


def delimited_text(lines: list[list[str]], delimiter: str, line_end: str) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(
        file,
        delimiter=delimiter,
        lineterminator=line_end,
        # Left to itself, csv would not quote a line feed in a file whose lines end otherwise.
        quoting=csv.QUOTE_MINIMAL if "\n" in line_end else csv.QUOTE_ALL,
    )
    writer.writerows(lines)
    return file.getvalue()


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    """A text in some encoding or in two, or bytes that are no text at all."""
    text = draw(texts())
    if not rarely(draw):
        return text.encode("utf-8", "replace")
    if rarely(draw):
        return draw(st.binary(max_size=200))
    encodings = st.sampled_from(("utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-32"))
    middle = len(text) // 2 if rarely(draw) else len(text)
    start, end = text[:middle], text[middle:]
    return start.encode(draw(encodings), "replace") + end.encode(draw(encodings), "replace")


@st.composite
def mutated(draw: st.DrawFn, content: bytes) -> bytes:
    """Bytes of which some are flipped, lost or added, or that end too soon."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        position = draw(st.integers(0, max(0, len(changed) - 1)))
        change = draw(st.sampled_from(("flip", "delete", "insert", "truncate", "repeat")))
        if change == "flip" and changed:
            changed[position] ^= 1 << draw(st.integers(0, 7))
        elif change == "delete":
            del changed[position : position + draw(st.integers(1, 20))]
        elif change == "insert":
            changed[position:position] = draw(st.binary(min_size=1, max_size=8))
        elif change == "truncate":
            del changed[position:]
        elif change == "repeat":
            changed += changed[position:]
    return bytes(changed)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


@st.composite
def archives(draw: st.DrawFn) -> bytes:
    """A zip whose members have names that lead out of it, that are folders, or that hide another zip."""
    names = ("orders.csv", "../../orders.csv", "/etc/orders.csv", "C:\\o.csv", "a\nb\x1b.csv", "n/")
    members: dict[str, bytes] = {}
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=2)):
        members[name] = b"" if name.endswith("/") else draw(contents())
    if draw(st.booleans()):
        members["inner.zip"] = zipped(dict(members))
    methods = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    return zipped(members, draw(st.sampled_from(methods)))


@st.composite
def hostile_files(draw: st.DrawFn) -> HostileFile:
    """Any of the above, whole or damaged."""
    suffix = draw(st.sampled_from(SUFFIXES))
    if suffix == ".zip":
        content = draw(archives())
    elif suffix == ".csv.gz":
        content = gzip.compress(draw(contents()), mtime=0)
    else:
        content = draw(contents())
    return HostileFile(f"fuzzed{suffix}", draw(mutated(content)) if rarely(draw) else content)


def workbooks() -> st.SearchStrategy[HostileFile]:
    """Rubbish that calls itself a workbook."""
    names = st.sampled_from([f"fuzzed{suffix}" for suffix in WORKBOOK_SUFFIXES])
    return st.builds(HostileFile, names, st.one_of(st.binary(max_size=99), contents(), archives()))
