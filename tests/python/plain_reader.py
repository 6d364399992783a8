"""The reader of tests/python_reader, written from spec.md alone, behind the methods that the package's cache has."""

import importlib
import sys
from pathlib import Path

import smcache

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "python_reader"))
smcache_reader = importlib.import_module("smcache_reader")


class PlainCache:
    def __init__(self, data):
        self._reader = smcache_reader.Cache(data)

    def __len__(self):
        return self._reader.mapping_count

    def lookup(self, line, column, *, cross_line=False):
        at = self._reader.lookup(line, column, cross_line)
        return None if at.status == "not_found" else self._answer(at, at.index, smcache.Location)

    def lookup_all(self, line, column, *, cross_line=False):
        return [self._answer(at, at.index, smcache.Mapping) for at in self._reader.lookup_all(line, column, cross_line)]

    def __iter__(self):
        return (self._answer(at, index, smcache.Mapping) for index, at in enumerate(self._reader.mappings()))

    def _answer(self, at, index, kind):
        return kind(
            source=None if at.source is None else _text(self._reader.source(at.source).name),
            line=at.line if at.source is not None else None,
            column=at.column if at.source is not None else None,
            name=None if at.name is None else _text(self._reader.name(at.name)),
            generated_line=at.generated_line,
            generated_column=at.generated_column,
            source_index=at.source,
            name_index=at.name,
            mapping=index,
            is_range=bool(getattr(at, "range", False)),
        )


def _text(text):
    text = text() if callable(text) else text
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text
