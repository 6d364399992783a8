"""Sources, their text and its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from smcache._reader import ffi, lib
from smcache._text import decode

if TYPE_CHECKING:
    from smcache._cache import Cache


class Context(NamedTuple):
    """Lines around one, without their terminators."""

    before: list[str]
    line: str
    after: list[str]
    first_line: int
    """The number of the first line of these, from zero."""


class Source:
    """One source of a map. Keeps its cache's memory alive; when the cache is closed, it raises ``ValueError``."""

    __slots__ = ("_cache", "index")

    index: int

    def __init__(self, cache: Cache, index: int) -> None:
        self._cache = cache
        self.index = index

    def __repr__(self) -> str:
        return f"<smcache.Source {self.index}: {self.name!r}>"

    @property
    def name(self) -> str | None:
        """The name, joined with the map's sourceRoot; None for a null source."""
        return self._cache._source_names[self.index]

    @property
    def raw_name(self) -> str | None:
        """The entry of "sources" as it stands."""
        string = ffi.new("smc_string*")
        return decode(string) if lib.smc_cache_source_raw_name(self._cache._handle, self.index, string) else None

    @property
    def content(self) -> str | None:
        """The whole text; None where the map has none. Decoded at every call."""
        string = ffi.new("smc_string*")
        return decode(string) if lib.smc_cache_source_content(self._cache._handle, self.index, string) else None

    @property
    def content_view(self) -> memoryview | None:
        """The text's bytes where they stand in the cache, which they keep alive."""
        string = ffi.new("smc_string*")
        if not lib.smc_cache_source_content(self._cache._handle, self.index, string):
            return None
        return self._cache._view(string)

    @property
    def ignored(self) -> bool:
        """Whether it is on the map's ignore list."""
        return bool(lib.smc_cache_source_ignored(self._cache._handle, self.index))

    @property
    def line_count(self) -> int:
        """How many lines the text has; 0 without text."""
        count: int = lib.smc_cache_source_line_count(self._cache._handle, self.index)
        return count

    def line(self, number: int) -> str | None:
        """A line, counted from zero, without its terminator; None past the end."""
        string = ffi.new("smc_string*")
        return decode(string) if lib.smc_cache_source_line(self._cache._handle, self.index, number, string) else None

    def lines(self, first: int = 0, count: int | None = None) -> list[str]:
        """`count` lines from line `first` on, or all: as many as there are."""
        there = max(self.line_count - first, 0)
        wanted = there if count is None else min(count, there)
        strings = ffi.new("smc_string[]", max(wanted, 1))
        found = lib.smc_cache_source_lines(self._cache._handle, self.index, first, strings, wanted)
        return [decode(strings[i]) for i in range(found)]

    def context(self, line: int, before: int = 5, after: int = 5) -> Context | None:
        """A line with up to `before` lines before it and `after` after it; None where there is no such line."""
        first = ffi.new("uint32_t*")
        capacity = min(before, line) + 1 + min(after, self.line_count)
        strings = ffi.new("smc_string[]", capacity)
        found = lib.smc_cache_source_context(
            self._cache._handle, self.index, line, before, after, strings, capacity, first
        )
        if found == 0:
            return None
        lines = [decode(strings[i]) for i in range(found)]
        at = line - first[0]
        return Context(lines[:at], lines[at], lines[at + 1 :], first[0])


class Sources(Sequence[Source]):
    """The sources of a cache, in the map's order."""

    __slots__ = ("_cache",)

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def __len__(self) -> int:
        count: int = lib.smc_cache_source_count(self._cache._handle)
        return count

    @overload
    def __getitem__(self, index: int) -> Source: ...
    @overload
    def __getitem__(self, index: slice) -> list[Source]: ...
    def __getitem__(self, index: int | slice) -> Source | list[Source]:
        found = range(len(self))[index]
        if isinstance(found, range):
            return [Source(self._cache, i) for i in found]
        return Source(self._cache, found)

    def __iter__(self) -> Iterator[Source]:
        return (Source(self._cache, i) for i in range(len(self)))


class Names(Sequence[str]):
    """The names of a cache, in the map's order."""

    __slots__ = ("_cache",)

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def __len__(self) -> int:
        count: int = lib.smc_cache_name_count(self._cache._handle)
        return count

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        found = range(len(self))[index]
        strings = self._cache._names
        if isinstance(found, range):
            return [strings[i] or "" for i in found]
        return strings[found] or ""
