"""The files that a landing is given, by the names under which the warehouse keeps their lines."""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from python_jobs.core.errors import InputError, no_file
from python_jobs.core.wording import shown
from python_jobs.landing.files.suffixes import SUFFIXES


def find_files(paths: Sequence[Path]) -> dict[str, Path]:
    """Name → file; a folder stands for the files in it that can be landed.

    Raises InputError when one is missing, a folder holds none or cannot be read, or two files have one name.
    """
    files: dict[str, Path] = {}
    for path in paths:
        try:
            found = _files_in(path) if stat.S_ISDIR(path.stat().st_mode) else [path]
        except FileNotFoundError:
            raise no_file(shown(str(path), most=1000)) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(f"{shown(str(path), most=1000)} cannot be read: {reason}.") from None
        for one in found:
            if files.get(one.name, one) != one:
                raise InputError(
                    f"Two files are called {shown(one.name)}, and a file replaces the lines of the one that "
                    "was landed under its name before. Rename one of them."
                )
            files[one.name] = one
    refuse_names_that_differ_in_case(files)
    return files


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


def _files_in(folder: Path) -> list[Path]:
    found = sorted(one for one in folder.iterdir() if one.name.lower().endswith(SUFFIXES))
    if not found:
        raise InputError(f"The folder {folder} holds no file to land ({', '.join(SUFFIXES)}).")
    return found
