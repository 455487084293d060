"""Microsoft's own checkers, fetched with npm into a folder outside the repository."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = HERE / "package.json"


class NoNodeToolsError(Exception):
    """npm is missing, or could not fetch the packages."""


@dataclass(frozen=True)
class NodeTools:
    """An npm folder that holds the packages of package.json."""

    folder: Path

    @property
    def modules(self) -> Path:
        return self.folder / "node_modules"

    def model_server(self) -> Path:
        """The program that carries Microsoft's Tabular Object Model; its package is per platform."""
        found = [
            path
            for path in self.modules.glob("@microsoft/powerbi-modeling-mcp-*/dist/*")
            if path.name in {"powerbi-modeling-mcp", "powerbi-modeling-mcp.exe"}
        ]
        if not found:
            raise NoNodeToolsError("powerbi-modeling-mcp has no program for this platform")
        return found[0]

    def validate_report(self, project: Path) -> subprocess.CompletedProcess[str]:
        """Microsoft's report validator, offline."""
        program = self.modules / "@microsoft/powerbi-report-authoring-cli/dist/cli.js"
        return run_node(program, "validate", str(project), "--no-schema", "--format", "text")

    def m_problems(self, expressions: dict[str, str]) -> list[str]:
        """What Microsoft's Power Query parser says about named M expressions."""
        done = run_node(
            HERE / "check_m.cjs",
            environment={"NODE_PATH": str(self.modules)},
            text=json.dumps(expressions),
        )
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        problems: list[str] = json.loads(done.stdout)
        return problems


def run_node(
    program: Path, *arguments: str, environment: dict[str, str] | None = None, text: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", str(program), *arguments],
        env={**os.environ, **(environment or {})},
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def install() -> NodeTools:
    """Fetch the packages once; later calls find them. Raises NoNodeToolsError."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise NoNodeToolsError("npm is missing: install Node.js 20 or later")
    cache = os.environ.get("CUSTOMER_INTELLIGENCE_NODE_TOOLS")
    home = (
        Path(cache) if cache else Path(tempfile.gettempdir()) / "customer-intelligence-node-tools"
    )
    folder = home / hashlib.sha256(PACKAGES.read_bytes()).hexdigest()[:12]
    if not folder.exists():
        home.mkdir(parents=True, exist_ok=True)
        _fetch(npm, home, folder)
    return NodeTools(folder)


def _fetch(npm: str, home: Path, folder: Path) -> None:
    # a half-finished install must never look finished, nor two runs meet in one folder
    with tempfile.TemporaryDirectory(dir=home) as started:
        unfinished = Path(started) / "tools"
        unfinished.mkdir()
        shutil.copy(PACKAGES, unfinished)
        done = subprocess.run(
            [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"],
            cwd=unfinished,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=600,
        )
        if done.returncode != 0:
            raise NoNodeToolsError(f"npm could not fetch the packages: {done.stderr.strip()}")
        if not folder.exists():
            unfinished.rename(folder)
