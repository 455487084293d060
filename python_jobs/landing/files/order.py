"""The order in which the files of a folder are landed, and the names that a drop folder gave some of them.

Where the newest version of an order counts alone, the last file has it, so the order decides there, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

# Put before the name of a file in done/ or failed/ where another file of that name lies already (see dropped/move.py).
_MOMENTS = re.compile(r"^(?:\d{8}T\d{12}_)+")
# A copy or a checkout gives all files nearly one time, in any order: so far apart they say which one is newer.
_APART_NANOSECONDS = 60 * 1_000_000_000


def without_moment(name: str) -> str:
    """The name that a file had before a drop folder put a moment before it."""
    path = PurePosixPath(name)
    bare = _MOMENTS.sub("", path.name)
    return str(path.with_name(bare)) if bare and bare != path.name else name


def changed_at(path: Path) -> int:
    """When a file was changed last, in nanoseconds; 0 where nobody can tell."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def in_order(changed: Mapping[str, int]) -> list[str]:
    """The names of files, the one that was changed last at the end; those that are less than a minute apart go by name.

    changed: name → when it was changed, in nanoseconds. A file with a moment before its name comes after the earlier ones of that
    name, whatever the times say.
    """
    groups: dict[str, int] = {}
    last = group = 0
    for name in sorted(changed, key=lambda one: (changed[one], one)):
        group += changed[name] - last >= _APART_NANOSECONDS
        groups[name], last = group, changed[name]
    latest: dict[str, int] = {}
    for name in sorted(changed, key=_versions):
        own = without_moment(name)
        latest[own] = groups[name] = max(groups[name], latest.get(own, 0))
    return sorted(changed, key=lambda one: (groups[one], *_versions(one)))


def in_turns(files: Mapping[str, Path]) -> list[dict[str, Path]]:
    """Files by the names that they had before a drop folder put moments before some, in landings of their own where one name
    comes again: the later file takes the place of the earlier one, as it did when they came."""
    turns: list[dict[str, Path]] = [{}]
    for name, path in files.items():
        own = without_moment(name)
        if own in turns[-1]:
            turns.append({})
        turns[-1][own] = path
    return turns


def _versions(name: str) -> tuple[str, str]:
    """What files are sorted by that have one time: their names, and of one name the moments before it."""
    return without_moment(name), name if without_moment(name) != name else ""
