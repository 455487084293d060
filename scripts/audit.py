"""Ask whether a pinned dependency has a known hole: pip-audit on everything that uv would install.

usage: uv run python scripts/audit.py [--or-say-so]

Ends with 0 when all were asked about and none has a known hole, with 1 when one has, and with 2 when it could
not ask about all of them: where the package index answers no such questions (a mirror, no network). With
--or-say-so that is said, and the end is 0; the project's workflow asks without it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PIP_AUDIT = "pip-audit==2.10.1"
CLEAN, HOLES, NOT_ASKED = 0, 1, 2
OR_SAY_SO = "--or-say-so"
SECONDS_TO_ASK = 900


def main(arguments: list[str]) -> int:
    """Export the pins, ask, tell."""
    code = tell(ask())
    if code == NOT_ASKED:
        print("Not every dependency could be asked about.")
    return CLEAN if code == NOT_ASKED and OR_SAY_SO in arguments else code


def ask() -> list[dict[str, Any]]:
    """What pip-audit says of each dependency; empty where it says nothing."""
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.txt"
        answers = Path(folder) / "answers.json"
        export = ["uv", "export", "--quiet", "--no-hashes", "--no-emit-project", "--all-groups"]
        subprocess.run([*export, "--output-file", str(pins)], cwd=ROOT, check=True)
        asked = ["uvx", PIP_AUDIT, "--disable-pip", "--no-deps", "--progress-spinner", "off"]
        asked += ["--requirement", str(pins), "--format", "json", "--output", str(answers)]
        try:
            done = subprocess.run(
                asked,
                cwd=ROOT,
                capture_output=True,
                encoding="utf-8",
                check=False,
                timeout=SECONDS_TO_ASK,
            )
        except subprocess.TimeoutExpired:
            print(f"pip-audit took more than {SECONDS_TO_ASK} seconds")
            return []
        if not answers.exists():
            print(f"pip-audit could not ask: {done.stderr.strip().splitlines()[-1:]}")
            return []
        return list(json.loads(answers.read_text(encoding="utf-8"))["dependencies"])


def tell(packages: list[dict[str, Any]]) -> int:
    """Print the holes; the exit code."""
    known = [one for one in packages if "vulns" in one]
    holes = [(one, hole) for one in known for hole in one["vulns"]]
    for one, hole in holes:
        fixed = ", ".join(hole["fix_versions"]) or "no version yet"
        print(f"{one['name']} {one['version']}: {hole['id']}, fixed in {fixed}")
    print(f"{len(holes)} known hole(s) in {len(known)} of {len(packages)} dependencies asked about")
    if holes:
        return HOLES
    return CLEAN if packages and len(known) == len(packages) else NOT_ASKED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
