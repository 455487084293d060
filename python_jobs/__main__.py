"""The command customer-intelligence, which is `python -m python_jobs` too."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress

from python_jobs.core import interrupts


def main() -> None:
    """Run the command. Its imports take a second or two, in which Ctrl-C must do what it does later."""
    interrupts.listen()
    from python_jobs.cli import main as run_command

    try:
        run_command()
    except SystemExit as ended:
        _leave(ended)
        raise


def _leave(ended: SystemExit) -> None:
    """End the process at once. Python would take what dbt has made apart first, object by object, for a second."""
    if ended.code is not None and not isinstance(ended.code, int):
        return
    atexit._run_exitfuncs()
    # A reader of the output may have gone; Python says so in words of its own.
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended.code or 0)


if __name__ == "__main__":
    main()
