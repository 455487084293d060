"""What the tests read of Spark after a command, in a process of its own: Derby takes one at a time.

usage: python -m tests.python.spark.session FOLDER     writes what readers see as parquet files
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession

from python_jobs.run.staged.spark import SLOTS

BUILT = ("marts", "reporting")
OF_A_SLOT = tuple(f"__{slot}" for slot in SLOTS)


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


def dump(folder: Path) -> None:
    """Write every mart and reporting view that readers see as parquet files, a folder each."""
    session = open_session()
    for schema in BUILT:
        for table in session.sql(f"show tables in {schema}").collect():
            if table.tableName.endswith(OF_A_SLOT):
                continue
            relation = f"{schema}.{table.tableName}"
            session.table(relation).write.mode("overwrite").parquet(str(folder / relation))


if __name__ == "__main__":
    dump(Path(sys.argv[1]))
