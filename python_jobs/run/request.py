"""What a run is asked to do, and what it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_jobs.landing.drop_folder import FailedFile
from python_jobs.landing.land import LandedFile
from python_jobs.mining.settings import Engine


@dataclass(frozen=True)
class RunRequest:
    """What a run is asked to do.

    paths: files and folders to land. incoming: a drop folder in their place. Without either the run
    builds from what is landed, or from the sample where that is nothing. may_replace: a file may take the
    place of one of its name with other orders. rebuild: also where readers see already what would be built.
    """

    paths: Sequence[Path] = ()
    incoming: Path | None = None
    feed_path: Path | None = None
    engine: Engine = "projection"
    wait_seconds: float = 0.0
    may_replace: bool = False
    rebuild: bool = False


@dataclass
class RunReport:
    """What a run did: the files, seconds by step, and where to look.

    is_unchanged: readers saw already what would have been built, so nothing was.
    """

    files: list[LandedFile] = field(default_factory=list)
    failed_files: list[FailedFile] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    tests: int = 0
    unit_tests_skipped: bool = False
    warnings: list[str] = field(default_factory=list)
    lineage_page: Path | None = None
    dashboards_page: Path | None = None
    is_unchanged: bool = False
