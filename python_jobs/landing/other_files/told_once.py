"""What is true of every export of a shop, and would drown other doubts if each landing told it: the first file of a feed tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from python_jobs.landing.lines.form import landed_alike
from python_jobs.landing.prepare import Prepared
from python_jobs.landing.values.text import literal
from python_jobs.warehouses.schema import LANDING_DOUBTS
from python_jobs.warehouses.warehouse import Warehouse

_ONCE = ("zone",)


def leave_out_told(
    warehouse: Warehouse, prepared: Prepared, present: Mapping[str, tuple[str, str]]
) -> None:
    """Take such doubts from the files of which another one of their feed, landed or read before, has told them.

    present: name → (sha256, form) of what is landed.
    """
    told: dict[str, set[str]] = defaultdict(set)
    for at, file in enumerate(prepared.files):
        kinds = {one.kind for one in prepared.doubts[file.name]} & set(_ONCE)
        if not kinds or len(prepared.feeds[file.name]) != 1:
            continue
        [feed] = prepared.feeds[file.name]
        if feed.name not in told:
            # A file that is read again takes its doubts with it.
            told[feed.name] = _told(warehouse, landed_alike(feed, present, prepared.feeds))
        again = kinds & told[feed.name]
        told[feed.name] |= kinds
        prepared.doubts[file.name] = [
            one for one in prepared.doubts[file.name] if one.kind not in again
        ]
        prepared.files[at] = replace(
            file, doubts=tuple(one for one in file.doubts if one[0] not in again)
        )


def _told(warehouse: Warehouse, names: list[str]) -> set[str]:
    if not names or not warehouse.has_table(LANDING_DOUBTS):
        return set()
    kinds, files = (", ".join(map(literal, texts)) for texts in (_ONCE, names))
    found = warehouse.query(
        f"select distinct doubt from {LANDING_DOUBTS.full_name} where doubt in ({kinds}) and source_file in ({files})"
    )
    return {str(kind) for (kind,) in found}
