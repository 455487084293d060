"""Files read to their ends, several at once, whatever the order in which they are given.

A file whose values could be read in two ways is read by what the others of its feed show. So all are read first by what
is landed already; those that asked for more than their own values are read again by what the rest has told.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_jobs.core.at_once import at_once
from python_jobs.core.errors import AmbiguousValues, HeaderAlone, NotOrderLines
from python_jobs.landing.doubts.find import find_doubts
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.files.snapshot import Snapshot, take_snapshot
from python_jobs.landing.lines.form import Consulted, KnownForms, says_otherwise
from python_jobs.landing.lines.gather import Gathered, gather
from python_jobs.landing.lines.scratch import Scratch
from python_jobs.landing.matching.match import match_tables
from python_jobs.landing.values.doubt import Doubt

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Request:
    """What holds for every file of a landing.

    present: name → (sha256, form) of what is landed; is_read_again: whether bytes that are landed by a feed that says the
    same are read as well; on_lines is called with the number of lines of each batch, by one thread at a time.
    """

    present: dict[str, tuple[str, str]]
    feeds: Sequence[Feed]
    scratch: Scratch
    is_read_again: bool
    on_lines: Callable[[int], None]
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def count(self, lines: int) -> None:
        """Tell of a batch that was read. Raises Stopped where nobody wants the rest."""
        self.scratch.check()
        with self._one_at_a_time:
            self.on_lines(lines)


@dataclass(frozen=True)
class ReadFile:
    """What became of a file: lines that stand in the scratch database; or `landed_as`, the name under which its bytes
    are landed; or an error, that its values can be read in two ways or that it has no order lines, or a header alone."""

    consulted: Consulted
    sha256: str = ""
    gathered: Gathered | None = None
    doubts: list[Doubt] = field(default_factory=list)
    landed_as: str = ""
    error: AmbiguousValues | HeaderAlone | NotOrderLines | None = None

    @property
    def is_settled(self) -> bool:
        """Whether no other file can change how this one is read."""
        return not self.consulted.has_asked


def read_all(request: Request, files: dict[str, Path]) -> dict[str, ReadFile]:
    """Read files by name. Raises InputError of the first one, in this order, that cannot be used."""
    known = KnownForms(form for _, form in request.present.values())
    folder = request.scratch.path.parent / "files"
    folder.mkdir(exist_ok=True)
    read: dict[str, ReadFile] = {}
    waiting = list(files)
    while waiting:
        results = at_once(
            lambda name: _read(request, name, files[name], folder, Consulted(known)),
            waiting,
            request.scratch.stop,
        )
        read |= dict(zip(waiting, results, strict=True))
        asked = [name for name, one in read.items() if not one.is_settled]
        _learn(known, [read[name] for name in waiting if read[name].is_settled])
        waiting = [name for name in asked if read[name].consulted.is_outdated]
        if not waiting:
            # Nothing more is told by values alone: those that were read all the same may tell the rest.
            _learn(known, [read[name] for name in asked])
            waiting = [
                name for name in asked if read[name].error and read[name].consulted.is_outdated
            ]
    return {name: read[name] for name in files}


def already_landed(
    present: dict[str, tuple[str, str]], name: str, sha256: str, form: str | None = None
) -> str | None:
    """The name under which the same bytes (read in the same form, if one is given) were landed.

    Another name counts only as long as this one has no lines that would have to go.
    """
    same = [
        other
        for other, (other_sha256, other_form) in present.items()
        if other_sha256 == sha256 and form in (None, other_form)
    ]
    if name in present:
        return name if name in same else None
    return same[0] if same else None


def _learn(known: KnownForms, read: Sequence[ReadFile]) -> None:
    for one in read:
        if one.gathered:
            known.learn(one.gathered.forms)


def _read(request: Request, name: str, path: Path, folder: Path, consulted: Consulted) -> ReadFile:
    """Read one file, in a thread of its own."""
    request.scratch.check()
    snapshot = take_snapshot(path, name, folder)
    try:
        same = already_landed(request.present, name, snapshot.sha256)
        if same and says_otherwise(request.present[same][1], request.feeds):
            log.info("%s: its feed has been changed since it was landed; it is read again", name)
        elif same and not request.is_read_again:
            return ReadFile(consulted, snapshot.sha256, landed_as=same)
        return _gather(request, snapshot, consulted)
    except (AmbiguousValues, HeaderAlone, NotOrderLines) as error:
        return ReadFile(consulted, snapshot.sha256, error=error)
    finally:
        snapshot.path.unlink()


def _gather(request: Request, snapshot: Snapshot, consulted: Consulted) -> ReadFile:
    matched = match_tables(snapshot, request.feeds, landed=request.present)
    scratch = request.scratch
    with scratch.another_connection() as connection:
        gathered = gather(
            connection, scratch.number(), snapshot.name, matched.tables, consulted, request.count
        )
        same = already_landed(request.present, snapshot.name, snapshot.sha256, gathered.form)
        if same:
            return ReadFile(consulted, snapshot.sha256, landed_as=same)
        doubts = matched.doubts + find_doubts(connection, gathered, snapshot.name)
    return ReadFile(consulted, snapshot.sha256, gathered, doubts)
