"""Lines of a feed that are printed as advice are YAML, whatever the columns are called; one that is none says how to mend it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from python_jobs.core.errors import InputError
from python_jobs.core.yaml_file import read_yaml, scalar
from tests.python.landing.situations.shop import FEED, read, table

NAMES = (
    "Void?", "a, b", "Yes", "1", "", "it's", '"q"', "a: b", "a:b", "#x", "x #y", "[x]", "{a}", "*x", "&x", "%", "@a", "- x", "-", "?",
    "? x", "!x", "|", ">", "`x", "Ligne\nDeux", "a\tb", " x ", "null", "~", "2024-01-01", "12:30", "=", "<<", "x" * 500, "a\\b", "No.",
    "1e3", "Price [EUR]", "Größe/Farbe", "판매가", "\u2028x", "a\x07b",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_read_as_itself_wherever_it_stands_on_a_line(name: str) -> None:
    text = scalar(name)
    assert "\n" not in text
    assert yaml.safe_load(f"drop: {{{text}: [{text}, {text}]}}") == {"drop": {name: [name, name]}}
    assert yaml.safe_load(f"price: {text}") == {"price": name}


@pytest.mark.parametrize("name", ["Void?", "Void [Y]", "Is Void?"])
def test_a_line_that_is_advised_reads_the_file(tmp_path: Path, name: str) -> None:
    header = f"Nr,Tag,Art,Name,Stk,Preis,Wer,Land,{name}"
    lines = [f"{at},2024-05-17,A,Lamp,1,10.00,K1,DE,{at == 3}" for at in range(9)]
    told = read(tmp_path, table(*lines, header=header))
    found = re.search(r"drop: \{.*?\]\}", told.sentences)
    assert found, told
    again = tmp_path / "again"
    again.mkdir()
    mended = read(again, table(*lines, header=header), f"{FEED}{found[0]}\n")
    assert (mended.refused, mended.doubts, len(mended.rows)) == ("", [], 8)


def test_the_time_beside_a_date_is_advised_in_quotes_where_yaml_needs_them(tmp_path: Path) -> None:
    header = "Nr,Tag,Art,Name,Stk,Preis,Wer,Land,Time: local"
    told = read(tmp_path, table("1,2024-05-17,A,Lamp,1,10.00,K1,DE,12:30", header=header))
    assert "invoice_time: 'Time: local'" in told.sentences


@pytest.mark.parametrize(
    "line",
    ['drop: {Void?: ["true"]}', "drop: {@a: [b]}", "price: % x", "columns: {price: Price [EUR]}"],
)
def test_a_name_that_needs_quotes_is_told(tmp_path: Path, line: str) -> None:
    path = tmp_path / "feed.yml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match="is not valid YAML: line 1.* in quotes"):
        read_yaml(path, "The feed file")
