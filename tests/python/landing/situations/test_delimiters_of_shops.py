"""Texts of a folder or an archive that have the columns of the feed by another delimiter than it says: they are no notes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import (
    COLUMNS,
    FEED,
    LINES,
    SOLD,
    Outcome,
    read,
    read_files,
    table,
)

SAID = f'{FEED}delimiter: ","\n'
OTHER = {
    "a comma in a value": table("9;2024-05-19;A;Lamp, blue;1;40.00;K3;DE", header=COLUMNS, delimiter=";"),
    "a comma in one value": table("9;2024-05-19;A;Lamp;1;40.00;K3;DE", "9;2024-05-19;A;Lamp, blue;1;40.00;K3;DE", delimiter=";"),
    "a comma in the header": table("9;2024-05-19;A;Lamp;1;40.00;K3;DE;", header=f"{COLUMNS},Size# Color", delimiter=";").replace("#", ","),
    "a comma in a title": "Orders, all shops\n" + table("9;2024-05-19;A;Lamp;1;40.00;K3;DE", delimiter=";"),
    "no comma": table("9;2024-05-19;A;Lamp;1;40.00;K3;DE", delimiter=";"),
    "tabs": table("9\t2024-05-19\tA\tLamp, blue\t1\t40.00\tK3\tDE", delimiter="\t"),
}  # fmt: skip


def packed(folder: Path, files: dict[str, str], feed: str = SAID) -> Outcome:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return read(folder, content.getvalue(), feed, name="orders.zip")


@pytest.mark.parametrize("ending", ["csv", "txt"])
@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_a_text_with_another_delimiter_is_refused(tmp_path: Path, text: str, ending: str) -> None:
    files = {"a.csv": table(*LINES), f"b.{ending}": text}
    (tmp_path / "zip").mkdir()
    in_archive = packed(tmp_path / "zip", files).refused
    in_folder = read_files(tmp_path, {name: one.encode() for name, one in files.items()}, SAID)
    for refused in (in_archive, in_folder.refused):
        assert f"b.{ending}" in refused
        assert "line  delimiter: ','" in refused
        assert "Take that line out of the feed" in refused


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_without_the_line_each_delimiter_is_found(tmp_path: Path, text: str) -> None:
    outcome = packed(tmp_path, {"a.csv": table(*LINES), "b.csv": text}, FEED)
    assert (outcome.refused, outcome.sold >= SOLD + 40) == ("", True)


@pytest.mark.parametrize(
    "note",
    ["Dear all; please look,\nthanks\n", "Kunde;Ort,Land\nK1;Ulm, DE\n"],
)
def test_other_texts_still_lie_beside_exports(tmp_path: Path, note: str) -> None:
    files = {"a.csv": table(*LINES).encode(), "note.txt": note.encode()}
    outcome = read_files(tmp_path, files, SAID)
    assert (outcome.sold, outcome.beside) == (SOLD, ["note.txt"])
