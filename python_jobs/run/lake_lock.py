"""One run at a time on a lake, from whatever machine.

A folder of this machine has a lock file beside it, which the system frees when a run dies. A lake that several
machines reach has a lease in it: a small file that says who works, and until when. The run that works renews it; a
lease that has run out belongs to a run that died.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from python_jobs.core.errors import AnotherRunInProgress
from python_jobs.core.project import Project
from python_jobs.run.lock import IN_PROGRESS, SECONDS_BETWEEN_TRIES, held_beside
from python_jobs.warehouses.lake.files import HadoopFiles, LakeFiles
from python_jobs.warehouses.spark_session import open_session

log = logging.getLogger(__name__)

LEASES = "_lease"
# Clocks of several machines may differ by some seconds; a renewal may have to wait for a busy disk.
SECONDS_OF_A_LEASE = 120.0
SECONDS_OF_RENEWAL = 20.0


@contextmanager
def lake_lock(project: Project, wait_seconds: float) -> Iterator[None]:
    """Hold the lake of a project against every other run.

    Raises AnotherRunInProgress when another one holds it and goes on for longer than wait_seconds.
    """
    if "://" not in project.lake:
        with held_beside(Path(project.lake), wait_seconds):
            yield
        return
    with held_by_lease(HadoopFiles(project.lake, open_session(project)), wait_seconds):
        yield


@contextmanager
def held_by_lease(files: LakeFiles, wait_seconds: float) -> Iterator[None]:
    """Hold the lease of a lake, and renew it until the end.

    Leases are numbered, and a file is made only where there is none: of two that want the next number one gets
    it. Raises AnotherRunInProgress when another one holds it and goes on for longer than wait_seconds.
    """
    deadline = time.monotonic() + wait_seconds
    owner = f"{socket.gethostname()} {os.getpid()} {uuid.uuid4().hex}"
    while not _take(files, owner):
        if time.monotonic() >= deadline:
            raise AnotherRunInProgress(IN_PROGRESS.format(location=files.root))
        time.sleep(SECONDS_BETWEEN_TRIES)
    over = threading.Event()
    renewing = threading.Thread(target=_renew, args=(files, owner, over), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        over.set()
        renewing.join()
        _write(files, owner, 0.0, _numbers(files))


def _take(files: LakeFiles, owner: str) -> bool:
    """Take the lease where nobody else has it; whether it is ours.

    The number after the one that was looked at: where someone else has taken that in the meantime, it is theirs.
    """
    numbers = _numbers(files)
    if numbers:
        newest = json.loads(files.read(_name(numbers[-1])))
        if newest["until"] > time.time() and newest["owner"] != owner:
            return False
    return _write(files, owner, SECONDS_OF_A_LEASE, numbers)


def _write(files: LakeFiles, owner: str, seconds: float, numbers: list[int]) -> bool:
    content = json.dumps({"owner": owner, "until": time.time() + seconds})
    made = files.create(_name(numbers[-1] + 1 if numbers else 1), content.encode())
    if made:
        for old in numbers[:-1]:
            files.remove(_name(old))
    return made


def _renew(files: LakeFiles, owner: str, over: threading.Event) -> None:
    while not over.wait(SECONDS_OF_RENEWAL):
        try:
            if not _take(files, owner):
                log.warning("Another run has taken the lake %s, since this one slept.", files.root)
        except Exception as error:
            log.warning("The lease of the lake could not be renewed: %s", error)


def _numbers(files: LakeFiles) -> list[int]:
    return sorted(int(name.removesuffix(".json")) for name in files.names(LEASES))


def _name(number: int) -> str:
    return f"{LEASES}/{number:010}.json"
