"""A proposed feed as the file that people edit."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.open_questions import TAKE_AWAY

if TYPE_CHECKING:
    from python_jobs.landing.propose.questions import Question


@dataclass
class Draft:
    """A feed that is being made.

    columns: lines among its columns; lines: those beside them; notes: what to think of, a sentence each.
    """

    columns: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, columns: Mapping[str, str]) -> Draft:
        """The draft that names these columns (field → column)."""
        return cls([f"{one}: {scalar(column)}" for one, column in columns.items()])

    def text(self, file_name: str, questions: Sequence[Question] = ()) -> str:
        """The YAML. What nobody can tell stands in it as a comment with a line for each answer."""
        out = io.StringIO()
        out.write(f"# How {file_name} is read. Proposed by its columns and values: look it over.\n")
        out.write("columns:\n")
        for line in self.columns:
            out.write(f"  {line}\n")
        for question in questions:
            if question.is_unusable:
                out.write(f"# {question.text}\n")
                continue
            out.write(f"# {question.text} {TAKE_AWAY}\n")
            if not question.answers:
                out.write("  # none of the columns looks like it\n")
            for answer in question.answers:
                comment = f"    # {answer.meaning}" if answer.meaning else ""
                out.write(f"{'  ' * answer.is_column}#{answer.line}{comment}\n")
            if question.more:
                out.write(f"  # {question.more}\n")
        for line in self.lines:
            out.write(f"{line}\n")
        for note in self.notes:
            out.write(f"# {note}\n")
        return out.getvalue()
