"""The examples in docstrings and in the README do what they show."""

import doctest
import importlib
import pkgutil

import pytest
import smcache
from conftest import ROOT

MODULES = ["smcache", *(f"smcache.{module.name}" for module in pkgutil.iter_modules(smcache.__path__))]


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_readme(monkeypatch, tmp_path):
    text = (ROOT / "README.md").read_text()
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    result = doctest.DocTestRunner().run(doctest.DocTestParser().get_doctest(text, {}, "README.md", "README.md", 0))
    assert result.attempted > 0
    assert result.failed == 0


def test_everything_public_is_described():
    for name in smcache.__all__:
        assert getattr(smcache, name).__doc__, name
