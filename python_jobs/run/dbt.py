"""dbt in the same process: build, test and document the project."""

from __future__ import annotations

import atexit
import gc
import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult

from python_jobs.core.errors import (
    InputError,
    TransientFailure,
    WarehouseError,
)
from python_jobs.core.full_log import tell_if_full
from python_jobs.core.paths import refuse_unwritable
from python_jobs.core.project import DUCKDB_PATH, LAKE, Project
from python_jobs.core.results import NodeResult
from python_jobs.core.shop import SHOP
from python_jobs.core.variables import as_text
from python_jobs.run.dbt_results import (
    BuildResult,
    describe,
    failed,
    message_of,
    node_result,
    plain_error,
    reason_of,
    refuse_interrupted,
    results_of,
    unreadable,
)
from python_jobs.run.dbt_shortcuts import take_shortcuts
from python_jobs.run.limits import check_limits
from python_jobs.run.needless_tests import needless_tests, seed_tests
from python_jobs.run.template_cache import keep_templates
from python_jobs.warehouses.retry import retry

log = logging.getLogger(__name__)

# See nothing_to_collect. What is still set aside when Python ends is called a leak by DuckDB's binding,
# in fifty lines on the screen.
atexit.register(gc.unfreeze)

# dbt writes every debug line into its log file by default, which takes a tenth of the time of a build.
# On the screen it says nothing at all: what failed is told by us, in a sentence, and an interrupted dbt would
# show eighty lines of its own.
QUIETLY = ("--quiet", "--log-level", "none", "--no-use-colors", "--log-level-file", "info")
LOG = "dbt.log"
MANIFEST = "manifest.json"
# dbt writes its manifest, of megabytes, after each command; the lineage page needs
# that of the last build alone.
NO_MANIFEST = "--no-write-json"
NODE_FINISHED = "NodeFinished"
# Below the target folder: what dbt has read under other names than those that readers see.
PARSED = "parsed"
UNFIT_FOR_A_FOLDER = re.compile(r"\W")
# What Python writes while the project is built, and everything that rests on it.
WRITTEN_AND_AFTER = ("source:mining.mba_rules+", "source:mining.purchase_model+")


class Dbt:
    """dbt commands on one project and target; the project is parsed once."""

    def __init__(self, project: Project) -> None:
        take_shortcuts(listened_to=[NODE_FINISHED])
        self._templates = keep_templates(project.target_folder)
        self._project = project
        self._manifest: Any = None

    def at(self, project: Project) -> Dbt:
        """The same on another warehouse of the project; parsed anew only where the vars differ."""
        other = Dbt(project)
        if dict(project.given_vars) == dict(self._project.given_vars):
            other._manifest = self._manifest
        return other

    def read(self) -> None:
        """Parse the project; what comes later does so where nobody has.

        Raises InputError when dbt cannot make sense of it, or of a var; WarehouseError when its folders
        cannot be written to, which dbt would take for a fault of the project.
        """
        if self._manifest is None:
            refuse_unwritable(self._project.target_folder, "DBT_TARGET_PATH")
            refuse_unwritable(self._project.logs_folder, "DBT_LOG_PATH")
            check_limits()
            with self._on_the_warehouse(), nothing_to_collect(self._project):
                parsed = dbtRunner().invoke(
                    [*QUIETLY, NO_MANIFEST, "parse", *self._options(self._parsed_folder)]
                )
            self._templates.save()
            refuse_interrupted(parsed)
            if not parsed.success:
                raise unreadable(parsed)
            self._manifest = parsed.result

    def build(
        self,
        *selection: str,
        on_nodes: Callable[[int], None] = lambda nodes: None,
        on_results: Callable[[list[NodeResult]], None] = lambda results: None,
        keeps_manifest: bool = True,
    ) -> BuildResult:
        """`dbt build`, by default of everything; a build that a broken connection or a deadlock stopped
        is tried again.

        on_nodes is called for every model and test that is done, on_results with what became of them.
        keeps_manifest: leave dbt's manifest and results in the target folder, which document() needs.
        Raises DataTestsFailed, naming what failed, when a model or a test did not hold.
        """

        def attempt() -> BuildResult:
            written = () if keeps_manifest else (NO_MANIFEST,)
            result = self._invoke([*written, "build", *selection], on_nodes)
            # The check of the vars (on-run-start) builds nothing and tests no data.
            results = [
                node_result(one)
                for one in results_of(result)
                if str(one.node.resource_type) != "operation"
            ]
            on_results(results)
            failures = [one for one in results_of(result) if one.status in ("error", "fail")]
            if failures or not result.success:
                raise failed(self._project, [describe(one) for one in failures])
            return BuildResult(results)

        built = retry(attempt, lambda error: isinstance(error, TransientFailure))
        for warning in built.warnings:
            log.warning("%s", warning)
        return built

    def compiled(self, *selection: str) -> dict[str, str]:
        """`dbt compile`: unique id → SQL of every node that is selected."""
        result = self._invoke(["compile", *selection])
        if not result.success:
            raise InputError(f"dbt cannot compile the project: {message_of(result)}")
        return {one.node.unique_id: one.node.compiled_code for one in results_of(result)}

    def nodes(self) -> list[Any]:
        """The models and seeds of the project, as dbt's manifest has them."""
        self.read()
        return [
            node
            for node in self._manifest.nodes.values()
            if str(node.resource_type) in ("model", "seed")
        ]

    def models(self) -> set[tuple[str, str]]:
        """Schema and name of everything that the models make."""
        return {
            (str(node.schema), str(node.alias))
            for node in self.nodes()
            if str(node.resource_type) == "model"
        }

    def needless_tests(self, project_is_unchanged: bool) -> list[str]:
        """Names of the data tests whose answer is known. project_is_unchanged: its unit tests have passed."""
        self.read()
        of_seeds = seed_tests(self._manifest) if project_is_unchanged else []
        return sorted({*needless_tests(self._manifest), *of_seeds})

    def document(self, folder: Path) -> Path:
        """`dbt docs generate` as one page in the folder; returns its path."""
        # dbt puts the manifest of its last command into the page, and looks for it beside the page.
        shutil.copyfile(self._project.target_folder / MANIFEST, folder / MANIFEST)
        arguments = ["docs", "generate", "--static", "--no-compile", "--target-path", str(folder)]
        result = self._invoke(arguments)
        if not result.success:
            raise WarehouseError(f"dbt could not write its docs page: {reason_of(result)}")
        return folder / self._project.lineage_page.name

    @property
    def _parsed_folder(self) -> Path:
        """Where dbt keeps what it has read of the project. Under another var it reads everything anew, and a run
        beside the published marts has another build_suffix than they have, so each has a folder of its own."""
        suffix = UNFIT_FOR_A_FOLDER.sub("", self._project.build_suffix)
        folder = self._project.target_folder
        return folder / PARSED / suffix if suffix else folder

    def _options(self, target_folder: Path | None = None) -> list[str]:
        project = self._project
        target = target_folder or project.target_folder
        options = [
            *("--project-dir", str(project.root), "--profiles-dir", str(project.profiles_folder)),
            *("--target-path", str(target), "--log-path", str(project.logs_folder)),
            *("--target", project.target),
        ]
        if project.given_vars:
            # a small fraction has an exponent in JSON, which dbt's YAML takes for a text
            given = {name: as_text(value) for name, value in project.given_vars.items()}
            options += ["--vars", json.dumps(given)]
        return options

    def _invoke(
        self, arguments: Sequence[str], on_nodes: Callable[[int], None] = lambda nodes: None
    ) -> dbtRunnerResult:
        self.read()
        try:
            with self._on_the_warehouse(), nothing_to_collect(self._project):
                result = dbtRunner(manifest=self._manifest, callbacks=[_counting(on_nodes)]).invoke(
                    [*QUIETLY, *arguments, *self._options()]
                )
        finally:
            _release_duckdb()
            self._templates.save()
            tell_if_full(self._project.logs_folder / LOG)
        refuse_interrupted(result)
        if result.exception is not None:
            raise plain_error(result)
        return result

    @contextmanager
    def _on_the_warehouse(self) -> Iterator[None]:
        """profiles.yml and dbt_project.yml read from the environment which warehouse and shop are meant."""
        shop = self._project.shop
        meant = {
            DUCKDB_PATH: str(self._project.duckdb_path),
            LAKE: self._project.lake,
            SHOP: str(shop.folder) if shop else "",
        }
        before = {name: os.environ.get(name) for name in meant}
        os.environ.update(meant)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


@contextmanager
def nothing_to_collect(project: Project) -> Iterator[None]:
    """What dbt makes of a project lives until the process ends. Python would look through all of it for
    garbage again and again, for a tenth of the time that a run takes; the garbage is 80 MB in all.

    On Spark the garbage holds what Java has of each statement, broadcast tables too, which is gigabytes in a
    few hundred statements. So there what is new is looked through, and what was there before is not.
    """
    if project.is_on_spark:
        gc.freeze()
    else:
        gc.disable()
    try:
        yield
    finally:
        if project.is_on_spark:
            gc.collect()
        gc.freeze()
        gc.enable()


def _counting(on_nodes: Callable[[int], None]) -> Callable[[Any], None]:
    """A listener to dbt's events that counts the nodes it finishes."""

    def listen(event: Any) -> None:
        if event.info.name == NODE_FINISHED:
            on_nodes(1)

    return listen


def _release_duckdb() -> None:
    """dbt-duckdb holds the file until the process ends; the jobs that follow want to write to it."""
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
