"""An HTTPS server on this machine that stands in for Entra and Power BI."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import trustme

SECRET = "Not~For-Anybody.Else"  # noqa: S105
TOKEN = "a-token-for-the-test"  # noqa: S105
ENVIRONMENT = {
    "CUSTOMER_INTELLIGENCE_POWER_BI_WORKSPACE_ID": "5e1f3c2a-0000-4000-8000-00000000000a",
    "CUSTOMER_INTELLIGENCE_POWER_BI_DATASET_ID": "5e1f3c2a-0000-4000-8000-00000000000b",
    "CUSTOMER_INTELLIGENCE_POWER_BI_TENANT_ID": "5e1f3c2a-0000-4000-8000-00000000000c",
    "CUSTOMER_INTELLIGENCE_POWER_BI_CLIENT_ID": "5e1f3c2a-0000-4000-8000-00000000000d",
    "CUSTOMER_INTELLIGENCE_POWER_BI_CLIENT_SECRET": SECRET,
}
TENANT = ENVIRONMENT["CUSTOMER_INTELLIGENCE_POWER_BI_TENANT_ID"]
REFRESHES = (
    f"/v1.0/myorg/groups/{ENVIRONMENT['CUSTOMER_INTELLIGENCE_POWER_BI_WORKSPACE_ID']}"
    f"/datasets/{ENVIRONMENT['CUSTOMER_INTELLIGENCE_POWER_BI_DATASET_ID']}/refreshes"
)


@dataclass(frozen=True)
class Answer:
    """What the stand-in says to one request."""

    status: int
    content: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """What the stand-in was asked."""

    path: str
    headers: dict[str, str]
    body: str
    at: float


@dataclass
class StandIn:
    """Entra and Power BI in one. The scripts are used up from the front; then all goes well."""

    url: str = ""
    tokens: list[Answer] = field(default_factory=list)
    refreshes: list[Answer] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def asked(self, end: str) -> list[Request]:
        return [request for request in self.requests if request.path.endswith(end)]

    def answer(self, method: str, path: str) -> Answer:
        if (method, path) == ("GET", f"/{TENANT}/v2.0/.well-known/openid-configuration"):
            tenant = f"{self.url}/{TENANT}"
            return Answer(
                200,
                {
                    "issuer": f"{tenant}/v2.0",
                    "authorization_endpoint": f"{tenant}/oauth2/v2.0/authorize",
                    "token_endpoint": f"{tenant}/oauth2/v2.0/token",
                },
            )
        if (method, path) == ("POST", f"/{TENANT}/oauth2/v2.0/token"):
            good = Answer(200, {"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"})
            return self.tokens.pop(0) if self.tokens else good
        if (method, path) == ("POST", REFRESHES):
            return self.refreshes.pop(0) if self.refreshes else Answer(202)
        return Answer(404, {"error": {"code": "NotOnThisServer", "message": path}})


def handler_for(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            stand_in.requests.append(Request(self.path, dict(self.headers), body, time.monotonic()))
            answer = stand_in.answer(self.command, self.path.partition("?")[0])
            content = b"" if answer.content is None else json.dumps(answer.content).encode()
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@contextmanager
def serving(authority: trustme.CA) -> Iterator[StandIn]:
    """The stand-in at work, with a certificate of the authority for localhost."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    stand_in = StandIn()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(stand_in))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    stand_in.url = f"https://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
