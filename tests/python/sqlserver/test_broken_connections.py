"""A network that breaks and comes back, and a deadlock: the work is done all the same, and once."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from python_jobs.core.errors import NoSuchTable, TransientError, WarehouseError
from python_jobs.sample.generate import write_sample
from python_jobs.warehouses.sql_server import SqlServerWarehouse
from python_jobs.warehouses.sql_server_driver import open_driver
from python_jobs.warehouses.sql_server_errors import is_transient, kind_of
from python_jobs.warehouses.sql_server_settings import PREFIX
from tests.python.sqlserver.conftest import SqlServerRun

CHUNK = 4096


@dataclass
class BadNetwork:
    """A way to the server that breaks connections after so many bytes, as long as there are budgets."""

    server: tuple[str, int]
    budgets: list[int] = field(default_factory=list)
    broken: int = 0
    listening: socket.socket = field(default_factory=socket.socket)

    def start(self) -> int:
        self.listening.bind(("127.0.0.1", 0))
        self.listening.listen()
        threading.Thread(target=self._accept, daemon=True).start()
        port: int = self.listening.getsockname()[1]
        return port

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listening.accept()
                far = socket.create_connection(self.server)
                budget = self.budgets.pop(0) if self.budgets else None
                for arguments in ((near, far, budget), (far, near, None)):
                    threading.Thread(target=self._pass_on, args=arguments, daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, budget: int | None) -> None:
        with suppress(OSError), closing(source), closing(sink):
            passed = 0
            while data := source.recv(CHUNK):
                passed += len(data)
                if budget is not None and passed > budget:
                    self.broken += 1
                    # Closing alone would not wake the thread that listens to the other side.
                    source.shutdown(socket.SHUT_RDWR)
                    sink.shutdown(socket.SHUT_RDWR)
                    return
                sink.sendall(data)


@pytest.mark.sqlserver
@pytest.mark.parametrize("budgets", [[3_000], [30_000], [300_000, 900_000, 5_000]])
def test_a_landing_over_a_network_that_breaks(
    empty: SqlServerRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, budgets: list[int]
) -> None:
    orders = tmp_path / "orders.csv"
    lines = write_sample(orders, 600, 1)
    # The lock's own connection must hold: without it another run might begin.
    network = BadNetwork((empty.settings.host, empty.settings.port), [10**9, *budgets])
    monkeypatch.setenv(f"{PREFIX}HOST", "127.0.0.1")
    monkeypatch.setenv(f"{PREFIX}PORT", str(network.start()))
    done = empty.command("land", orders)
    network.listening.close()
    assert done.returncode == 0, done.stderr
    assert network.broken >= 1
    [(landed, files)] = empty.query(
        "select (select count(*) from raw.order_lines), (select count(*) from raw.landed_files)"
    )
    assert (landed, files) == (lines - 2, 1)
    assert empty.query("select object_id('raw.landing_work')") == [(None,)]


@pytest.mark.sqlserver
def test_who_loses_a_deadlock_tries_again(empty: SqlServerRun) -> None:
    """Two sessions change two tables in opposite order; both changes are made in the end."""
    driver = open_driver(empty.settings)
    for name in ("left_one", "right_one"):
        driver.execute(f"create table dbo.{name} (n int); insert into dbo.{name} values (0)")
    both_hold_one = threading.Barrier(2, timeout=30)
    tries: list[str] = []

    def change(first: str, second: str) -> None:
        warehouse = SqlServerWarehouse(empty.settings)
        met = False

        def statements() -> Iterator[tuple[str, list[object]]]:
            nonlocal met
            tries.append(first)
            yield f"update dbo.{first} set n = n + 1", []
            if not met:
                met = True
                both_hold_one.wait()
            yield f"update dbo.{second} set n = n + 1", []

        class Statements:
            def __iter__(self) -> Iterator[tuple[str, list[object]]]:
                return statements()

        warehouse.change(Statements())  # type: ignore[arg-type]
        warehouse.close()

    threads = [
        threading.Thread(target=change, args=names)
        for names in (("left_one", "right_one"), ("right_one", "left_one"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    counts = "select l.n, r.n from dbo.left_one as l cross join dbo.right_one as r"
    assert driver.query(counts) == [(2, 2)]
    assert len(tries) > 2, "there was no deadlock"
    driver.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Transaction (Process ID 52) was deadlocked on lock resources (1205)", True),
        ("Driver Error: Serialization failure; DDBC Error: [Microsoft][SQL Server]", True),
        ("[08S01] [Microsoft][ODBC Driver 18 for SQL Server]Communication link failure", True),
        ("[HYT00] Login timeout expired", True),
        ("Lock request time out period exceeded.", True),
        ("[42000] Database 'x' is not currently available. (40613) (SQLDriverConnect)", True),
        ("The service is currently busy. Retry the request. Code: 40501", True),
        (
            "Violation of PRIMARY KEY. The duplicate key value is (10928). (2627) (SQLExecDirectW)",
            False,
        ),
        ("Conversion failed when converting the nvarchar value '40613 deadlocks'. (245)", False),
        ("Cannot open file 'D:/deadlock/40197/orders.csv'", False),
        ("(40613) Database 'x' on server 'y' is not currently available", True),
        ("Login failed for user 'analyst'. (18456)", False),
        ("Invalid object name 'marts.fact_sales'. (208)", False),
        ("The SELECT permission was denied on the object 'order_lines'", False),
    ],
)
def test_what_may_be_over_in_a_moment(text: str, expected: bool) -> None:
    assert is_transient(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Invalid object name 'marts.fact_sales'. (208)", NoSuchTable),
        ("Transaction (Process ID 52) was deadlocked on lock resources (1205)", TransientError),
        ("Login failed for user 'analyst'. (18456)", WarehouseError),
    ],
)
def test_what_kind_of_error_it_is(text: str, expected: type[WarehouseError]) -> None:
    assert kind_of(text) is expected
