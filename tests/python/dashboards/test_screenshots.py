"""The pictures in docs/ show the figures that the page of the sample shows now."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType

from tests.python.conftest import ROOT
from tests.python.dashboards.conftest import Opened

FOLDER = ROOT / "docs" / "screenshots"


def _take() -> ModuleType:
    specification = importlib.util.spec_from_file_location("take", FOLDER / "take.py")
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_pictures_are_current(sample: Opened) -> None:
    take = _take()
    in_pictures = json.loads((FOLDER / "figures.json").read_text(encoding="utf-8"))
    for panel in take.PANELS:
        sample.go(panel)
        now = take.figures(sample.page, panel)
        assert now, panel
        assert now == in_pictures[panel], "run docs/screenshots/take.py"
        assert (FOLDER / f"{panel}.png").stat().st_size > 10_000
