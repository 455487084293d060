"""What kind of error it is that SQL Server tells of."""

from __future__ import annotations

import re

from python_jobs.core.errors import NoSuchTable, TransientError, WarehouseError

# What the server or a driver says when the same work may go through in a moment: a deadlock, a lock that
# was waited for too long, a connection that broke, a server that restarts or is busy (Azure SQL). These are
# whole phrases, and numbers only where an error's number stands: a message may quote any value of the data.
TRANSIENT = re.compile(
    r"was deadlocked on|driver error: serialization failure"
    r"|lock request time ?out period exceeded|communication link failure"
    r"|transport-level error|tcp provider: "
    r"|connection (was |is |has been )?(broken|closed|reset|terminated)|broken pipe|login timeout expired"
    r"|not found or not accessible|(?:^|[\[(']) ?(08S01|08001|08003|40001|HYT00|HYT01)[\])']"
    r"|(?:^\(|\bcode:? |\berror:? |\bmsg )(40197|40501|40613|49918|49919|49920|10928|10929)\b"
    r"|\((40197|40501|40613|49918|49919|49920|10928|10929)\) \(SQL",
    re.IGNORECASE,
)

NO_SUCH_TABLE = re.compile(r"\binvalid object name '", re.IGNORECASE)


def kind_of(text: str) -> type[WarehouseError]:
    """The class of error that a message tells of."""
    if is_transient(text):
        return TransientError
    return NoSuchTable if NO_SUCH_TABLE.search(text) else WarehouseError


def is_transient(text: str) -> bool:
    """Whether a message tells of an error that may be over in a moment."""
    return TRANSIENT.search(text) is not None
