"""Counting what columns of bits have in common.

And-ing two columns and counting the ones that are left costs about what one thread of a matrix
product costs, but needs no BLAS: its threads wait for each other busily, which makes small
products ten times slower as soon as another process wants a core.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

# Columns on one side of a tile of pair counts: small enough that the tile stays in the cache and
# that little of it lies above the diagonal, large enough that numpy's calls are few.
TILE_HEIGHT = 64
TILE_CELLS = 1 << 15
# This many words hold fewer than 2**16 bits.
WORDS_IN_UINT16 = 1 << 10

Words = npt.NDArray[np.uint64]
Integers = npt.NDArray[np.integer]


def pack_columns(octets: npt.NDArray[np.uint8], length: int) -> Words:
    """uint64[ceil(length / 64), columns] from uint8[columns, ceil(length / 8)], a row a column."""
    padded = np.zeros((len(octets), -(-length // 64) * 8), dtype=np.uint8)
    padded[:, : octets.shape[1]] = octets
    return np.ascontiguousarray(padded.view(np.uint64).T)


def count_common(words: Words, first: int, last: int) -> Integers:
    """integer[last - first, last]: bits that column first + i and column j < first + i share.

    words: uint64[w, columns]. What is on the diagonal and above it is unspecified.
    """
    depth = len(words)
    counter = np.uint16 if depth < WORDS_IN_UINT16 else np.int64
    common = np.zeros((last - first, last), dtype=counter)
    for start in range(first, last, TILE_HEIGHT):
        stop = min(start + TILE_HEIGHT, last)
        left = words[:, start:stop, None]
        right = words[:, None, :stop]
        tile = common[start - first : stop - first, :stop]
        batch = max(1, TILE_CELLS // tile.size)
        for layer in range(0, depth, batch):
            ones = np.bitwise_count(left[layer : layer + batch] & right[layer : layer + batch])
            # Summing a single layer would only copy it once more.
            tile += ones[0] if len(ones) == 1 else ones.sum(axis=0, dtype=counter)
    return common
