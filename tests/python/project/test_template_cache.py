"""Templates whose code is kept give what dbt's own give, and a kept file that is no good is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dbt_common.clients.jinja import get_template

from python_jobs.run import template_cache
from python_jobs.run.template_cache import ENVIRONMENTS, FILE, TemplateCache, keep_templates

TEXT = "{% set twice = 2 %}{% for one in [1, 2] %}{{ one * twice }},{% endfor %}"
RENDERED = "2,4,"


@pytest.fixture(autouse=True)
def dbt_as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Other tests of this process have dbt and the caches as they left them."""
    for environment in ENVIRONMENTS:
        monkeypatch.setattr(environment, "compile", environment.compile)
    template_cache.template_cache.cache_clear()
    yield
    template_cache.template_cache.cache_clear()


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that Jinja was asked to compile."""
    texts: list[str] = []
    original = template_cache.original_compile

    def compile_template(environment: Any, source: Any, *args: Any, **kwargs: Any) -> Any:
        texts.append(source)
        return original(environment, source, *args, **kwargs)

    monkeypatch.setattr(template_cache, "original_compile", compile_template)
    return texts


def _in_a_new_process(folder: Path) -> TemplateCache:
    template_cache.template_cache.cache_clear()
    return keep_templates(folder)


def test_what_one_process_compiled_the_next_one_takes(tmp_path: Path, compiled: list[str]) -> None:
    cache = _in_a_new_process(tmp_path)
    assert get_template(TEXT, {}).render({}) == RENDERED
    cache.save()
    assert compiled == [TEXT]

    _in_a_new_process(tmp_path)
    assert get_template(TEXT, {}).render({}) == RENDERED
    assert get_template("{{ 1 + 1 }}", {}).render({}) == "2"
    assert compiled == [TEXT, "{{ 1 + 1 }}"]


def test_text_and_values_have_code_of_their_own(tmp_path: Path, compiled: list[str]) -> None:
    _in_a_new_process(tmp_path)
    assert get_template("{{ '1' }}", {}, native=False).render({}) == "1"
    assert get_template("{{ '1' }}", {}, native=True).render({}) == "1"
    assert compiled == ["{{ '1' }}", "{{ '1' }}"]


def test_an_error_of_a_template_is_told_each_time(tmp_path: Path) -> None:
    _in_a_new_process(tmp_path)
    for _ in range(2):
        with pytest.raises(Exception, match="unexpected"):
            get_template("{{ 1 + }}", {})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content[:-9] + b"x" + content[-8:],
        # as another version of Python, Jinja or dbt would have written it
        lambda content: bytes([content[0] ^ 1]) + content[1:],
    ],
)
def test_a_file_that_is_no_good_is_made_anew(
    tmp_path: Path, compiled: list[str], spoil: Any
) -> None:
    cache = _in_a_new_process(tmp_path)
    get_template(TEXT, {})
    cache.save()
    good = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(spoil(good))

    cache = _in_a_new_process(tmp_path)
    assert get_template(TEXT, {}).render({}) == RENDERED
    assert compiled == [TEXT, TEXT]
    cache.save()
    assert (tmp_path / FILE).read_bytes() == good


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    cache = _in_a_new_process(tmp_path / "missing")
    assert get_template(TEXT, {}).render({}) == RENDERED
    cache.save()
    assert list(tmp_path.iterdir()) == []


def test_the_file_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_cache, "MOST_TEMPLATES", 2)
    for number in range(3):
        cache = _in_a_new_process(tmp_path)
        get_template(f"{{{{ {number} }}}}", {})
        cache.save()
    assert len(template_cache._read(tmp_path / FILE)) == 1
