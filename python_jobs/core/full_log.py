"""Logs that cannot be written: told once, and no reason to stop."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

LOGGER = "python_jobs"
# What a log should have room for when a command of a library ends.
BYTES_OF_SOME_LINES = 1 << 16
_told: set[Path] = set()


def tell_if_full(path: Path) -> None:
    """Tell once that a log of a library cannot grow any more: the library says nothing of it."""
    if path in _told:
        return
    try:
        with tempfile.TemporaryFile(dir=path.parent) as file:
            file.write(bytes(BYTES_OF_SOME_LINES))
    except OSError as error:
        _told.add(path)
        tell_without(path, error)


def tell_without(path: Path, error: BaseException | None) -> None:
    """Tell that the work goes on without a log file, and why."""
    reason = getattr(error, "strerror", None) or error
    logging.getLogger(LOGGER).warning(
        "The log file %s cannot be written: %s. The work goes on without it.", path, reason
    )
