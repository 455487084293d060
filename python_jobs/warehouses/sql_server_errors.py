"""Which of SQL Server's errors may be over in a moment."""

from __future__ import annotations

import re

# What the server or a driver says when the same work may go through in a moment: a deadlock, a lock that
# was waited for too long, a connection that broke, a server that restarts or is busy (Azure SQL).
PASSING = re.compile(
    r"deadlock|lock request time ?out|communication link failure|transport-level|tcp provider"
    r"|connection (was |is |has been )?(broken|closed|reset|terminated)|broken pipe|login timeout"
    r"|not found or not accessible|\b(08S01|08001|08003|40001|HYT00|HYT01)\b"
    r"|\b(40197|40501|40613|49918|49919|49920|10928|10929)\b",
    re.IGNORECASE,
)


def is_transient(text: str) -> bool:
    """Whether a message tells of trouble that may be over in a moment."""
    return PASSING.search(text) is not None
