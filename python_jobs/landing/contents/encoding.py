"""How a text is encoded."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from python_jobs.core.errors import InputError
from python_jobs.landing.contents.other_kinds import refuse_other_kinds
from python_jobs.landing.files.snapshot import CHUNK_BYTES

log = logging.getLogger(__name__)

# How texts that are no UTF-8 are written, but for the one that is usual in Western Europe.
OTHER_ENCODINGS = (
    "cp1250", "iso-8859-2", "cp1251", "koi8-r", "cp866", "iso-8859-5", "cp1253", "iso-8859-7", "cp1254", "iso-8859-9",
    "cp1255", "cp1256", "cp1257", "cp850", "cp437", "cp852", "mac-roman", "cp932", "euc-jp", "gb18030", "big5", "cp949", "cp874",
)  # fmt: skip

# Five bytes have no meaning in cp1252.
UNDEFINED_IN_CP1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])


_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")

# What a byte order mark says. The mark of UTF-16 begins that of UTF-32.
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    codecs.BOM_UTF8: "utf-8-sig",
}

# A greater share of NUL bytes is in no text.
MOST_NULS = 0.01


@dataclass(frozen=True)
class BytesSeen:
    """What a look at all bytes of a text tells: its encoding, whether a backslash may stand before a quote, and whether nothing but ASCII
    is in it, which says of no encoding that tomorrow's file is in it."""

    encoding: str
    may_escape_quotes: bool = True
    is_ascii: bool = False

    @property
    def is_guessed(self) -> bool:
        """Whether bytes that are no UTF-8 could be of several encodings."""
        return self.encoding in ("cp1252", "iso-8859-1")


def encoding_by_mark(open_bytes: Callable[[], IO[bytes]]) -> str | None:
    """The encoding that a byte order mark says: no feed knows better. None where there is no mark."""
    with open_bytes() as stream:
        return _by_mark(stream.read(max(map(len, _MARKS))))


def _by_mark(start: bytes) -> str | None:
    return next((one for mark, one in _MARKS.items() if start.startswith(mark)), None)


def is_by_mark(encoding: str | None) -> bool:
    """Whether a text was found to be in an encoding by its byte order mark."""
    return encoding in _MARKS.values()


def look_at_bytes(name: str, open_bytes: Callable[[], IO[bytes]]) -> BytesSeen:
    """A byte order mark decides the encoding, else UTF-8 where the whole text is that, else Windows' cp1252,
    else ISO-8859-1, which knows every byte.

    Raises InputError when it is not text.
    """
    may_escape_quotes = False
    is_ascii = True
    tail = b""

    def note(chunk: bytes) -> None:
        nonlocal may_escape_quotes, is_ascii, tail
        is_ascii = is_ascii and chunk.isascii()
        may_escape_quotes |= b'\\"' in chunk or (tail == b"\\" and chunk[:1] == b'"')
        tail = chunk[-1:]

    encoding = _detect_encoding(name, open_bytes, note)
    is_utf8 = encoding in ("utf-8", "utf-8-sig")
    return BytesSeen(encoding, may_escape_quotes or not is_utf8, is_ascii and encoding == "utf-8")


def _detect_encoding(
    name: str, open_bytes: Callable[[], IO[bytes]], note: Callable[[bytes], None]
) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_bytes() as stream:
        start = stream.read(CHUNK_BYTES)
        refuse_other_kinds(name, start)
        marked = _by_mark(start)
        if marked and marked != "utf-8-sig":
            return marked
        without_mark = _wide_encoding(start)
        if without_mark:
            return without_mark
        if _is_binary(start[:1024]):
            raise InputError(f"{name} is not text but binary data. Export the order lines as CSV.")
        encoding = marked or "utf-8"
        try:
            chunk = start
            while chunk:
                note(chunk)
                decoder.decode(chunk)
                chunk = stream.read(CHUNK_BYTES)
            decoder.decode(b"", final=True)
            return encoding
        except UnicodeDecodeError:
            log.info(
                "%s is not UTF-8 and is read as cp1252, as long as no feed or header says otherwise",
                name,
            )
            while chunk:
                if any(byte in chunk for byte in UNDEFINED_IN_CP1252):
                    return "iso-8859-1"
                chunk = stream.read(CHUNK_BYTES)
            return "cp1252"


def encodings_by_letters(
    open_bytes: Callable[[], IO[bytes]], encodings: Sequence[str]
) -> list[str]:
    """Those of the encodings in which a whole text can be written, each reading it otherwise than those before it.

    Control characters beyond ASCII, which are in no text, rule an encoding out.
    """
    with open_bytes() as stream:
        start = stream.read(CHUNK_BYTES)
        used = set(start)
        decoders = {one: codecs.getincrementaldecoder(one)() for one in encodings}
        chunk = start
        while chunk:
            used.update(chunk)
            for one, decoder in list(decoders.items()):
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    del decoders[one]
            chunk = stream.read(CHUNK_BYTES)
    readings: dict[str, str] = {}
    for one in decoders:
        try:
            letters = bytes(sorted(used)).decode(one)
        except UnicodeDecodeError:  # several bytes make a character
            letters = start.decode(one, errors="replace")
        if not _CONTROLS.search(letters) and letters not in readings:
            readings[letters] = one
    return list(readings.values())


def _is_binary(start: bytes) -> bool:
    """Whether bytes are no text. A single NUL byte among many characters is a slip, and its line is told."""
    controls = start.translate(None, bytes([*range(9, 14), *range(0x1A, 0x100)]))
    return b"\0" in start and (
        controls.strip(b"\0") != b"" or MOST_NULS * len(start) < len(controls)
    )


def _wide_encoding(start: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark: a delimiter or a line end stands among zeros, always on the same side."""
    head = start[:4096]
    head = head[: len(head) // 4 * 4]
    if head.count(0) < len(head) / 4:
        return None
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = codecs.getincrementaldecoder(encoding)("strict").decode(head)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and any(one in text for one in "\n\r,;\t|"):
            return encoding
    return None
