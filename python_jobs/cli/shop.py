"""The command that makes a folder for a shop's own settings."""

from __future__ import annotations

import os
from pathlib import Path

import click

from python_jobs.core.paths import at_home
from python_jobs.core.project import find_project
from python_jobs.core.shop import SHOP


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Make FOLDER for your shop's own settings, outside the project's files.

    It holds feeds (what your exports look like), seeds (item types, regions, who may see which region,
    segments) and vars.yml (settings such as whale_share), each with comments. An update of the project
    never touches it. Run it again to add what is missing; files that are there stay as they are.
    """
    from python_jobs.core.shop_template import make_shop

    made = make_shop(find_project(with_shop=False), folder)
    place = at_home(folder).absolute()
    for path in made:
        click.echo(f"made  {path}")
    if not made:
        click.echo(f"{place} has everything already; nothing was changed.")
    command = f'$env:{SHOP} = "{place}"' if os.name == "nt" else f"export {SHOP}='{place}'"
    click.echo(f"To use it, for the command and for dbt alike:\n    {command}")


COMMANDS = (init,)
