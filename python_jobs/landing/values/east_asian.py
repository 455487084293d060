"""Encodings of East Asia, in which two bytes make a character: told by the characters that come out."""

from __future__ import annotations

import re

# Of fewer characters another encoding may make as good ones.
_FEWEST = 4
_KANA, _HANGUL = re.compile("[\u3041-\u30fe]"), re.compile("[\uac00-\ud7a3]")
_WIDE = re.compile("[\u3001-\u30fe\u4e00-\u9fff\uff01-\uff60]")
ENCODINGS = ("cp932", "euc-jp", "cp949", "big5", "gb18030")
# The first bytes of the characters that are common.
_COMMON = {
    "cp932": range(0x88, 0x98),
    "big5": range(0xA4, 0xC7),
    "gb18030": range(0xB0, 0xD8),
}
_NEARLY_ALL = 0.9
# Texts in Big5 have second bytes in ASCII; common characters of GB 18030 have none.
_FEWEST_LOW = 0.1


def east_asian_encoding(data: bytes) -> str | None:
    """The encoding of bytes that are no UTF-8, where they are characters of East Asia by one; None where by none, or too few."""
    pairs = _pairs(data)
    if len(pairs) < _FEWEST:
        return None
    return next((one for one in ENCODINGS if _fits(one, data, pairs)), None)


def _fits(encoding: str, data: bytes, pairs: list[tuple[int, int]]) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeError:
        return False
    others = [one for one in text if not one.isascii()]
    joined = "".join(others)
    if encoding == "cp949":
        return len(_HANGUL.findall(joined)) >= _NEARLY_ALL * len(others)
    if _KANA.search(joined) and encoding in ("cp932", "euc-jp"):
        return len(_WIDE.findall(joined)) >= _NEARLY_ALL * len(others)
    if encoding == "euc-jp":
        # Without kana it cannot be told from GB 18030.
        return False
    common = sum(first in _COMMON[encoding] for first, _ in pairs)
    low = sum(second < 0x80 for _, second in pairs)
    is_low = {"big5": low >= _FEWEST_LOW * len(pairs), "gb18030": low == 0}
    return common >= _NEARLY_ALL * len(pairs) and is_low.get(encoding, True)


def _pairs(data: bytes) -> list[tuple[int, int]]:
    """The characters of two bytes, if each of the first ones is beyond ASCII."""
    found = []
    at = 0
    while at < len(data) - 1:
        if data[at] >= 0x80:
            found.append((data[at], data[at + 1]))
        at += 1 + (data[at] >= 0x80)
    return found
