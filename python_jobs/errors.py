"""What can go wrong, each with the exit code the command ends with."""

from __future__ import annotations

import errno
from pathlib import Path


class CustomerIntelligenceError(Exception):
    """A failure that is told in one plain sentence, never as a traceback."""

    exit_code = 1


class DataTestsFailed(CustomerIntelligenceError):
    """dbt built or tested something that did not hold."""

    exit_code = 1


class PassingFailure(DataTestsFailed):
    """Every failure of a build is of a kind that may be over in a moment: a deadlock, a lost connection."""


class InputError(CustomerIntelligenceError):
    """A file, a feed or a setting cannot be used; nothing in the warehouse has changed."""

    exit_code = 2


class WarehouseError(CustomerIntelligenceError):
    """The warehouse cannot be reached or refuses the work."""

    exit_code = 3


class AnotherRunInProgress(CustomerIntelligenceError):
    """Somebody else is writing to the warehouse."""

    exit_code = 4


class PassingTrouble(WarehouseError):
    """A WarehouseError that may be over in a moment: a broken connection, a deadlock."""


def is_disk_full(error: BaseException) -> bool:
    """Whether the system or an engine says that there is no room left."""
    return getattr(error, "errno", None) == errno.ENOSPC or "no space left" in str(error).lower()


def no_file(place: str) -> InputError:
    """What to say where a file is missing; place is its path, fit for a sentence."""
    return InputError(f"There is no file {place}. Check the path.")


def disk_full(folder: Path) -> WarehouseError:
    """The error to raise when the disk of a folder is full."""
    return WarehouseError(
        f"The disk of {folder} is full. Nothing is half done; make room and run again."
    )
