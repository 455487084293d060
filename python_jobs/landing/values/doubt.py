"""What a file shows that may be meant otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from python_jobs.core.wording import whole


@dataclass(frozen=True)
class Doubt:
    """A file was read, and someone should look.

    kind: a short name for programs; sentence: what is odd, to stand behind the file's name; example: a value as it is in the file;
    remedy: what to do.
    """

    kind: str
    sentence: str
    example: str
    remedy: str

    def __str__(self) -> str:
        instance = f" (for instance '{self.example}')" if self.example else ""
        return f"{whole(self.sentence + instance)} {self.remedy}"
