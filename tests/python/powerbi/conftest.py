"""The committed project, the tools that read it, and copies to plant errors in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from .model import Model
from .node_tools import NodeTools, NoNodeToolsError, install
from .object_model import ObjectModel
from .report import Report

POWER_BI = Path(__file__).resolve().parents[3] / "powerbi"


@dataclass(frozen=True)
class Files:
    """A powerbi/ folder: the committed one or a copy."""

    folder: Path

    @property
    def project(self) -> Path:
        return self.folder / "CustomerIntelligence.pbip"

    @property
    def definition(self) -> Path:
        return self.folder / "CustomerIntelligence.SemanticModel" / "definition"

    @property
    def report(self) -> Report:
        return Report(self.folder / "CustomerIntelligence.Report")

    def plant(self, path: str, old: str, new: str) -> None:
        """Replace the first occurrence in a file, named by a glob that only it fits."""
        (file,) = self.folder.glob(path)
        before = file.read_text("utf-8")
        assert old in before, f"{old!r} is not in {file.name}"
        file.write_text(before.replace(old, new, 1), "utf-8")


Load = Callable[[Files], Model]


@pytest.fixture(scope="session")
def committed() -> Files:
    return Files(POWER_BI)


@pytest.fixture
def copy(tmp_path: Path) -> Files:
    """A copy of the project to plant an error in."""
    return Files(shutil.copytree(POWER_BI, tmp_path / "powerbi"))


@pytest.fixture(scope="session")
def node_tools() -> NodeTools:
    try:
        return install()
    except NoNodeToolsError as reason:
        if os.environ.get("CI") and shutil.which("npm"):
            pytest.fail(str(reason))
        pytest.skip(f"Power BI files not checked: {reason}")


@pytest.fixture(scope="session")
def object_model(node_tools: NodeTools) -> Iterator[ObjectModel]:
    with ObjectModel(node_tools.model_server()) as server:
        yield server


@pytest.fixture(scope="session")
def load(object_model: ObjectModel, tmp_path_factory: pytest.TempPathFactory) -> Load:
    """Load the TMDL of a project with Microsoft's object model."""
    scratch = tmp_path_factory.mktemp("bim")
    return lambda files: Model(object_model.load(files.definition, scratch))


@pytest.fixture(scope="session")
def model(load: Load, committed: Files) -> Model:
    """The committed model."""
    return load(committed)
