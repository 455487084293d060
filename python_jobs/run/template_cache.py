"""Jinja's code of dbt's templates, kept from one run to the next.

dbt compiles every macro and model that it renders to Python code, in each process anew: a tenth of a build's
processor time. The code hangs on the text of the template and on the versions of Jinja and dbt alone, so it
is kept in the target folder, as Python keeps that of its modules in __pycache__. dbt itself reads no such
file, and a run without it gives the same.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.metadata
import importlib.util
import marshal
import os
from pathlib import Path
from types import CodeType
from typing import Any

import dbt_common.clients.jinja

FILE = "jinja_templates.bin"
# More than a project of this size has; beyond, only what this process used is kept.
MOST_TEMPLATES = 5_000
HEADER_BYTES = 2 * hashlib.sha256().digest_size
ENVIRONMENTS: tuple[Any, ...] = (
    dbt_common.clients.jinja.MacroFuzzEnvironment,
    dbt_common.clients.jinja.NativeSandboxEnvironment,
)
original_compile: Any = dbt_common.clients.jinja.MacroFuzzEnvironment.compile


class TemplateCache:
    """Code by the SHA-256 of the template's text and its environment; what a folder holds, and what came since."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._kept = _read(self._path)
        self._used: dict[bytes, CodeType] = {}
        self._has_grown = False

    def compile(
        self,
        environment: Any,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,
        defer_init: bool = False,
    ) -> Any:
        """As jinja2.Environment.compile, which does it where nobody has."""
        if not isinstance(source, str) or name or filename or raw or defer_init:
            return original_compile(environment, source, name, filename, raw, defer_init)
        key = hashlib.sha256(f"{type(environment).__name__}\0{source}".encode()).digest()
        code = self._used.get(key) or self._kept.get(key)
        if code is None:
            code = original_compile(environment, source)
            self._has_grown = True
        self._used[key] = code
        return code

    def save(self) -> None:
        """Write what came since; a folder that cannot be written to keeps nothing, and that is no error."""
        if not self._has_grown:
            return
        self._kept = self._kept | self._used
        if len(self._kept) > MOST_TEMPLATES:
            self._kept = dict(self._used)
        content = marshal.dumps(self._kept)
        aside = self._path.with_name(f"{FILE}.{os.getpid()}")
        with contextlib.suppress(OSError):
            try:
                aside.write_bytes(_header(content) + content)
                aside.replace(self._path)
                self._has_grown = False
            finally:
                aside.unlink(missing_ok=True)


@functools.cache
def template_cache(folder: Path) -> TemplateCache:
    """The cache in a folder, which a process reads once."""
    return TemplateCache(folder)


def keep_templates(folder: Path) -> TemplateCache:
    """Let this process's dbt take the code of its templates from the folder."""
    cache = template_cache(folder)

    def compile_template(environment: Any, *args: Any, **kwargs: Any) -> Any:
        return cache.compile(environment, *args, **kwargs)

    for environment in ENVIRONMENTS:
        environment.compile = compile_template
    return cache


def _header(content: bytes) -> bytes:
    """What goes before the content of a file: what wrote it, on which the code hangs beside the templates,
    and a checksum, since Python reads damaged code without a word."""
    versions = [importlib.metadata.version(name) for name in ("jinja2", "dbt-common", "dbt-core")]
    made_by = b"\0".join([importlib.util.MAGIC_NUMBER, *map(str.encode, versions)])
    return hashlib.sha256(made_by).digest() + hashlib.sha256(content).digest()


def _read(path: Path) -> dict[bytes, CodeType]:
    """What an earlier process kept; nothing where there is none, or another version wrote it."""
    try:
        written = path.read_bytes()
    except OSError:
        return {}
    content = written[HEADER_BYTES:]
    if written != _header(content) + content:
        return {}
    return dict(marshal.loads(content))  # noqa: S302 - as trusted as __pycache__
