"""How a text is written that is no UTF-8 and that no feed describes: by the names of its columns, and by its letters."""

from __future__ import annotations

import re

from python_jobs.landing.contents.encoding import OTHER_ENCODINGS
from python_jobs.landing.contents.find import Contents
from python_jobs.landing.feeds.names import count_known
from python_jobs.landing.tables.candidates import RECORDS_TO_TRY
from python_jobs.landing.values.letters import likely_encoding

# What is usual in Western Europe; a longer line is no header.
USUAL = "cp1252"
LONGEST_HEADER = 1 << 16
# What may part the names of a header; marks that are letters in another encoding are none.
_DELIMITERS = re.compile("[;,\t|^~:$#\x01-\x08\x1c-\x1f]+")


def encoding_by_header(contents: Contents) -> str | None:
    """The encoding of a text that is no UTF-8, where its header shows another one than is usual in Western Europe."""
    if not contents.texts or not contents.texts[0].seen.is_guessed:
        return None
    with contents.texts[0].open_bytes() as stream:
        lines = [stream.readline(LONGEST_HEADER) for _ in range(RECORDS_TO_TRY)]

    def known(encoding: str) -> int:
        text = b"".join(lines).decode(encoding, errors="replace")
        return max(
            count_known(_DELIMITERS.split(line.replace('"', ""))) for line in text.splitlines()
        )

    best = max((USUAL, *OTHER_ENCODINGS), key=known)
    if known(best) > known(USUAL):
        return best
    return likely_encoding(b"".join(lines))
