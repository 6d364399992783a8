"""For those who come from the package symbolic: its SourceMapCache, on a cache of this package.

    from smcache.symbolic import SourceMapCache  # instead of: from symbolic.sourcemapcache import SourceMapCache

Here, as there, lines and columns count from one, and context lines keep their terminators.

>>> cache = SourceMapCache.from_bytes(b"", b'{"version": 3, "sources": ["a.js"], "sourcesContent": ["let a;\\\\nlet b;\\\\n"], '
...                                       b'"names": [], "mappings": "AACA"}')
>>> token = cache.lookup(1, 1, 1)
>>> token, token.context_line, token.pre_context
(<SourceMapCacheToken a.js:2>, 'let b;\\n', ['let a;\\n'])
"""  # noqa: E501

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import smcache
from smcache._reader import ffi, lib

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["SourceMapCache", "SourceMapCacheToken"]


_FUNCTION_NAMES = {"none": "<unknown>", "anonymous": "<anonymous>"}


class SourceMapCacheToken:
    """What a lookup found. `function_name` is "<anonymous>" in a function without a name, "<unknown>" in none."""

    line: int
    col: int
    src: str | None
    name: str | None
    function_name: str | None
    context_line: str | None
    pre_context: list[str]
    post_context: list[str]

    def __repr__(self) -> str:
        return f"<SourceMapCacheToken {self.src}:{self.line}>"


class SourceMapCache:
    """Looks tokens up in a source map."""

    def __init__(self, cache: smcache.Cache) -> None:
        self.cache = cache
        """The cache behind this one, with all that it can do."""

    @classmethod
    def from_bytes(cls, source_content: bytes, sourcemap_content: bytes) -> Self:
        """From a minified source and its map. Without the source, fewer functions are known."""
        generated = source_content or None
        return cls(smcache.Cache(smcache.convert(sourcemap_content, generated=generated)))

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Self:
        """From a file that :meth:`save` or ``smcache convert`` wrote. What symbolic's cannot do."""
        return cls(smcache.open(path))

    @classmethod
    def load(cls, data: bytes) -> Self:
        """From compiled bytes, as :meth:`save` returns them. What symbolic's cannot do."""
        return cls(smcache.Cache(data))

    def save(self) -> bytes:
        """The compiled bytes, to be written to a file. What symbolic's cannot do."""
        return bytes(self.cache.data)

    def lookup(self, line: int, col: int, context_lines: int) -> SourceMapCacheToken | None:
        """The token at or before a position that counts from one, with so many lines around it."""
        if line < 1 or col < 1:
            raise ValueError("lines and columns count from one")
        if context_lines < 0:
            raise ValueError("context_lines is negative")
        found = self.cache.lookup(line - 1, col - 1)
        if found is None or found.line is None or found.column is None or found.source_index is None:
            return None
        token = SourceMapCacheToken()
        token.line = found.line + 1
        token.col = found.column + 1
        token.src = found.source or None
        token.name = found.name or None
        token.function_name = _FUNCTION_NAMES.get(found.function_kind, found.function)
        first = max(found.line - context_lines, 0)
        lines = _lines(self.cache._handle, found.source_index, first, found.line + context_lines + 1 - first)
        at = found.line - first
        token.context_line = (lines[at] or None) if at < len(lines) else None
        token.pre_context = lines[:at]
        token.post_context = lines[at + 1 :]
        return token


def _lines(handle: Any, source: int, first: int, count: int) -> list[str]:
    """`count` lines from one on, or as many as there are, with their terminators."""
    # One line more than wanted: where it begins, the last wanted one ends.
    strings = ffi.new("smc_string[]", count + 1)
    found = lib.smc_cache_source_lines(handle, source, first, strings, count + 1)
    starts = [strings[i].data for i in range(found)]
    if 0 < found <= count:
        content = ffi.new("smc_string*")
        lib.smc_cache_source_content(handle, source, content)
        starts.append(content.data + content.size)
    return [
        ffi.unpack(start, end - start).decode("utf-8", "replace") if end > start else ""
        for start, end in zip(starts, starts[1:])
    ]
