"""A shop's own folder: made by init, obeyed by the command and by plain dbt, never touched by an update."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from rich.console import Console

from python_jobs.cli import cli
from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.core.project import find_project
from python_jobs.core.seeds import check_seeds
from python_jobs.core.shop import SHOP
from python_jobs.run.pipeline import run
from python_jobs.run.request import RunRequest
from tests.python.conftest import ROOT, Workplace

OWN_FEED = """\
columns: {invoice: Beleg, invoice_date: Datum, stock_code: Artikel, quantity: Menge, price: Preis}
"""
OWN_EXPORT = """\
Beleg;Datum;Artikel;Menge;Preis
1;31.12.2023 10:00;VERSAND;1;4,90
2;01.01.2024 11:00;A1;2;10,00
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "my shop"
    done = CliRunner().invoke(cli, ["init", str(folder)])
    assert done.exit_code == 0, done.output
    assert str(folder) in done.output
    monkeypatch.setenv(SHOP, str(folder))
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_DUCKDB_PATH", str(tmp_path / "warehouse.duckdb"))
    return folder


def test_init_makes_everything_once(shop: Path) -> None:
    (shop / "vars.yml").write_text("whale_share: 0.05\n", encoding="utf-8")
    (shop / "seeds" / "item_types.csv").unlink()
    done = CliRunner().invoke(cli, ["init", str(shop)])
    assert done.exit_code == 0
    assert (shop / "vars.yml").read_text(encoding="utf-8") == "whale_share: 0.05\n"
    assert (shop / "seeds" / "item_types.csv").is_file()


def test_a_new_folder_changes_nothing(shop: Path) -> None:
    with_shop, without = find_project(), find_project(with_shop=False)
    assert with_shop.shop is not None
    assert with_shop.variables == without.variables
    text = (shop / "vars.yml").read_text(encoding="utf-8")
    settings = yaml.safe_load(re.sub(r"(?m)^#(?=\w+:)", "", text))
    assert set(settings) == set(without.variables_in_file) - {"build_suffix"}
    for seed in (ROOT / "seeds").glob("*.csv"):
        assert (shop / "seeds" / seed.name).read_bytes() == seed.read_bytes()


def test_vars_of_the_shop_give_way_to_the_command_line(shop: Path) -> None:
    (shop / "vars.yml").write_text(
        "rfm_monetary: gross\nas_of_date: 2011-12-31\n", encoding="utf-8"
    )
    variables = find_project(None, {"rfm_monetary": "net"}).variables
    assert variables["rfm_monetary"] == "net"
    assert variables["as_of_date"] == "2011-12-31"


@pytest.mark.parametrize("text", ["whale_shares: 0.1", "- a list", "a: [", "text"])
def test_vars_that_cannot_be_used_are_refused(shop: Path, text: str) -> None:
    (shop / "vars.yml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"vars\.yml"):
        find_project()


def test_a_folder_that_is_missing_or_lacks_a_seed_is_refused(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shop / "seeds" / "rfm_segments.csv").unlink()
    with pytest.raises(InputError, match=r"lacks rfm_segments\.csv"):
        find_project()
    monkeypatch.setenv(SHOP, str(shop / "nowhere"))
    with pytest.raises(InputError, match="does not exist"):
        find_project()


@pytest.mark.parametrize("seed", ["item_types", "item_types_of_feeds"])
def test_a_mistyped_item_type_is_told_with_its_line_before_anything_lands(
    shop: Path, seed: str
) -> None:
    check_seeds(find_project())
    path = shop / "seeds" / f"{seed}.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    right = rows[0].rpartition(",")[0]
    path.write_text(
        "\n".join([header, *rows, f"{right}, fee", f"{right},discont"]), encoding="utf-8"
    )
    said = f"{path}, line {len(rows) + 3}: item_type is 'discont'. It takes product, shipping, discount, "
    with pytest.raises(InputError, match=re.escape(said)):
        check_seeds(find_project())
    with pytest.raises(InputError, match=re.escape(said)):
        run(find_project(), RunRequest(), Progress(Console(file=io.StringIO())))
    assert not find_project().duckdb_path.exists()


@pytest.mark.slow
def test_plain_dbt_and_landing_use_the_shop(shop: Path, workplace: Workplace) -> None:
    place = workplace.with_settings(SHOP=str(shop))
    (shop / "feeds" / "erp.yml").write_text(OWN_FEED, encoding="utf-8")
    with (shop / "seeds" / "item_types.csv").open("a", encoding="utf-8") as seed:
        seed.write("5,VERSAND,shipping\n")
    seeds = {path: path.read_bytes() for path in (shop / "seeds").iterdir()}
    orders = workplace.folder / "export.csv"
    orders.write_text(OWN_EXPORT, encoding="utf-8")
    landed = place.command("land", orders)
    assert landed.returncode == 0, landed.stderr
    without_tests = ("--resource-type", "seed", "--resource-type", "model")
    built = place.dbt("build", *without_tests, "--select", "+dim_product")
    assert built.returncode == 0, built.stdout
    types = workplace.query("select stock_code, item_type from marts.dim_product order by 1")
    assert types == [("A1", "product"), ("VERSAND", "shipping")]
    # dbt keeps a copy of the SQL that it runs, by the path of what it runs
    assert {path: path.read_bytes() for path in (shop / "seeds").iterdir()} == seeds
