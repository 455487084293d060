"""What can go wrong, each with the exit code the command ends with."""

from __future__ import annotations


class CustomerIntelligenceError(Exception):
    """A failure that is told in one plain sentence, never as a traceback."""

    exit_code = 1


class DataTestsFailed(CustomerIntelligenceError):
    """dbt built or tested something that did not hold."""

    exit_code = 1


class InputError(CustomerIntelligenceError):
    """A file, a feed or a setting cannot be used; nothing in the warehouse has changed."""

    exit_code = 2


class WarehouseError(CustomerIntelligenceError):
    """The warehouse cannot be reached or refuses the work."""

    exit_code = 3


class AnotherRunInProgress(CustomerIntelligenceError):
    """Somebody else is writing to the warehouse."""

    exit_code = 4
