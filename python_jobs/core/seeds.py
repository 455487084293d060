"""The seeds that people edit, looked at before anything is done: a mistyped word is told with its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.core.wording import shown
from python_jobs.core.yaml_file import read_yaml


def check_seeds(project: Project) -> None:
    """Hold the words of the shop's seeds, or of the project's, against those that their tests accept.

    dbt tests the same, but only after minutes, and names the test in place of the line.
    Raises InputError with the file, the line, and what may stand there.
    """
    for name, column, accepted in _accepted_words(project.root / "seeds"):
        path = _path(project, name)
        for line, row in _rows(path):
            value = row.get(column)
            if value and value not in accepted:
                raise InputError(
                    f"{path}, line {line}: {column} is '{shown(value)}'. It takes {', '.join(accepted)}."
                )


def read_seed(project: Project, name: str) -> list[dict[str, str | None]]:
    """The rows of a seed as the marts have them: of the shop's copy, or of the project's."""
    return [row for _, row in _rows(_path(project, name))]


def _path(project: Project, name: str) -> Path:
    folder = project.shop.seeds_folder if project.shop else project.root / "seeds"
    return folder / f"{name}.csv"


def _accepted_words(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """(seed, column, words) of each accepted_values test of the seeds."""
    for path in sorted(folder.glob("*.yml")):
        content = read_yaml(path, "The description of seeds")
        for seed in content.get("seeds", []):
            for column in seed.get("columns", []):
                for test in column.get("data_tests", []):
                    if isinstance(test, dict) and "accepted_values" in test:
                        values = test["accepted_values"]["arguments"]["values"]
                        yield seed["name"], column["name"], [str(value) for value in values]


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str | None]]]:
    """(line, row) of a seed; what is no CSV in UTF-8 is left to dbt, which says so."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                yield (
                    reader.line_num,
                    {
                        name.strip(): value.strip() if isinstance(value, str) else None
                        for name, value in row.items()
                        if isinstance(name, str)
                    },
                )
    except (OSError, UnicodeDecodeError, csv.Error):
        return
