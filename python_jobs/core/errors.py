"""What can go wrong, each with the exit code the command ends with."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from python_jobs.core.wording import safe

INTERRUPTED_EXIT_CODE = 130
BUG_EXIT_CODE = 5


class CustomerIntelligenceError(Exception):
    """A failure that is told in one plain sentence, never as a traceback."""

    exit_code = 1


class DataTestsFailed(CustomerIntelligenceError):
    """dbt built or tested something that did not hold."""

    exit_code = 1


class TransientFailure(DataTestsFailed):
    """Every failure of a build is of a kind that may be over in a moment: a deadlock, a lost connection."""


class InputError(CustomerIntelligenceError):
    """A file, a feed or a setting cannot be used; nothing in the warehouse has changed.

    without_contents: the same for a place that others read, where the message quotes a file that may not
    be one with order lines at all.
    """

    exit_code = 2

    def __init__(self, message: str, without_contents: str | None = None) -> None:
        super().__init__(message)
        self.without_contents = without_contents or message


class NotOrderLines(InputError):
    """A file is not a table, or is one without the columns of order lines. columns: what its header has."""

    def __init__(
        self, message: str, columns: Sequence[str], without_contents: str | None = None
    ) -> None:
        super().__init__(message, without_contents)
        self.columns = tuple(columns)


class HeaderAlone(InputError):
    """A file has the header of order lines and no line: a day without orders, or an export that failed."""


class NoneCounts(HeaderAlone):
    """A file has lines of orders, and by what the feed says of them none counts: a day on which all orders were called off."""


class AmbiguousValues(InputError):
    """A file's values can be read in two ways; other files, or the feed, may decide.

    question: what to ask a person; answers: a line of the feed for each way, with what it means.
    """

    def __init__(self, message: str, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__(message)
        self.question = question
        self.answers = tuple(answers)


class TooManyRules(InputError):
    """The thresholds let more market-basket rules through than anybody can use."""


class WarehouseError(CustomerIntelligenceError):
    """The warehouse cannot be reached or refuses the work."""

    exit_code = 3


class AnotherRunInProgress(CustomerIntelligenceError):
    """Someone else is writing to the warehouse."""

    exit_code = 4


class WarehouseHeld(AnotherRunInProgress):
    """Another program has the file of the embedded warehouse open."""


class WarehouseUnreadable(WarehouseError):
    """The file of the warehouse cannot be read at all, whatever is built in it."""


class DiskFull(WarehouseError):
    """There is no room left for what is built."""


class NoSuchTable(WarehouseError):
    """A table or a view that is asked for is not there."""


class TransientError(WarehouseError):
    """A WarehouseError that may be over in a moment: a broken connection, a deadlock."""


def is_disk_full(error: BaseException) -> bool:
    """Whether the system or an engine says that there is no room left."""
    return (
        isinstance(error, DiskFull)
        or getattr(error, "errno", None) == errno.ENOSPC
        or os.strerror(errno.ENOSPC) in str(error)
    )


def is_refused(error: BaseException) -> bool:
    """Whether the system does not let this account use a file or a folder that a setting or an argument named."""
    return (
        isinstance(error, OSError)
        and error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
        and error.filename is not None
    )


def no_file(place: str) -> InputError:
    """What to say where a file is missing; place is its path, fit for a sentence."""
    kind = "file" if Path(place).suffix else "file or folder"
    return InputError(f"There is no {kind} {place}. Check the path.")


def disk_full(folder: Path) -> DiskFull:
    """The error to raise when the disk of a folder is full."""
    return DiskFull(f"The disk of {folder} is full. Nothing is half done; make room and run again.")


def exit_code(error: BaseException) -> int:
    """The exit code that an error ends the command with."""
    if isinstance(error, CustomerIntelligenceError):
        return error.exit_code
    if is_disk_full(error):
        return WarehouseError.exit_code
    if is_refused(error):
        return InputError.exit_code
    return INTERRUPTED_EXIT_CODE if isinstance(error, KeyboardInterrupt) else BUG_EXIT_CODE


def describe(error: BaseException) -> str:
    """An error in a sentence, fit for a terminal, a log and a table."""
    if isinstance(error, CustomerIntelligenceError):
        return safe(str(error))
    if isinstance(error, KeyboardInterrupt):
        return "Interrupted."
    if is_disk_full(error):
        return safe(f"The disk is full. Nothing is half done; make room and run again. ({error})")
    if isinstance(error, OSError) and is_refused(error):
        return safe(
            f"This account may not use {error.filename}: {error.strerror}. Change its rights, or name another place."
        )
    return safe(f"Unexpected {type(error).__name__}: {error}")
