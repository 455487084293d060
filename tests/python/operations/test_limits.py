"""How much memory a build may take, and where it puts the rest."""

from __future__ import annotations

from pathlib import Path

import duckdb
import jinja2
import pytest
import yaml

from python_jobs.core.errors import InputError, WarehouseError
from python_jobs.core.project import DUCKDB_PATH
from python_jobs.run.limits import MEMORY_LIMIT, SPILL_FOLDER, check_limits
from tests.python.conftest import ROOT


@pytest.mark.parametrize("limit", ["", "75%", "1%", "100%", "4GB", "512MB", "1.5GiB", "2TB"])
def test_a_limit_that_duckdb_takes_is_taken(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MEMORY_LIMIT, limit)
    check_limits()
    if limit:
        duckdb.connect(config={"memory_limit": limit}).close()


@pytest.mark.parametrize("limit", ["much", "0%", "101%", "-1GB", "4", "4 G", "1e9GB", "75%'; drop"])
def test_any_other_limit_is_refused_in_a_sentence(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MEMORY_LIMIT, limit)
    with pytest.raises(InputError, match=MEMORY_LIMIT):
        check_limits()


def test_a_spill_folder_that_cannot_be_written_to_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SPILL_FOLDER, str(tmp_path / "new" / "folder"))
    check_limits()
    (tmp_path / "file").touch()
    monkeypatch.setenv(SPILL_FOLDER, str(tmp_path / "file" / "folder"))
    with pytest.raises(WarehouseError, match=SPILL_FOLDER):
        check_limits()


@pytest.mark.parametrize(
    ("given", "limit", "folder"),
    [
        ({}, "75%", "warehouse/customer_intelligence.duckdb.tmp"),
        ({MEMORY_LIMIT: "", SPILL_FOLDER: "", DUCKDB_PATH: "a.duckdb"}, "75%", "a.duckdb.tmp"),
        ({MEMORY_LIMIT: "1GiB", SPILL_FOLDER: "/spill"}, "1GiB", "/spill"),
    ],
)
def test_the_profile_has_them(given: dict[str, str], limit: str, folder: str) -> None:
    profile = yaml.safe_load((ROOT / "profiles.yml").read_text(encoding="utf-8"))
    options = profile["customer_intelligence"]["outputs"]["duckdb"]["config_options"]
    rendered = {
        name: jinja2.Template(text).render(env_var=lambda name, default: given.get(name, default))
        for name, text in options.items()
    }
    assert rendered == {"memory_limit": limit, "temp_directory": folder}
