"""A shop's own settings: a folder outside the project's files, so that a new version never changes them.

feeds/     YAML files that say what the shop's exports look like; tried before those of the project
seeds/     item types, regions, region access and segments, in place of the project's
vars.yml   dbt vars, in place of the defaults in dbt_project.yml
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_jobs.core.errors import InputError
from python_jobs.core.paths import at_home
from python_jobs.core.yaml_file import read_yaml

SHOP = "CUSTOMER_INTELLIGENCE_SHOP"


@dataclass(frozen=True)
class Shop:
    """The folder of a shop."""

    folder: Path

    @property
    def feeds_folder(self) -> Path:
        return self.folder / "feeds"

    @property
    def seeds_folder(self) -> Path:
        return self.folder / "seeds"

    @property
    def vars_file(self) -> Path:
        return self.folder / "vars.yml"

    def variables(self, known: dict[str, Any]) -> dict[str, Any]:
        """The shop's dbt vars; known are the project's, by name.

        Raises InputError, naming the file, when it is not a YAML mapping or has a var that is not known.
        """
        if not self.vars_file.is_file():
            return {}
        content = read_yaml(self.vars_file, "The file of vars") or {}
        if not isinstance(content, dict):
            raise InputError(
                f"{self.vars_file} must have one var a line, such as 'rfm_monetary: gross'."
            )
        unknown = [str(name) for name in content if name not in known]
        if unknown:
            raise InputError(
                f"{self.vars_file} sets {', '.join(unknown)}, which the project does not have. "
                f"Its vars are: {', '.join(known)}."
            )
        # YAML reads 2011-12-31 as a date; dbt vars are text and numbers.
        return {
            name: value if isinstance(value, int | float | str) else str(value or "")
            for name, value in content.items()
        }


def feeds_of_shop() -> Path:
    """The folder for feeds of one's own, for a sentence: that of the shop that the environment names, or the project's."""
    given = os.environ.get(SHOP)
    return Shop(at_home(given)).feeds_folder if given else Path("feeds")


def find_shop(start: Path, seeds: Path) -> Shop | None:
    """The folder that the environment names, if it names one; a relative path begins at start.

    seeds: the project's, all of which a shop must have.
    Raises InputError when there is no such folder, or when it lacks a seed.
    """
    given = os.environ.get(SHOP)
    if not given:
        return None
    shop = Shop((start / at_home(given)).absolute())
    if not shop.folder.is_dir():
        raise InputError(
            f"{SHOP} names {shop.folder}, which does not exist. "
            f"Make it with: customer-intelligence init {shop.folder}"
        )
    missing = [
        one.name
        for one in sorted(seeds.glob("*.csv"))
        if not (shop.seeds_folder / one.name).is_file()
    ]
    if missing:
        raise InputError(
            f"The shop's folder {shop.seeds_folder} lacks {', '.join(missing)}. "
            f"Add what is missing with: customer-intelligence init {shop.folder}"
        )
    return shop
