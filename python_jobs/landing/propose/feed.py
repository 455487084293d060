"""A proposed feed as the file that people edit."""

from __future__ import annotations

import io

import yaml

from python_jobs.landing.propose.columns import Proposal


def feed_text(file_name: str, proposal: Proposal, notes: list[str]) -> str:
    """The YAML of a proposed feed. What nobody can tell stands in it as a comment.

    notes: what to think of, a line each.
    """
    out = io.StringIO()
    out.write(f"# How {file_name} is read. Proposed by its columns: look it over.\n")
    for note in notes:
        out.write(f"# {note}\n")
    out.write("columns:\n")
    for field, column in proposal.columns.items():
        out.write(f"  {field}: {_scalar(column)}\n")
    for field, candidates in proposal.unknown.items():
        listed = " or ".join(map(_scalar, candidates[:8])) or "none of the columns looks like it"
        out.write(f"  # {field}:            # which column is it? {listed}\n")
    return out.getvalue()


def _scalar(text: str) -> str:
    """A text as YAML that is read as this text."""
    dumped = yaml.safe_dump(text, allow_unicode=True, default_style=None, width=10_000)
    return dumped.removesuffix("\n").removesuffix("\n...").strip()
