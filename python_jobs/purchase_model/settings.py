"""The dbt vars of the predictions, as Python needs them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from python_jobs.core.errors import InputError


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
    """The dbt vars outlook_… as settings; raises InputError when one is out of its range."""
    try:
        settings = OutlookSettings(
            horizon_days=int(variables["outlook_horizon_days"]),
            min_customers=int(variables["outlook_min_customers"]),
        )
    except (TypeError, ValueError) as error:
        raise InputError(
            f"A dbt var outlook_… cannot be used: {error}. Mend it in dbt_project.yml or in --vars."
        ) from None
    if not 7 <= settings.horizon_days <= 182:
        raise InputError(
            f"The var outlook_horizon_days is {settings.horizon_days}; it takes a whole number from 7 to 182."
        )
    if settings.min_customers < 10:
        raise InputError(
            f"The var outlook_min_customers is {settings.min_customers}; it takes a whole number from 10 on."
        )
    return settings
