"""What stands in the catalogue of Spark, and what lies in its folders besides. No suffix is added to a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from python_jobs.warehouses.spark import SparkWarehouse

BUILT_SCHEMAS = ("seeds", "staging", "intermediate", "marts", "reporting")
TABLE, VIEW = "table", "view"


@dataclass(frozen=True)
class View:
    """Column → type, and the query behind them."""

    columns: Mapping[str, str]
    query: str


def kinds(warehouse: SparkWarehouse, schema: str) -> dict[str, str]:
    """The name of everything in a schema, in small letters → TABLE or VIEW."""
    views = {str(row[1]).lower() for row in warehouse.query_spark(f"show views in {schema}")}
    names = [str(row[1]).lower() for row in warehouse.query_spark(f"show tables in {schema}")]
    return {name: VIEW if name in views else TABLE for name in names}


def read_view(warehouse: SparkWarehouse, relation: str) -> View:
    """A view that is there."""
    rows = warehouse.query_spark(f"describe table extended {relation}")
    columns = takewhile(lambda row: row[0] and not row[0].startswith("#"), rows)
    texts = (str(value) for name, value, _ in rows if name == "View Text")
    return View({name: kind for name, kind, _ in columns}, next(texts, ""))


def remove_orphans(warehouse: SparkWarehouse) -> None:
    """Delete the folders of tables that the catalogue does not know: who is killed while Spark writes a
    table leaves one, and Spark refuses to make the table while it is there."""
    session = warehouse.session
    java = session.sparkContext._jvm
    root = session.conf.get("spark.sql.warehouse.dir")
    for schema in BUILT_SCHEMAS:
        folder = java.org.apache.hadoop.fs.Path(f"{root}/{schema}.db")
        system = folder.getFileSystem(session.sparkContext._jsc.hadoopConfiguration())
        found = list(system.listStatus(folder)) if system.exists(folder) else []
        is_known = found and session.catalog.databaseExists(schema)
        known = kinds(warehouse, schema) if is_known else {}
        for one in found:
            if one.getPath().getName().lower() not in known:
                system.delete(one.getPath(), True)
