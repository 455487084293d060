"""The files that a landing is given, by the names under which the warehouse keeps their lines."""

from __future__ import annotations

import itertools
import logging
import stat
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from python_jobs.core.errors import InputError, no_file
from python_jobs.core.wording import quoted, shown
from python_jobs.landing.files.order import changed_at, in_order
from python_jobs.landing.files.suffixes import NOT_TO_LAND, PARQUET_SUFFIXES, SUFFIXES

log = logging.getLogger(__name__)


def find_files(paths: Sequence[Path]) -> dict[str, Path]:
    """Name → file; a folder stands for the files in it that can be landed.

    Raises InputError when one is missing, a folder holds none or cannot be read, or two files have one name.
    """
    files: dict[str, Path] = {}
    for path in paths:
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
            found = _files_in(path) if is_folder else {own_name(path): path}
        except FileNotFoundError:
            raise no_file(shown(str(path), most=1000)) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(f"{shown(str(path), most=1000)} cannot be read: {reason}.") from None
        for name, one in found.items():
            if files.get(name, one) != one:
                raise InputError(
                    f"Two files are called {shown(name)}, and a file replaces the lines of the one that "
                    "was landed under its name before. Rename one of them."
                )
            files[name] = one
    refuse_names_that_differ_in_case(files)
    return files


def own_name(path: Path) -> str:
    """The name of a single file. A Parquet file has those of the folders in which Spark put it, `country=DE`, for they
    say a column of it."""
    if not path.name.lower().endswith(PARQUET_SUFFIXES):
        return path.name
    folders = itertools.takewhile(lambda one: "=" in one, reversed(path.absolute().parts[:-1]))
    return "/".join([*reversed(list(folders)), path.name])


def refuse_names_that_differ_in_case(names: Iterable[str], landed: Collection[str] = ()) -> None:
    """Raise InputError when a name differs only so from another one, or from one that is landed already:
    SQL Server, like Windows, takes the two for one file."""
    by_folded_name = {name.casefold(): name for name in landed}
    for name in names:
        other = by_folded_name.setdefault(name.casefold(), name)
        if other != name and name not in landed:
            raise InputError(
                f"The names {shown(other, most=255)} and {shown(name, most=255)} differ only in case, and "
                "a file replaces the lines of the one that was landed under its name before. Rename one."
            )


def _files_in(folder: Path) -> dict[str, Path]:
    """Name → file of what can be landed in a folder and the folders in it, the newest last (see order.py); a file in a folder of
    the folder has that one's name before its own. What is left out is said."""
    found, left_out = {}, []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in Path(name).parts):
            continue
        # What a spreadsheet or a Mac writes beside a file is no export.
        is_companion = path.name.startswith("~$")
        # What only has the name of a file is refused where it is opened.
        if (
            path.name.lower().endswith(SUFFIXES)
            and not path.name.endswith(NOT_TO_LAND)
            and not is_companion
        ):
            found[name] = path
        elif not path.is_dir():
            left_out.append(name)
    if left_out:
        log.warning("skipped, since files of this kind cannot be landed: %s", quoted(left_out))
    if not found:
        raise InputError(f"The folder {folder} holds no file to land ({', '.join(SUFFIXES)}).")
    changed = {name: changed_at(path) for name, path in found.items()}
    return {name: found[name] for name in in_order(changed)}
