"""A new folder for a shop's own settings, filled with what the project has, to be changed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from python_jobs.core.errors import InputError
from python_jobs.core.paths import at_home
from python_jobs.core.project import Project
from python_jobs.core.shop import SHOP, Shop

FEED_EXAMPLE = "my_shop.yml.example"
# for those who develop the project, not for a shop
NOT_OF_A_SHOP = ("build_suffix",)
VARS_BLOCK = re.compile(r"^vars:\n((?:[ ]{2}.*\n|\n)+)", re.MULTILINE)
VARS_HEADER = """\
# Settings of your shop. Remove the # in front of a setting to change it; what stays as it is follows the project.
# {program} reads this file when {variable} names its folder. For plain dbt:
#     dbt build --vars "$(cat vars.yml)"
# The first setting has no #, since dbt refuses a file of comments alone; it may stay as it is.

"""


def make_shop(project: Project, folder: Path) -> list[Path]:
    """Fill a folder with feeds, seeds and vars to change; what is there already stays as it is.

    Returns the files that were made. Raises InputError when the folder cannot be written to.
    """
    shop = Shop(at_home(folder).absolute())
    made: list[Path] = []
    try:
        shop.feeds_folder.mkdir(parents=True, exist_ok=True)
        shop.seeds_folder.mkdir(exist_ok=True)
        for seed in sorted((project.root / "seeds").glob("*.csv")):
            made += _copy(seed, shop.seeds_folder / seed.name)
        made += _copy(project.feeds_folder / FEED_EXAMPLE, shop.feeds_folder / FEED_EXAMPLE)
        if not shop.vars_file.exists():
            shop.vars_file.write_text(_vars_text(project), encoding="utf-8")
            made.append(shop.vars_file)
    except OSError as error:
        raise InputError(
            f"The folder {shop.folder} cannot be made: {error.strerror}. Choose another one."
        ) from None
    return made


def _copy(source: Path, copy: Path) -> list[Path]:
    if copy.exists():
        return []
    shutil.copyfile(source, copy)
    return [copy]


def _vars_text(project: Project) -> str:
    """The vars of dbt_project.yml with their comments, each switched off by a #.

    The first one is on, with its default: for dbt, a file of nothing but comments is not valid YAML.
    """
    text = (project.root / "dbt_project.yml").read_text(encoding="utf-8")
    block = VARS_BLOCK.search(text)
    lines = [line[2:] for line in (block[1] if block else "").splitlines() if line.strip()]
    written: list[str] = []
    comment: list[str] = []
    is_first = True
    for line in lines:
        if line.startswith("#"):
            comment.append(line)
            continue
        if not line.startswith(NOT_OF_A_SHOP):
            written += [*comment, line if is_first else f"#{line}"]
            is_first = False
        comment = []
    header = VARS_HEADER.format(program="customer-intelligence", variable=SHOP)
    return header + "\n".join(written) + "\n"
