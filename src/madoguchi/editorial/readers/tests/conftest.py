"""The invented city as its readers are served it."""

from pathlib import Path

import pytest
from pytest_django import Settings

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.edition.live import Served
from madoguchi.editorial.tests.city import city_guide
from madoguchi.guide import Guide
from madoguchi.outlets.serving import live

__all__ = ["city_guide"]


@pytest.fixture(scope="module")
def editions(city_guide: Guide, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one edition of the invented city."""
    folder = tmp_path_factory.mktemp("editions")
    EditionStore(folder).publish(compile_edition(city_guide))
    return folder


@pytest.fixture
def served(editions: Path, settings: Settings) -> Served:
    """The edition that this process serves."""
    settings.PACK, settings.EDITIONS = "example", editions
    if live().store.root != editions:
        live.cache_clear()
    return live().now()
