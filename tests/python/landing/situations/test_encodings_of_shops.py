"""Texts in an encoding that nobody named: read right, or told with the line that reads them right."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.landing.inspection.inspect import inspect
from tests.python.landing.conftest import Landing
from tests.python.landing.situations.shop import FEED, Outcome, read, read_files, table

GERMAN = ("Käse aus Köln", "Bücher für Münster", "Gemüse", "Öl, 5 l", "Straßenkreide")
FRENCH = ("Crème brûlée", "Thé vert à la menthe", "Pâté de forêt", "Gâteau aux pêches")
POLISH = ("Mały słoik", "Książka dla dzieci", "Żółta łódź", "Krzesło składane")
CZECH = ("Hořčice plnotučná", "Modrý hrneček", "Příbory a nože", "Čaj heřmánkový")
HUNGARIAN = ("Kék esernyő", "Piros cipő", "Szőlőlé")
TURKISH = ("Beşiktaş forması", "Güneş gözlüğü", "Yumuşak havlu", "Kuş yemi")
ROMANIAN = ("Pălărie roşie", "Lămpi de birou uşoare", "Cireşe")
RUSSIAN = ("Чашка синяя", "Полотенце", "Книга для детей")
GREEK = ("Ελαιόλαδο", "Κεραμική κούπα")
JAPANESE = ("日本の茶碗", "湯のみ", "ソース能登", "カップ")
CHINESE = ("中国茶杯", "绿茶", "红茶壶", "竹筷子")
TAIWANESE = ("許功蓋茶杯", "綠茶", "台灣烏龍茶")
KOREAN = ("한국 찻잔", "녹차", "김치 그릇")
SWEDISH = ("Röd kåsa", "Blå pärla", "Ängsgräs")


def named(folder: Path, names: tuple[str, ...], encoding: str, feed: str = FEED) -> Outcome:
    lines = [f"{at};2024-05-17;A{at};{name};1;10.00;K{at};DE" for at, name in enumerate(names)]
    return read(folder, table(*lines, delimiter=";").encode(encoding), feed)


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        (GERMAN, "cp850"), (GERMAN, "mac-roman"), (GERMAN, "cp437"), (FRENCH, "cp850"), (FRENCH, "mac-roman"),
        (SWEDISH, "cp850"), (SWEDISH, "mac-roman"), (POLISH, "cp1250"), (POLISH, "iso-8859-2"), (POLISH, "cp852"),
        (CZECH, "cp1250"), (CZECH, "iso-8859-2"), (HUNGARIAN, "cp1250"), (TURKISH, "cp1254"), (ROMANIAN, "iso-8859-2"),
        (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp866"), (GREEK, "cp1253"), (GREEK, "iso-8859-7"),
        (("日本の茶碗", "湯のみ"), "cp932"), (("中国茶杯", "绿茶"), "gbk"), (("한국 찻잔",), "euc-kr"),
    ],
)  # fmt: skip
def test_names_in_another_encoding_are_told(
    tmp_path: Path, names: tuple[str, ...], encoding: str
) -> None:
    assert named(tmp_path, names, encoding).doubts == ["garbled_letters"]


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        (GERMAN, "cp850"),
        (GERMAN, "mac-roman"),
        (FRENCH, "mac-roman"),
        (SWEDISH, "cp850"),
        (POLISH, "cp1250"),
        (CZECH, "cp1250"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc-jp"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (KOREAN, "cp949"),
    ],
)
def test_the_line_that_is_advised_reads_them_right(
    tmp_path: Path, names: tuple[str, ...], encoding: str
) -> None:
    outcome = named(tmp_path, names, encoding)
    line = outcome.sentences[outcome.sentences.index("encoding: ") :]
    again = tmp_path / "again"
    again.mkdir()
    mended = named(again, names, encoding, f"{FEED}{line}\n")
    assert (mended.column("description"), mended.doubts) == (list(names), [])


@pytest.mark.parametrize("names", [GERMAN, FRENCH, POLISH, RUSSIAN, SWEDISH, ("日本の茶碗",)])
def test_utf8_that_was_read_as_something_else_before_is_told(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    def twice(name: str) -> str:
        return "".join(
            bytes([one]).decode("cp1252", "replace").replace("\ufffd", chr(one))
            for one in name.encode()
        )

    outcome = named(tmp_path, tuple(map(twice, names)), "utf-8")
    assert outcome.doubts == ["garbled_letters"]
    assert "Mend it where the file is made" in outcome.sentences


@pytest.mark.parametrize(
    "content",
    [
        "Käse".encode() + b" \xe9",
        "Münster".encode("cp1252") + " Käse".encode(),
        "M\ufffdnster".encode(),
        "M\x81nster".encode(),
        "Schl\u2592ssel".encode(),
    ],
)
def test_letters_that_are_lost_are_told(tmp_path: Path, content: bytes) -> None:
    text = table("1;2024-05-17;A;#;1;10.00;K;DE", delimiter=";").encode().replace(b"#", content)
    assert read(tmp_path, text).doubts == ["garbled_letters"]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
@pytest.mark.parametrize(
    "names",
    [GERMAN, FRENCH, POLISH, CZECH, HUNGARIAN, TURKISH, ROMANIAN, RUSSIAN, GREEK, SWEDISH, ("日本の茶碗", "한국 찻잔", "中国茶杯")],
)  # fmt: skip
def test_words_of_any_language_in_unicode_are_not_told(
    tmp_path: Path, names: tuple[str, ...], encoding: str
) -> None:
    outcome = named(tmp_path, names, encoding)
    assert (outcome.column("description"), outcome.doubts) == (list(names), [])


@pytest.mark.parametrize(
    "names",
    [
        GERMAN, FRENCH, SWEDISH, ("Šešir crni", "Žuta čaša"[:4], "œuf à la coque", "L’Oréal"),
        ("Íþróttaföt", "Alþjóðabók", "Þvottaefni", "Ýsa og síld"), ("10 m³ Erde", "m²-Preis", "25 °C", "kWh/m²a", "½ Pfund", "12” x 8”"),
        ("„Feinste“ Ware", "“fine” ware", "«fin»", "‚gut‘"), ("Nº 5", "1ª escolha", "col·lecció", "Mª José"), ("LEGO® Set™", "©2024", "€5 Gutschein"),
        ("Põhjala õlu", "Ações e corações", "Smørrebrød", "Färøsk mjød"), ("Võ phục",), ("LOUŸS", "ŠKODA", "CAFÉ – BAR"),
    ],
)  # fmt: skip
def test_words_that_shops_write_are_not_told(tmp_path: Path, names: tuple[str, ...]) -> None:
    try:
        encoded = {"cp1252", "utf-8"} if "".join(names).encode("cp1252") else set()
    except UnicodeEncodeError:
        encoded = {"utf-8"}
    for encoding in sorted(encoded):
        folder = tmp_path / encoding
        folder.mkdir()
        assert named(folder, names, encoding).doubts == []


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        (("Zażółć gęślą jaźń", "ŻÓŁĆ"), "cp1250"), (("nejžluťoučkější kůň", "vybledlá ěščř"), "cp1250"), (("mŕtva žŕďť",), "cp1250"),
        (("Árvíztűrő tükörfúrógép",), "cp1250"), (("Muzicologă în bej vând whisky şi preţ fix",), "cp1250"), (("ČĆŠĐŽ čćšđž",), "cp1250"),
        (("Glāžšķūņa rūķīši", "ŠĶŪŅĀ", "ķēķī"), "cp1257"), (("Įlinkdama fechtuotojo", "ąčęėįšųūž"), "cp1257"), (("jäääär", "töööö"), "cp1257"),
        (("Işığı aç", "çöğüş", "ÇŞĞÜÖ İĞÜŞ"), "cp1254"), (("äöüß ÄÖÜß",), "cp1252"), (("Portez ce vieux whisky, L’HAŸ, ŒUVRE",), "cp1252"),
        (("Kæmi ný öxi hér, þjófum því þröð",), "cp1252"), (("hääyöaie", "Törkylempijävongahdus"), "cp1252"), (("À noite, limões põe",), "cp1252"),
        (("Ξεσκεπάζω την ψυχοφθόρα", "Ταΐζω"), "cp1253"), (("Съешь же ещё", "№ 5"), "cp1251"), (("Чуєш їх, доцю",), "cp1251"),
        (("ŝĥĉŭ",), "iso-8859-3"), (("Ħġieġ ż-żurrieq",), "iso-8859-3"),
    ],
)  # fmt: skip
def test_words_of_accented_letters_alone_are_not_told(
    tmp_path: Path, names: tuple[str, ...], encoding: str
) -> None:
    for one in ("utf-8", encoding):
        folder = tmp_path / one
        folder.mkdir()
        outcome = named(folder, names, one, f"{FEED}encoding: {one}\n")
        assert (outcome.column("description"), outcome.doubts) == (list(names), [])


@pytest.mark.parametrize("other", ["cp1250", "cp1254", "cp1257", "iso-8859-2"])
@pytest.mark.parametrize(("names", "encoding"), [(RUSSIAN, "cp1251"), (GREEK, "cp1253")])
def test_another_script_in_an_encoding_that_the_feed_names_wrongly_is_told(
    tmp_path: Path, names: tuple[str, ...], encoding: str, other: str
) -> None:
    text = "\n".join(names).encode(encoding).decode(other, "replace").replace("\ufffd", "")
    assert named(tmp_path, tuple(text.split("\n")), "utf-8").doubts == ["garbled_letters"]


def test_an_encoding_of_the_feed_that_the_file_does_not_have_is_named(tmp_path: Path) -> None:
    outcome = read(
        tmp_path, table("7,2024-05-17,A,Größe,1,10.00,K1,Österreich"), f"{FEED}encoding: cp1252\n"
    )
    assert outcome.doubts == ["garbled_letters"]
    assert "Its feed says  encoding: cp1252" in outcome.sentences


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_certain_whatever_the_feed_says(tmp_path: Path, mark: str) -> None:
    lines = table("7,2024-05-17,A,Größe,1,10.00,K1,Österreich")
    said = f"{FEED}encoding: cp1252\n"
    outcome = read_files(
        tmp_path, {"old.csv": lines.encode("cp1252"), "new.csv": lines.encode(mark)}, said
    )
    assert outcome.column("description") == ["Größe", "Größe"]
    assert (outcome.doubts, outcome.refused) == ([], "")


@pytest.mark.parametrize(
    ("names", "encoding", "day"),
    [
        (JAPANESE, "cp932", "2024年5月17日"), (JAPANESE, "euc-jp", "2024年5月17日"), (CHINESE, "gb18030", "2024年5月17日"),
        (TAIWANESE, "big5", "2024年5月17日"), (KOREAN, "cp949", "2024년 5월 17일"),
    ],
)  # fmt: skip
def test_dates_in_another_encoding_are_refused_with_it(
    tmp_path: Path, names: tuple[str, ...], encoding: str, day: str
) -> None:
    text = table(*(f"{at},{day},A,{name},1,10.00,K1,DE" for at, name in enumerate(names)))
    refused = read(tmp_path, text.encode(encoding)).refused
    assert refused.endswith(f"with the line  encoding: {encoding}")
    (tmp_path / "mended").mkdir()
    mended = read(tmp_path / "mended", text.encode(encoding), f"{FEED}encoding: {encoding}\n")
    assert (mended.column("description"), mended.doubts) == (list(names), [])


@pytest.mark.parametrize(
    ("names", "encoding"),
    [(CHINESE, "gb18030"), (TAIWANESE, "big5"), (KOREAN, "cp949"), (JAPANESE, "euc-jp")],
)
def test_a_proposal_finds_the_encoding_by_the_names_of_articles(
    landing: Landing, names: tuple[str, ...], encoding: str
) -> None:
    lines = [f"{1000 + at},{1 + at % 28:02d}.03.2024,A{at % 3},{names[at % 3]},2,9.50,K{at % 5}" for at in range(40)]  # fmt: skip
    header = "Order No,Order Date,SKU,Product,Quantity,Unit Price,Customer ID"
    path = landing.write("orders.csv", "")
    path.write_bytes(("\n".join((header, *lines)) + "\n").encode(encoding))
    found = inspect(landing.project, path, None, Progress(Console(file=io.StringIO())))
    assert f"encoding: {encoding}" in found.proposed
    assert found.doubts == []
