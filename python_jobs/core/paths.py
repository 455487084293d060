"""Places on the disk that settings name."""

from __future__ import annotations

import tempfile
from pathlib import Path

from python_jobs.core.errors import InputError, WarehouseError, disk_full, is_disk_full
from python_jobs.core.wording import shown


def at_home(path: str | Path) -> Path:
    """A path in which ~ stands for a home folder; raises InputError where nobody knows which."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise InputError(
            f"{shown(str(path), 200)} begins with ~, and that home folder is not known here. Write the "
            "whole path."
        ) from None


def resolved(path: Path) -> Path:
    """Where a path leads, links followed; raises InputError when they lead in a circle."""
    try:
        return path.resolve()
    except (RuntimeError, OSError, ValueError):
        raise InputError(
            f"{shown(str(path), 200)} leads nowhere: a link of it leads back to itself, or its name is too "
            "long. Check the path."
        ) from None


def refuse_unwritable(folder: Path, variable: str) -> None:
    """Make a folder where it is missing, and raise WarehouseError where nothing can be written into it.

    variable: the environment variable that names another one.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(1024))
    except (OSError, ValueError) as error:
        if is_disk_full(error):
            raise disk_full(folder) from None
        reason = getattr(error, "strerror", None) or error
        raise WarehouseError(
            f"The folder {shown(str(folder), 200)} cannot be written to: {reason}. Change its rights, or "
            f"name another one in {variable}."
        ) from None
