"""Items that are made while the ones before them are worked on, in a thread. It pays where the work lets go of Python
meanwhile, as DuckDB does."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TypeVar

Item = TypeVar("Item")


def one_ahead(items: Generator[Item, None, None]) -> Generator[Item, None, None]:
    """The same items in their order, with one of them in the making. An error comes where its item would have come.

    To be closed when not all are taken, which waits for the one in the making and closes the items.
    """
    with closing(items), ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item
