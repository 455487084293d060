"""The tables that Python writes, each column with the kind of value it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# A statement that every engine takes, with ? for values, and the values.
Statement = tuple[str, Sequence[Any]]


@dataclass(frozen=True)
class Column:
    """kind: 'text' (with its greatest length), 'bigint', 'int', 'double', 'date' or 'timestamp'.

    of_old_rows: an SQL literal, what the column holds on rows that were written before there was this column.
    """

    name: str
    kind: str
    length: int = 0
    required: bool = False
    of_old_rows: str = "null"


@dataclass(frozen=True)
class TableDefinition:
    """A table that Python writes."""

    schema: str
    name: str
    columns: tuple[Column, ...]

    @property
    def full_name(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]


RAW_FIELDS = (
    "invoice",
    "stock_code",
    "description",
    "quantity",
    "invoice_date",
    "price",
    "customer_id",
    "country",
)

# What a line's feed says of it: a ninth field of its identity, an exact amount, what its invoice's number means.
FEED_FIELDS = (
    "line_number",
    "line_amount",
    "currency",
    "feed",
    "cancellation_prefix",
    "adjustment_prefix",
    "newest_file_wins",
)
LINE_FIELDS = RAW_FIELDS + FEED_FIELDS

ORDER_LINES = TableDefinition(
    "raw",
    "order_lines",
    (
        *(Column(field, "text", 4000) for field in RAW_FIELDS),
        Column("source_file", "text", 255, required=True),
        Column("source_row", "bigint", required=True),
        Column("file_sha256", "text", 64, required=True),
        Column("loaded_at", "timestamp", required=True),
        Column("line_number", "text", 60),
        Column("line_amount", "text", 4000),
        Column("currency", "text", 60),
        Column("feed", "text", 255),
        # Before feeds said so, these two were settings of the project.
        Column("cancellation_prefix", "text", 20, of_old_rows="'C'"),
        Column("adjustment_prefix", "text", 20, of_old_rows="'A'"),
        Column("newest_file_wins", "text", 20),
    ),
)

LANDED_FILES = TableDefinition(
    "raw",
    "landed_files",
    (
        Column("file_sha256", "text", 64, required=True),
        Column("source_file", "text", 255, required=True),
        Column("row_count", "bigint", required=True),
        Column("rejected_count", "bigint", required=True),
        Column("landed_at", "timestamp", required=True),
        Column("file_form", "text", 4000),
        Column("left_out_count", "bigint", of_old_rows="0"),
    ),
)

# What a landing compares a file with: the name, the bytes and the form of each file that is present.
FILES_AND_FORMS = f"select source_file, file_sha256, file_form from {LANDED_FILES.full_name}"

REJECTED_LINES = TableDefinition(
    "raw",
    "rejected_lines",
    (
        Column("source_file", "text", 255, required=True),
        Column("line_number", "bigint"),
        Column("raw_text", "text", 4000),
        Column("error", "text", 4000, required=True),
    ),
)

# What was odd about a file that was read all the same; marts.doubts shows it.
LANDING_DOUBTS = TableDefinition(
    "raw",
    "landing_doubts",
    (
        Column("source_file", "text", 255, required=True),
        Column("doubt", "text", 40, required=True),
        Column("sentence", "text", 400, required=True),
        Column("example", "text", 400),
        Column("advice", "text", 400, required=True),
    ),
)

MBA_RULES = TableDefinition(
    "mining",
    "mba_rules",
    (
        Column("rule_id", "text", 32, required=True),
        Column("antecedents", "text", 600, required=True),
        Column("consequents", "text", 600, required=True),
        Column("antecedent_size", "int", required=True),
        Column("consequent_size", "int", required=True),
        Column("basket_count", "int", required=True),
        Column("antecedent_count", "int", required=True),
        Column("consequent_count", "int", required=True),
        Column("total_baskets", "int", required=True),
        Column("support", "double", required=True),
        Column("confidence", "double", required=True),
        Column("lift", "double", required=True),
        Column("leverage", "double", required=True),
        Column("conviction", "double"),
        Column("zhangs_metric", "double"),
        Column("p_value", "double", required=True),
        Column("is_significant", "int", required=True),
        Column("is_redundant", "int", required=True),
        Column("mined_at", "timestamp", required=True),
    ),
)

MBA_RULE_ITEMS = TableDefinition(
    "mining",
    "mba_rule_items",
    (
        Column("rule_id", "text", 32, required=True),
        Column("side", "text", 20, required=True),
        Column("item", "text", 60, required=True),
    ),
)

MBA_RUNS = TableDefinition(
    "mining",
    "mba_runs",
    (
        Column("mined_at", "timestamp", required=True),
        Column("engine", "text", 30, required=True),
        Column("min_support", "text", 30, required=True),
        Column("max_len", "int", required=True),
        Column("min_confidence", "text", 30, required=True),
        Column("min_lift", "text", 30, required=True),
        Column("correction", "text", 30, required=True),
        Column("significance_level", "double", required=True),
        Column("baskets", "int", required=True),
        Column("goods", "int", required=True),
        Column("min_count", "int", required=True),
        Column("itemsets", "bigint", required=True),
        Column("rules_tested", "bigint", required=True),
        Column("rules", "int", required=True),
        Column("seconds", "double", required=True),
    ),
)

PURCHASE_MODEL = TableDefinition(
    "mining",
    "purchase_model",
    (
        Column("model", "text", 20, required=True),
        Column("as_of_date", "date", required=True),
        Column("is_current", "int", required=True),
        Column("r", "double", required=True),
        Column("alpha", "double", required=True),
        Column("a", "double", required=True),
        Column("b", "double", required=True),
        Column("p", "double", required=True),
        Column("q", "double", required=True),
        Column("v", "double", required=True),
        Column("log_likelihood", "double", required=True),
        Column("value_log_likelihood", "double", required=True),
        Column("customers", "int", required=True),
        Column("paying_customers", "int", required=True),
        Column("data_from", "date", required=True),
        Column("horizon_days", "int", required=True),
        Column("season_shift", "double", required=True),
        Column("season_factor", "double", required=True),
        Column("season_shift_double", "double", required=True),
        Column("season_factor_double", "double", required=True),
        Column("settings", "text", 4000, required=True),
        Column("seconds", "double", required=True),
        Column("fitted_at", "timestamp", required=True),
        # Of the one row where nothing is predicted: its model is none, and its parameters are 0.
        Column("unpredicted_because", "text", 30),
        Column("unpredicted_found", "int"),
        Column("unpredicted_needed", "int"),
    ),
)

PIPELINE_RUNS = TableDefinition(
    "ops",
    "pipeline_runs",
    (
        Column("run_id", "text", 36, required=True),
        Column("command", "text", 30, required=True),
        Column("started_at", "timestamp", required=True),
        Column("ended_at", "timestamp"),
        Column("status", "text", 20, required=True),
        Column("exit_code", "int"),
        Column("target", "text", 20, required=True),
        Column("git_commit", "text", 40),
        Column("settings", "text", 4000, required=True),
        Column("message", "text", 4000),
        # Clocks go back; the order in which runs took the lock does not.
        Column("run_number", "bigint", of_old_rows="0"),
    ),
)

PIPELINE_STEPS = TableDefinition(
    "ops",
    "pipeline_steps",
    (
        Column("run_id", "text", 36, required=True),
        Column("step_number", "int", required=True),
        Column("step", "text", 60, required=True),
        Column("status", "text", 20, required=True),
        Column("started_at", "timestamp", required=True),
        Column("seconds", "double"),
        Column("rows_in", "bigint"),
        Column("rows_out", "bigint"),
        Column("message", "text", 4000),
    ),
)

TEST_RESULTS = TableDefinition(
    "ops",
    "test_results",
    (
        Column("run_id", "text", 36, required=True),
        Column("result_number", "int", required=True),
        Column("node_type", "text", 20, required=True),
        Column("node_name", "text", 400, required=True),
        Column("status", "text", 20, required=True),
        Column("failures", "bigint"),
        Column("seconds", "double", required=True),
        Column("message", "text", 4000),
    ),
)

# What the published marts were built of: a run that would build the same has nothing to do.
PUBLISHED_BUILDS = TableDefinition(
    "ops",
    "published_builds",
    (
        Column("build_suffix", "text", 60, required=True),
        Column("project_sha256", "text", 64, required=True),
        Column("inputs_sha256", "text", 64, required=True),
        Column("built_at", "timestamp", required=True),
    ),
)

UNIT_TESTS_PASSED = TableDefinition(
    "ops",
    "unit_tests_passed",
    (
        Column("project_sha256", "text", 64, required=True),
        Column("passed_at", "timestamp", required=True),
    ),
)

TABLES = (
    ORDER_LINES,
    LANDED_FILES,
    REJECTED_LINES,
    LANDING_DOUBTS,
    MBA_RULES,
    MBA_RULE_ITEMS,
    MBA_RUNS,
    PURCHASE_MODEL,
    PIPELINE_RUNS,
    PIPELINE_STEPS,
    TEST_RESULTS,
    PUBLISHED_BUILDS,
    UNIT_TESTS_PASSED,
)


def find_columns(table: TableDefinition) -> str:
    """A query, for every engine, of the columns that a table has."""
    return (
        "select column_name from information_schema.columns "
        f"where table_schema = '{table.schema}' and table_name = '{table.name}'"
    )


def find_table(table: TableDefinition) -> str:
    """A query, for every engine, that has a row when the table is there."""
    return (
        "select table_name from information_schema.tables "
        f"where table_schema = '{table.schema}' and table_name = '{table.name}'"
    )
