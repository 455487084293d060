"""What a file is that has the name of a workbook: many shops write a web page or a text and call it .xls."""

from __future__ import annotations

import re
from enum import Enum

# So many bytes tell.
START_BYTES = 1 << 13
# An old workbook, an archive (any newer one), and a workbook from before there were compound files.
_WORKBOOKS = (
    b"\xd0\xcf\x11\xe0",
    b"PK",
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_XML_WORKBOOK = "urn:schemas-microsoft-com:office:spreadsheet"
_WORKBOOK_TAG = re.compile(r"<(?:\w+:)?workbook\b")
_PAGE = ("<table", "<html", "<!doctype html", "<meta", "<body")


class WrittenAs(Enum):
    """How the tables of a file are written."""

    WORKBOOK = "workbook"
    PAGE = "web page"
    XML = "XML"
    TEXT = "text"


def written_as(start: bytes) -> WrittenAs:
    """How a file is written, by its first START_BYTES; what is none of the others is taken for a (damaged) workbook."""
    is_wide = start.startswith(_WIDE_MARKS)
    if start.startswith(_WORKBOOKS) or (b"\0" in start and not is_wide):
        return WrittenAs.WORKBOOK
    text = start.decode("utf-16" if is_wide else "iso-8859-1", errors="ignore").lower()
    text = text.lstrip("ï»¿\ufeff \t\r\n")
    if not text.startswith("<"):
        is_table = "\n" in text.strip().replace("\r", "\n") and any(one in text for one in "\t;,|")
        return WrittenAs.TEXT if is_table else WrittenAs.WORKBOOK
    # Pages that Excel wrote name its namespaces too.
    if _XML_WORKBOOK in text and _WORKBOOK_TAG.search(text):
        return WrittenAs.XML
    return WrittenAs.PAGE if any(one in text for one in _PAGE) else WrittenAs.WORKBOOK
