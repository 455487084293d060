"""One thing that the doctor looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Whether a thing is as it should be, and what to say about it."""

    is_well: bool
    text: str
