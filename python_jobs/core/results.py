"""What dbt says of the nodes it works on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NodeResult:
    """What dbt said of a model, a seed or a test: status 'pass', 'warn', 'fail', 'error', …"""

    node_type: str
    name: str
    status: str
    failures: int | None
    seconds: float
    message: str | None

    @property
    def warns(self) -> bool:
        return self.status == "warn"
