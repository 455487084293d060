"""What a scheduler is told: the command, where it starts, and the variables it needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

NAME = "customer-intelligence"
SECRETS_FILE = f"/etc/{NAME}.env"
# A run takes minutes; one that hangs for hours should make room for the next.
MOST_HOURS = 6


@dataclass(frozen=True)
class Job:
    """A run to start every day. Paths are absolute, and text: they end up in one.

    settings: variables whose values may be written down. secrets: the names of the others.
    written_folders: where the run writes, besides the project's folder.
    """

    time: dt.time
    program: str
    target: str
    incoming: str | None
    folder: str
    log_folder: str
    written_folders: tuple[str, ...]
    user: str
    settings: Mapping[str, str]
    secrets: tuple[str, ...]
    first_day: dt.date
    secrets_file: str = SECRETS_FILE

    @property
    def arguments(self) -> tuple[str, ...]:
        drop_folder = ("--incoming", self.incoming) if self.incoming else ()
        return ("run", *drop_folder, "--target", self.target)

    @property
    def hour_and_minute(self) -> str:
        return f"{self.time:%H:%M}"

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything in it that someone else has chosen."""
        return (
            self.program,
            *self.arguments,
            self.folder,
            self.log_folder,
            *self.written_folders,
            self.user,
            *self.settings.values(),
            self.secrets_file,
        )


def secrets_file_lines(job: Job) -> list[str]:
    """What to put into the file of secrets, in quotes that a shell and systemd read alike."""
    return [f"{name}='…'" for name in job.secrets]
