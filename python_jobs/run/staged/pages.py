"""The pages of a run: written beside those that people see, and put in their place at the switch."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from python_jobs.core.errors import WarehouseError
from python_jobs.core.project import Project
from python_jobs.core.rights import carry_rights

FOLDER = ".next"


class StagedPages:
    """A folder in dbt's target folder, on the same disk, so that moving a page out of it is one step."""

    def __init__(self, project: Project) -> None:
        self._shown = project.target_folder
        self.folder = self._shown / FOLDER

    def begin(self) -> None:
        """An empty folder; raises WarehouseError when it cannot be made."""
        shutil.rmtree(self.folder, ignore_errors=True)
        try:
            self.folder.mkdir(parents=True)
        except OSError as error:
            raise WarehouseError(
                f"The pages cannot be written to {self._shown}: {error.strerror or error}. Give this "
                "account the right to write there, or name another folder in DBT_TARGET_PATH."
            ) from None

    def publish(self) -> None:
        """Put each page in its place; raises OSError when one cannot be replaced."""
        for page in sorted(self.folder.iterdir()):
            if page.is_file():
                # What is shown may be a link to where a web server looks.
                _put_in_place(page, (self._shown / page.name).resolve())
        self.discard()

    def discard(self) -> None:
        """Throw away what is not shown."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _put_in_place(page: Path, shown: Path) -> None:
    if shown.exists():
        carry_rights(shown, page)
    try:
        page.replace(shown)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = shown.with_name(f".{page.name}{FOLDER}")
        shutil.copyfile(page, beside)
        if shown.exists():
            carry_rights(shown, beside)
        beside.replace(shown)
