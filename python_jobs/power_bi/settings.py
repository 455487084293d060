"""Which Power BI model to refresh and who asks for it, from the environment."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from python_jobs.core.errors import InputError

PREFIX = "CUSTOMER_INTELLIGENCE_POWER_BI_"
IDS = ("WORKSPACE_ID", "DATASET_ID", "TENANT_ID", "CLIENT_ID")
SECRET = "CLIENT_SECRET"  # noqa: S105  # the variable's name
API_URL = "https://api.powerbi.com"
AUTHORITY_URL = "https://login.microsoftonline.com"
# What a token must be for; the national clouds have names of their own.
RESOURCES = {
    "https://api.powerbigov.us": "https://analysis.usgovcloudapi.net/powerbi/api",
    "https://api.high.powerbigov.us": "https://high.analysis.usgovcloudapi.net/powerbi/api",
    "https://api.mil.powerbigov.us": "https://mil.analysis.usgovcloudapi.net/powerbi/api",
    "https://api.powerbi.cn": "https://analysis.chinacloudapi.cn/powerbi/api",
}
RESOURCE = "https://analysis.windows.net/powerbi/api"
LONGEST_QUOTE = 300


@dataclass(frozen=True)
class PowerBiSettings:
    """Which model to refresh, and who asks. The secret never appears in a representation."""

    workspace_id: str
    dataset_id: str
    tenant_id: str
    client_id: str
    client_secret: str = field(repr=False)
    api_url: str = API_URL
    authority_url: str = AUTHORITY_URL

    @property
    def refreshes_url(self) -> str:
        return (
            f"{self.api_url}/v1.0/myorg/groups/{self.workspace_id}"
            f"/datasets/{self.dataset_id}/refreshes"
        )

    @property
    def scope(self) -> str:
        return f"{RESOURCES.get(self.api_url, RESOURCE)}/.default"

    def without_secrets(self, text: str) -> str:
        """A message of the other side, safe to show and no longer than a line."""
        return text.replace(self.client_secret, "***").strip()[:LONGEST_QUOTE]


def read_refresh_settings(environment: Mapping[str, str] | None = None) -> PowerBiSettings | None:
    """The settings in the environment; None when no id is set, since then no refresh is wanted.

    Raises InputError that names the variable that is missing or cannot be used.
    """
    values = os.environ if environment is None else environment
    given = {name: (values.get(PREFIX + name) or "").strip() for name in (*IDS, SECRET)}
    if not any(given[name] for name in IDS):
        return None
    missing = [PREFIX + name for name, value in given.items() if not value]
    if missing:
        raise InputError(
            f"The refresh of Power BI also needs {', '.join(missing)}. Set what is missing, or "
            f"none of the variables {PREFIX}… for a run without a refresh."
        )
    return PowerBiSettings(
        workspace_id=_id("WORKSPACE_ID", given["WORKSPACE_ID"]),
        dataset_id=_id("DATASET_ID", given["DATASET_ID"]),
        tenant_id=_tenant(given["TENANT_ID"]),
        client_id=_id("CLIENT_ID", given["CLIENT_ID"]),
        client_secret=given[SECRET],
        api_url=_url("API_URL", values.get(f"{PREFIX}API_URL") or API_URL),
        authority_url=_url("AUTHORITY_URL", values.get(f"{PREFIX}AUTHORITY_URL") or AUTHORITY_URL),
    )


def _id(name: str, text: str) -> str:
    """An id; what is none is not shown, since it may be the secret in the wrong place."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise InputError(
            f"{PREFIX}{name} is not an id; it takes one such as "
            "5e1f3c2a-0000-4000-8000-0123456789ab."
        ) from None


def _tenant(text: str) -> str:
    """Entra takes a tenant's id or one of its domains."""
    if not re.fullmatch(r"[A-Za-z0-9.-]+", text):
        raise InputError(
            f"{PREFIX}TENANT_ID is neither an id nor the name of a domain; correct it."
        )
    return text


def _url(name: str, text: str) -> str:
    """Only https: a secret or a token goes there."""
    if not text.startswith("https://"):
        raise InputError(
            f"{PREFIX}{name} is '{text}'; it takes an address that starts with https://."
        )
    return text.rstrip("/")
