"""The pages of a run: seen at the switch, with the rights that the old ones had."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from python_jobs.core.errors import WarehouseError
from python_jobs.core.project import Project
from python_jobs.run.staged.pages import StagedPages
from tests.python.operations.test_switch import not_on_windows


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DBT_TARGET_PATH", str(tmp_path / "target"))
    return tmp_path / "target"


def _write(project: Project, text: str) -> StagedPages:
    pages = StagedPages(project)
    pages.begin()
    (pages.folder / "dashboards.html").write_text(text, encoding="utf-8")
    return pages


def test_a_page_is_seen_when_it_is_published(project: Project, target: Path) -> None:
    _write(project, "old").publish()
    pages = _write(project, "new")
    assert (target / "dashboards.html").read_text(encoding="utf-8") == "old"
    pages.publish()
    assert (target / "dashboards.html").read_text(encoding="utf-8") == "new"
    assert [path.name for path in target.iterdir()] == ["dashboards.html"]


def test_what_a_killed_run_has_left_is_not_shown(project: Project, target: Path) -> None:
    pages = _write(project, "left behind")
    (pages.folder / "static_index.html").write_text("left behind", encoding="utf-8")
    _write(project, "new").publish()
    assert [path.name for path in target.iterdir()] == ["dashboards.html"]


@pytest.fixture(params=["the same disk", "another disk"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A page where a web server looks."""
    memory = Path("/dev/shm")  # noqa: S108  # Linux has a disk of its own there
    if request.param == "the same disk":
        yield tmp_path / "served.html"
    elif memory.is_dir() and memory.stat().st_dev != tmp_path.stat().st_dev:
        with tempfile.TemporaryDirectory(dir=memory) as folder:
            yield Path(folder) / "served.html"
    else:
        pytest.skip("there is no second disk")


@not_on_windows
def test_a_link_and_the_rights_of_a_page_stay(project: Project, target: Path, served: Path) -> None:
    served.write_text("old", encoding="utf-8")
    served.chmod(0o604)
    target.mkdir()
    (target / "dashboards.html").symlink_to(served)
    _write(project, "new").publish()
    assert (target / "dashboards.html").is_symlink()
    assert served.read_text(encoding="utf-8") == "new"
    assert served.stat().st_mode & 0o777 == 0o604


def test_a_target_that_is_no_folder_is_told_before_the_switch(
    project: Project, target: Path
) -> None:
    target.write_text("a file", encoding="utf-8")
    with pytest.raises(WarehouseError, match="DBT_TARGET_PATH"):
        StagedPages(project).begin()
