"""A shop that the tests of a module fill and empty in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.python.conftest import Run
from tests.python.rebuilding import Shop


@pytest.fixture(scope="module")
def shop(sample_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop.empty(sample_run, tmp_path_factory.mktemp("shop"))


@pytest.fixture
def empty_shop(shop: Shop) -> Iterator[Shop]:
    yield shop
    shop.forget_all()
