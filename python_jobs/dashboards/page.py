"""The data, the libraries and our own scripts as one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import html
import importlib.util
import json
import os
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from python_jobs.core.errors import WarehouseError
from python_jobs.core.rights import carry_rights
from python_jobs.words.language import languages

SCRIPTS = (
    "words.js",
    "base.js",
    "nothing.js",
    "charts.js",
    "tables.js",
    "overview.js",
    "customers.js",
    "outlook.js",
    "cohorts.js",
    "changes.js",
    "products.js",
    "baskets.js",
    "glossary.js",
    "link.js",
    "app.js",
)
PLACE = re.compile(r"\{\{ (\w+) \}\}")
EXPORTS = re.compile(r"\bexport\s*\{([^{}]*)\}\s*;?")


def build(data: dict[str, Any]) -> str:
    """The page. Only scripts that are on it now may run, and it may fetch nothing: its content
    security policy names the hash of each."""
    scripts = {"vega": _vega(), "tables": _tables(), "app": _app()}
    texts = {
        **scripts,
        "policy": html.escape(_policy(scripts.values())),
        "tables_style": _library("itables", "html/dt_bundle.css").replace("</", "<\\/"),
        "style": _own("page/style.css"),
        "data": _json(data),
        "words": _json({one.code: dict(one.words) for one in languages()}),
        "noscript": " ".join(html.escape(one.say("noscript")) for one in languages()),
    }
    # In one pass, so that nothing in a text is taken for a place to fill.
    return PLACE.sub(lambda place: texts[place[1]], _own("page/page.html"))


def write(path: Path, text: str) -> None:
    """Put the text into the file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        if path.exists():
            carry_rights(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _json(data: dict[str, Any]) -> str:
    """JSON in which no name can end the script element or open another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _policy(scripts: Any) -> str:
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def _vega() -> str:
    return _script(_own("vendor/vega.js"))


@cache
def _tables() -> str:
    """DataTables with jQuery, which itables packs as a module, as a plain script."""
    module = _library("itables", "html/dt_bundle.js")
    found = EXPORTS.search(module)
    names = dict(part.split(" as ")[::-1] for part in found[1].split(",")) if found else {}
    if found is None or "jQuery" not in names:
        raise WarehouseError("The installed itables packs DataTables in another way than expected.")
    body = module[: found.start()] + f"window.jQuery = {names['jQuery']};" + module[found.end() :]
    return _script(f'(() => {{"use strict";\n{body}\n}})();')


@cache
def _app() -> str:
    body = "\n".join(_own(f"page/{name}") for name in SCRIPTS)
    return _script(f'(() => {{\n"use strict";\n{body}\n}})();')


def _script(text: str) -> str:
    """A script that cannot end its element early: </ and <\\/ are the same in a text."""
    return re.sub(r"</(?=script)", r"<\\/", text, flags=re.IGNORECASE)


def _own(name: str) -> str:
    path = files("python_jobs.dashboards").joinpath(name)
    return path.read_text(encoding="utf-8")


def _library(package: str, name: str) -> str:
    """A file of an installed package, found without importing it: that would take a second."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise WarehouseError(f"The Python package {package} is missing: install the project again.")
    return (Path(spec.origin).parent / name).read_text(encoding="utf-8").replace("\r\n", "\n")
