"""customer-intelligence on Babelfish: what it lacks and dbt macros cannot stand in for.

It has no ALTER VIEW: a view is dropped and made anew, which loses its rights and comments.
"""

from __future__ import annotations

from python_jobs.aside import sql_server
from python_jobs.aside.sql_server import Relation
from python_jobs.cli import main


def make_view_anew(view: Relation, text: str) -> str:
    """The statements that stand in for CREATE OR ALTER VIEW."""
    literal = f"create view {view.called()} as {text}".replace("'", "''")
    return f"drop view if exists {view.called()};\nexec(N'{literal}');"


if __name__ == "__main__":
    sql_server._alter_view = make_view_anew
    main()
