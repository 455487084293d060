"""customer-intelligence on Babelfish: what it lacks and dbt macros cannot stand in for.

It has no ALTER VIEW: a view is made anew, which loses its rights and comments.
"""

from __future__ import annotations

from python_jobs.__main__ import main
from python_jobs.run.staged import sql_server
from python_jobs.run.staged.sql_server import SUFFIX, Relation


def make_view_anew(view: Relation, text: str) -> list[str]:
    """The statements that stand in for renaming and altering a view."""
    literal = f"create view {view.called()} as {text}".replace("'", "''")
    return [f"exec(N'{literal}');"]


def drop_both(view: Relation) -> list[str]:
    """Also the view of the build, which is made anew without its suffix: one that others read cannot go."""
    return [f"drop view if exists {view.called(suffix)};" for suffix in ("", SUFFIX)]


if __name__ == "__main__":
    sql_server._switch_view = make_view_anew
    sql_server._drop_view = drop_both
    main()
