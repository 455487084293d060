"""Words that stand where a number is left out."""

from __future__ import annotations

from python_jobs.landing.values.ids import null_words
from python_jobs.landing.values.text import literal


def says_nothing(text: str) -> str:
    """SQL: whether a number beside a line's own is left out: nothing, a dash, or a word for none; an error of a formula, and a
    question mark, say that there may be one."""
    words = [word for word in null_words() if word[:1] not in "#?"]
    return f"coalesce(lower(trim({text})), '') in ('', {', '.join(map(literal, words))})"
