"""Why nothing is predicted: one sentence, for the log, the end of a run and the page."""

from __future__ import annotations

from dataclasses import dataclass

from python_jobs.words.language import Language


@dataclass(frozen=True)
class Unpredicted:
    """kind: a key of the words unpredicted.…; found and needed: what there is of it, and what it takes."""

    kind: str
    found: int
    needed: int

    def sentence(self, language: Language) -> str:
        """The reason, without a capital letter and a full stop."""
        found, needed = language.number(self.found), language.number(self.needed)
        return language.say(f"unpredicted.{self.kind}", found=found, needed=needed)


# Without customers no row of the outlook says why it is empty.
NO_CUSTOMERS = Unpredicted("no_customers", 0, 1)
