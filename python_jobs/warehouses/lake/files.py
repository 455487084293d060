"""The files of a lake: a folder of this machine, or an address that Spark's file systems know."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path
from typing import Any, Protocol


class LakeFiles(Protocol):
    """Files by their names below the lake, with / between folders."""

    root: str

    def read(self, name: str) -> bytes:
        """The content of a file."""

    def create(self, name: str, content: bytes) -> bool:
        """Write a small file whole; False, and nothing is written, where there is one of that name."""

    def put(self, source: Path, name: str) -> None:
        """Copy a file of this machine into the lake."""

    def at_hand(self, name: str, folder: Path) -> Path:
        """The file on this machine: where it is, or a copy in the folder."""

    def names(self, folder: str) -> list[str]:
        """The names of the files in a folder, none where there is no such folder."""

    def remove(self, name: str) -> None:
        """Delete a file; nothing happens where there is none."""


class LocalFiles:
    """A folder of this machine."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._root = Path(root)

    def read(self, name: str) -> bytes:
        return (self._root / name).read_bytes()

    def create(self, name: str, content: bytes) -> bool:
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        work = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        with work.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            # a link is made only where there is no such name, and then names the whole file
            os.link(work, path)
        except FileExistsError:
            return False
        finally:
            work.unlink()
        return True

    def put(self, source: Path, name: str) -> None:
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)

    def at_hand(self, name: str, folder: Path) -> Path:
        return self._root / name

    def names(self, folder: str) -> list[str]:
        path = self._root / folder
        if not path.is_dir():
            return []
        return [one.name for one in path.iterdir() if not one.name.startswith(".")]

    def remove(self, name: str) -> None:
        (self._root / name).unlink(missing_ok=True)


class HadoopFiles:
    """An address (abfss://…, s3a://…, hdfs://…), by the file system that Spark has for it."""

    def __init__(self, root: str, session: Any) -> None:
        self.root = root.rstrip("/")
        context = session.sparkContext
        self._java = context._jvm
        self._path = self._java.org.apache.hadoop.fs.Path
        where = self._path(self.root)
        self._system = where.getFileSystem(context._jsc.hadoopConfiguration())

    def _at(self, name: str) -> Any:
        return self._path(f"{self.root}/{name}")

    def read(self, name: str) -> bytes:
        stream = self._system.open(self._at(name))
        try:
            return bytes(stream.readAllBytes())
        finally:
            stream.close()

    def create(self, name: str, content: bytes) -> bool:
        if self._system.exists(self._at(name)):
            return False
        folder, _, short = name.rpartition("/")
        work = self._at(f"{folder}/.{short}.{uuid.uuid4().hex}")
        stream = self._system.create(work, False)
        try:
            stream.write(bytearray(content))
        finally:
            stream.close()
        return bool(self._system.rename(work, self._at(name)))

    def put(self, source: Path, name: str) -> None:
        self._system.copyFromLocalFile(False, True, self._path(source.as_uri()), self._at(name))

    def at_hand(self, name: str, folder: Path) -> Path:
        path = folder / name.replace("/", "_")
        if not path.exists():
            self._system.copyToLocalFile(False, self._at(name), self._path(path.as_uri()), True)
        return path

    def names(self, folder: str) -> list[str]:
        if not self._system.exists(self._at(folder)):
            return []
        found = [one.getPath().getName() for one in self._system.listStatus(self._at(folder))]
        return [name for name in found if not name.startswith(".")]

    def remove(self, name: str) -> None:
        self._system.delete(self._at(name), False)
