"""Load TMDL with Microsoft's Tabular Object Model, which the npm package's server carries.

The server speaks the Model Context Protocol: one JSON message a line, over its standard streams.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

SECONDS = 120


class LoadError(Exception):
    """The Tabular Object Model does not take the files; the message is Microsoft's own."""


@dataclass
class ObjectModel:
    """A running server; use it as a context manager."""

    program: Path
    _messages: queue.Queue[dict[str, Any] | None] = field(default_factory=queue.Queue)
    _last_id: int = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [str(self.program), "--start"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        threading.Thread(target=self._read, daemon=True).start()
        self._request(
            "initialize",
            {
                "protocolVersion": "2025-03-26",
                "capabilities": {},
                "clientInfo": {"name": "customer-intelligence", "version": "1"},
            },
        )
        self._send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait(10)

    def load(self, definition: Path, scratch: Path) -> dict[str, Any]:
        """The model of a TMDL folder as a model.bim has it. Raises LoadError."""
        self._call(
            "connection_operations",
            {"operation": "ConnectFolder", "folderPath": str(definition)},
        )
        bim = scratch / "model.bim"
        self._call("database_operations", {"operation": "ExportToBimFile", "bimFilePath": str(bim)})
        model: dict[str, Any] = json.loads(bim.read_text("utf-8-sig"))["model"]
        return model

    def _call(self, tool: str, request: dict[str, str]) -> None:
        result = self._request("tools/call", {"name": tool, "arguments": {"request": request}})
        text = "\n".join(part.get("text", "") for part in result["content"])
        if result.get("isError"):
            raise LoadError(json.loads(text)["message"])

    def _request(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        self._last_id += 1
        message = {"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": parameters}
        self._send(message)
        while (answer := self._messages.get(timeout=SECONDS)) is not None:
            if "method" in answer and "id" in answer:  # the server asks back; nothing is offered
                refusal = {"code": -32601, "message": "not offered"}
                self._send({"jsonrpc": "2.0", "id": answer["id"], "error": refusal})
            elif answer.get("id") == self._last_id:
                if "error" in answer:
                    raise RuntimeError(str(answer["error"]))
                result: dict[str, Any] = answer["result"]
                return result
        raise RuntimeError(f"the server ended with {self._process.wait(10)}")

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            if line.startswith("{"):
                self._messages.put(json.loads(line))
        self._messages.put(None)
