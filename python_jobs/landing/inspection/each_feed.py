"""A file whose columns several feeds name: what comes out of it by each of them, and which one is meant."""

from __future__ import annotations

from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.core.wording import shown
from python_jobs.landing.contents.find import Contents
from python_jobs.landing.files.snapshot import Snapshot
from python_jobs.landing.inspection.read import Inspection, read_by_feeds
from python_jobs.landing.lines.scratch import Scratch
from python_jobs.landing.matching.choose import SeveralFeeds
from python_jobs.landing.propose.questions import Answer, Ask, question

_TELLING = ("orders with a sale", "customers with a sale", "sold", "returned")


def read_by_each(
    project: Project,
    scratch: Scratch,
    snapshot: Snapshot,
    contents: Contents,
    several: SeveralFeeds,
    progress: Progress,
    ask: Ask,
) -> Inspection:
    """The reading by the feed that a person chooses; where nobody does, all of them with the question."""
    readings = []
    for feed in several.feeds:
        try:
            found = read_by_feeds(project, scratch, snapshot, contents, [feed], progress)
        except InputError as error:
            found = Inspection(snapshot.name, feed.name, refusal=str(error))
        readings.append(found)
    answers = {
        Answer(f"--feed {shown(feed.path or feed.name, 1000)}", _meaning(reading)): reading
        for feed, reading in zip(several.feeds, readings, strict=True)
    }
    asked = question("Which feed is meant?", list(answers))
    chosen = ask(asked)
    if chosen is not None:
        return answers[chosen]
    return Inspection(snapshot.name, "", questions=[asked], readings=readings, refusal=str(several))


def _meaning(reading: Inspection) -> str:
    """What comes out by a feed, in a line."""
    if reading.refusal:
        return "it cannot be read so"
    return ", ".join(f"{one}: {reading.counts[one]}" for one in _TELLING if one in reading.counts)
