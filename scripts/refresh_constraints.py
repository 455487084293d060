"""Pin every package but those of the dev group, which are pinned there: rewrite constraint-dependencies in pyproject.toml.

usage: uv run python scripts/refresh_constraints.py

uv resolves the project anew for all supported systems, without the present constraints; the versions it
chose are written by name and number, never with the address of an index. uv.lock itself stays out of git.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = ROOT / "pyproject.toml"
BLOCK = re.compile(r"constraint-dependencies = \[\n.*?^\]\n", re.DOTALL | re.MULTILINE)
START = "constraint-dependencies = [\n"


def main() -> None:
    """Resolve, read the lock, write the list."""
    text = PYPROJECT.read_text(encoding="utf-8")
    PYPROJECT.write_text(BLOCK.sub(START + "]\n", text), encoding="utf-8")
    try:
        subprocess.run(["uv", "lock", "--upgrade"], cwd=ROOT, check=True)
    except subprocess.CalledProcessError:
        PYPROJECT.write_text(text, encoding="utf-8")
        raise
    block = START + "".join(f'    "{pin}",\n' for pin in pins()) + "]\n"
    PYPROJECT.write_text(BLOCK.sub(lambda match: block, text), encoding="utf-8")
    subprocess.run(["uv", "lock"], cwd=ROOT, check=True)


def pins() -> list[str]:
    """name==version of every package in uv.lock that the dev group does not pin itself.

    A package with several versions (one for each range of Python) is bounded by the lowest and highest.
    """
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
    pinned = project["dependency-groups"]["dev"]
    named = {re.split(r"[\[=<>!~ ;]", one)[0].lower() for one in pinned} | {
        project["project"]["name"]
    }
    versions: dict[str, list[str]] = {}
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    for package in lock["package"]:
        if package["name"] not in named:
            versions.setdefault(package["name"], []).append(package["version"])
    return [
        f"{name}=={found[0]}" if len(found) == 1 else f"{name}>={found[0]},<={found[-1]}"
        for name, found in sorted(versions.items())
    ]


if __name__ == "__main__":
    main()
