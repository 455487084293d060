"""Log lines: on the screen as text or JSON, and in a file that rotates."""

from __future__ import annotations

import logging
import logging.handlers
import sys
import time
from contextlib import suppress
from pathlib import Path

from pythonjsonlogger.json import JsonFormatter
from rich.console import Console
from rich.logging import RichHandler

from python_jobs.core.full_log import LOGGER, tell_without
from python_jobs.core.wording import safe

FILE_NAME = "customer_intelligence.log"
TEXT, JSON = "text", "json"
FORMATS = (TEXT, JSON)
MOST_BYTES = 5_000_000
OLD_FILES = 5

_PLAIN = "%(asctime)s %(message)s"
_IN_FILE = "%(asctime)s %(levelname)s %(process)d %(message)s"
_AS_JSON = "{asctime}{levelname}{process}{name}{message}"
_TIME = "%Y-%m-%d %H:%M:%S"


def set_up_screen(log_format: str, verbose: bool) -> None:
    """Send what the jobs log to standard error: a person's lines, or one JSON object a line."""
    # dbt's own log lies in the same folder; where its disk is full, Python would print a traceback for each line
    # that dbt cannot write. Our log file tells of it, once.
    logging.raiseExceptions = False
    console = Console(stderr=True)
    handler: logging.Handler
    if log_format == JSON:
        handler = logging.StreamHandler()
        handler.setFormatter(_json())
    elif console.is_terminal:
        handler = RichHandler(console=console, show_path=False, show_level=False)
        handler.setFormatter(logging.Formatter("%(message)s", datefmt="[%X]"))
    else:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter(_PLAIN, datefmt=_TIME))
    handler.setLevel(logging.DEBUG if verbose else logging.INFO)
    handler.addFilter(_make_safe)
    logger = logging.getLogger(LOGGER)
    logger.handlers = [handler]
    logger.setLevel(logging.DEBUG)
    logger.propagate = False


class _LogFile(logging.handlers.RotatingFileHandler):
    """A log file that rotates. One that cannot be written to is reported once and does not stop the run."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            maxBytes=MOST_BYTES,
            backupCount=OLD_FILES,
            encoding="utf-8",
            errors="backslashreplace",
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's own name)
        """Called with the error under way, where Python would print it with all that led to it."""
        error = sys.exception()
        logger = logging.getLogger(LOGGER)
        # Others are going through the old list.
        logger.handlers = [one for one in logger.handlers if one is not self]
        with suppress(OSError):
            self.close()
        tell_without(Path(self.baseFilename), error)


def set_up_file(folder: Path, log_format: str) -> None:
    """Write the log to a file of the folder as well; a folder that cannot be written to is no reason
    to stop."""
    path = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(path)
    except OSError as error:
        tell_without(path, error)
        return
    handler.setFormatter(
        _json() if log_format == JSON else logging.Formatter(_IN_FILE, datefmt=_TIME)
    )
    handler.addFilter(_make_safe)
    logging.getLogger(LOGGER).addHandler(handler)


def _make_safe(record: logging.LogRecord) -> bool:
    """Whatever a value in a message holds, it is text by the time that a handler writes it."""
    record.msg, record.args = safe(record.getMessage()), ()
    if record.exc_info:
        record.exc_text = safe(logging.Formatter().formatException(record.exc_info))
    return True


def _json() -> JsonFormatter:
    formatter = JsonFormatter(
        _AS_JSON,
        style="{",
        datefmt="%Y-%m-%dT%H:%M:%SZ",
        rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
    )
    formatter.converter = time.gmtime
    return formatter
