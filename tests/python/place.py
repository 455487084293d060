"""Commands, run as a user would: in a project, with an environment, on a target."""

from __future__ import annotations

import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

# Of a command that hangs; a run on a busy machine takes a few minutes.
SECONDS_OF_A_COMMAND = 1200


class Place(ABC):
    """A project to run commands in."""

    project: Path
    target: ClassVar[str]
    # what runs customer-intelligence
    program: ClassVar[list[str]] = [sys.executable, "-m", "python_jobs"]

    @property
    @abstractmethod
    def environment(self) -> dict[str, str]:
        """The environment of every command."""

    def command(
        self, *arguments: str | Path, seconds: float = SECONDS_OF_A_COMMAND
    ) -> subprocess.CompletedProcess[str]:
        """Run customer-intelligence, for so many seconds at most."""
        return self._run([*self.program, *map(str, arguments)], seconds)

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start customer-intelligence and come back at once."""
        return subprocess.Popen(
            [*self.program, *map(str, arguments)],
            cwd=self.project,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def dbt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run dbt."""
        program = Path(sys.executable).with_name("dbt")
        options = ["--profiles-dir", str(self.project), "--target", self.target]
        return self._run([str(program), "--no-use-colors", *arguments, *options])

    def _run(
        self, command: list[str], seconds: float = SECONDS_OF_A_COMMAND
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.project,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=seconds,
        )
