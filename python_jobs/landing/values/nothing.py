"""Words that stand where a number is left out."""

from __future__ import annotations

from python_jobs.landing.values.ids import null_words
from python_jobs.landing.values.text import literal


def says_nothing(text: str) -> str:
    """SQL: whether a number beside a line's own is left out: nothing, a dash, or a word for none; an error of a formula, and
    what is not known, say that there may be one."""
    words = ", ".join(map(literal, null_words(for_sure=True)))
    return f"coalesce(lower(trim({text})), '') in ('', {words})"
