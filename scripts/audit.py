"""Ask whether a pinned dependency has a known hole: pip-audit on everything that uv would install.

usage: uv run python scripts/audit.py

Ends with 1 when one has. Where the package index answers no such questions (a mirror, no network) it says so
and ends with 0: the same runs in the project's workflow, where the index does answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIP_AUDIT = "pip-audit==2.10.1"


def main() -> int:
    """Export the pins, ask, tell."""
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.txt"
        answers = Path(folder) / "answers.json"
        export = ["uv", "export", "--quiet", "--no-hashes", "--no-emit-project", "--all-groups"]
        subprocess.run([*export, "--output-file", str(pins)], cwd=ROOT, check=True)
        asked = ["uvx", PIP_AUDIT, "--disable-pip", "--no-deps", "--progress-spinner", "off"]
        asked += ["--requirement", str(pins), "--format", "json", "--output", str(answers)]
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        if not answers.exists():
            print(f"pip-audit could not ask: {done.stderr.strip().splitlines()[-1:]}")
            return 0
        packages = json.loads(answers.read_text(encoding="utf-8"))["dependencies"]
    known = [one for one in packages if "vulns" in one]
    holes = [(one, hole) for one in known for hole in one["vulns"]]
    for one, hole in holes:
        mended = ", ".join(hole["fix_versions"]) or "no version yet"
        print(f"{one['name']} {one['version']}: {hole['id']}, mended in {mended}")
    print(
        f"{len(holes)} known hole(s) in {len(known)} of {len(packages)} dependencies asked about"
        + ("" if known else ": the package index here answers no such questions")
    )
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
