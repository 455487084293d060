"""The dbt vars of the predictions, as Python needs them. What they may be, macros/vars/var_rules.sql says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class OutlookSettings:
    """horizon_days: the near horizon; the far one is twice as long. min_customers: fewer get no model."""

    horizon_days: int
    min_customers: int

    @property
    def text(self) -> str:
        """The settings as JSON, for the record of a fit."""
        return json.dumps(asdict(self), sort_keys=True)


def read_outlook_settings(variables: Mapping[str, Any]) -> OutlookSettings:
    """The dbt vars outlook_… as settings; they have been checked with all others."""
    return OutlookSettings(
        horizon_days=int(variables["outlook_horizon_days"]),
        min_customers=int(variables["outlook_min_customers"]),
    )
