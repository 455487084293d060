"""What the tests do on Spark between two commands, in a process of its own: Derby takes one at a time.

usage: python -m tests.python.spark.session load WAREHOUSE.duckdb FOLDER
       python -m tests.python.spark.session dump FOLDER
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import duckdb
from pyspark.sql import SparkSession

WRITTEN_BY_PYTHON = ("raw", "mining")
BUILT = ("marts", "reporting")


def open_session() -> SparkSession:
    """A session on the lake of the environment, with the settings of the profile that matter here."""
    lake = os.environ["CUSTOMER_INTELLIGENCE_SPARK_LAKE"]
    return (
        SparkSession.builder.enableHiveSupport()
        .master("local[2]")
        .config("spark.driver.memory", "2g")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.warehouse.dir", f"{lake}/tables")
        .config(
            "spark.hadoop.javax.jdo.option.ConnectionURL",
            f"jdbc:derby:;databaseName={lake}/metastore;create=true",
        )
        .config("spark.driver.extraJavaOptions", f"-Dderby.stream.error.file={lake}/derby.log")
        .getOrCreate()
    )


def load(warehouse: Path, folder: Path) -> None:
    """Copy what Python wrote from a DuckDB warehouse to tables of Spark."""
    session = open_session()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for schema, name in connection.execute(
            "select table_schema, table_name from information_schema.tables "
            f"where table_schema in {WRITTEN_BY_PYTHON}"
        ).fetchall():
            file = folder / f"{schema}.{name}.parquet"
            connection.execute(f"copy {schema}.{name} to '{file}' (format parquet)")
            session.sql(f"create schema if not exists {schema}")
            session.sql(
                f"create table {schema}.{name} using parquet as select * from parquet.`{file}`"
            )


def dump(folder: Path) -> None:
    """Write every mart and reporting view as parquet files, a folder each."""
    session = open_session()
    for schema in BUILT:
        for table in session.sql(f"show tables in {schema}").collect():
            relation = f"{schema}.{table.tableName}"
            session.table(relation).write.mode("overwrite").parquet(str(folder / relation))


if __name__ == "__main__":
    if sys.argv[1] == "load":
        load(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        dump(Path(sys.argv[2]))
