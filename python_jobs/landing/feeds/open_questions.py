"""Questions that `inspect` has written into a feed, each with a line for every answer behind a #, and that nobody has answered."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

# What stands behind each question; see Draft.text.
TAKE_AWAY = "Take the # away from the line that is right:"
_QUESTION = re.compile(rf"\s*#\s*(?P<text>.+?)\s*{re.escape(TAKE_AWAY)}\s*")
# An answer has no blank behind its #, and a remark has one.
_ANSWER = re.compile(r"\s*#(?P<field>\w+):\s*(?P<column>.+?)(?:\s{2,}#.*)?\s*")
_REMARK = re.compile(r"\s*#\s.*")


@dataclass(frozen=True)
class OpenQuestion:
    """A question of a feed: the number of its line, its text, and the fields that its answers name."""

    line: int
    text: str
    fields: Collection[str]
    first_answer: str

    def __str__(self) -> str:
        return (
            f"the question in its line {self.line} is still open: {self.text} Take the # away from the line below it that is right, for instance "
            f"from  #{self.first_answer}"
        )


def find_open_questions(text: str, given: Collection[str]) -> list[OpenQuestion]:
    """The questions of a feed to which no line is an answer. given: the fields and settings that it has."""
    lines = text.splitlines()
    found = []
    for at, line in enumerate(lines):
        question = _QUESTION.fullmatch(line)
        answers = _answers(lines[at + 1 :]) if question else []
        fields = {one["field"] for one in answers}
        if question and answers and not fields & set(given):
            first = f"{answers[0]['field']}: {answers[0]['column']}"
            found.append(OpenQuestion(at + 1, question["text"], fields, first))
    return found


def _answers(lines: Sequence[str]) -> list[re.Match[str]]:
    """Those right below a question, up to the next question or remark."""
    found = []
    for line in lines:
        answer = _ANSWER.fullmatch(line)
        if answer:
            found.append(answer)
        elif _REMARK.fullmatch(line):
            break
    return found
