"""The examples in docstrings are run, so that what they show stays true."""

import doctest
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import madoguchi


def module_names() -> Iterator[str]:
    for module in pkgutil.walk_packages(madoguchi.__path__, "madoguchi."):
        if "tests" not in module.name.split("."):
            yield module.name


@pytest.mark.parametrize("name", list(module_names()))
def test_the_examples_of_every_module_are_true(name: str) -> None:
    module = importlib.import_module(name)
    failed, _ = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert failed == 0


def test_examples_are_found_at_all() -> None:
    finder = doctest.DocTestFinder()
    found = finder.find(importlib.import_module("madoguchi.language.search"))
    assert {test.name for test in found if test.examples} == {"madoguchi.language.search.fold"}
