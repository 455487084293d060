"""What a build may take of the machine: settings that profiles.yml reads, checked before dbt sees them."""

from __future__ import annotations

import os
import re
from pathlib import Path

from python_jobs.core.errors import InputError
from python_jobs.core.paths import refuse_unwritable
from python_jobs.core.wording import shown

MEMORY_LIMIT = "CUSTOMER_INTELLIGENCE_DUCKDB_MEMORY_LIMIT"
SPILL_FOLDER = "CUSTOMER_INTELLIGENCE_DUCKDB_SPILL_FOLDER"
SHARE = re.compile(r"(100|[1-9][0-9]?)%")
AMOUNT = re.compile(r"[1-9][0-9]{0,5}([.][0-9]{1,3})?(MB|GB|TB|MiB|GiB|TiB)")


def check_limits() -> None:
    """Raise InputError for a limit of memory that DuckDB does not take, and WarehouseError for a folder for what
    does not fit into memory that cannot be written to. What is not set is fine."""
    given = os.environ.get(MEMORY_LIMIT)
    if given and not (SHARE.fullmatch(given) or AMOUNT.fullmatch(given)):
        raise InputError(
            f"{MEMORY_LIMIT} is '{shown(given)}'; it takes a share of the machine's memory such as 75%, or an amount "
            "such as 4GB."
        )
    folder = os.environ.get(SPILL_FOLDER)
    if folder:
        refuse_unwritable(Path(folder), SPILL_FOLDER)
