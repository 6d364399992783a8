"""An opened cache."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from smcache._batch import Locations, PositionsLike, look_many_up
from smcache._errors import ErrorCode, error_of, raise_unless_ok
from smcache._function import KINDS, PROVENANCES, enclosing_function, function_around
from smcache._info import Extension, Info, Section, read_extensions, read_info, read_sections
from smcache._location import Function, Location, Mapping
from smcache._lookup import look_up
from smcache._reader import ffi, lib
from smcache._source import Context, Names, Source, Sources
from smcache._text import NONE, Strings

if TYPE_CHECKING:
    from typing_extensions import Buffer, Self

OpenMode = Literal["map", "populate", "copy"]

_MODES = {"map": lib.SMC_OPEN_MAP, "populate": lib.SMC_OPEN_MAP_POPULATE, "copy": lib.SMC_OPEN_COPY}
_MAPPINGS_AT_ONCE = 256
_OPEN = ("_direct", "_handle", "_names", "_source_names")  # what an open cache has, and a closed one has not


def _close(_kept: object, handle: Any) -> None:
    lib.smc_cache_close(handle)


class Cache:
    """A compiled source map, opened for looking up.

    ``Cache(data)`` reads bytes where they stand: any bytes-like object, which must not change. To open a file,
    use :func:`smcache.open`.
    """

    _handle: Any
    _names: Strings
    _source_names: Strings
    _direct: tuple[Any, ...]

    def __init__(self, data: Buffer) -> None:
        kept = ffi.from_buffer(data)
        opened, failure = ffi.new("smc_cache**"), ffi.new("smc_error*")
        lib.smc_cache_open_bytes(kept, len(kept), opened, failure)
        self._adopt(opened, failure, kept)

    def _adopt(self, opened: Any, failure: Any, kept: object) -> None:
        raise_unless_ok(ffi, failure)
        # Closing lets go of the handle; what is under way elsewhere holds it until it is done.
        self._handle = ffi.gc(opened[0], functools.partial(_close, kept))
        self._names = Strings(self._handle, lib.smc_cache_name)
        self._source_names = Strings(self._handle, lib.smc_cache_source_name)
        address = int(ffi.cast("uintptr_t", self._handle))
        self._direct = (address, self._handle, self._source_names, self._names, Location, KINDS, PROVENANCES)

    def __getattr__(self, name: str) -> NoReturn:
        if name in _OPEN:
            raise ValueError("the cache is closed")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def close(self) -> None:
        """Lets go of the file. Calls after this raise ``ValueError``; closing again does nothing."""
        for name in _OPEN:
            self.__dict__.pop(name, None)

    @property
    def closed(self) -> bool:
        return "_handle" not in self.__dict__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return "<smcache.Cache: closed>" if self.closed else f"<smcache.Cache: {len(self)} mappings>"

    def lookup(self, line: int, column: int, *, cross_line: bool = False) -> Location | None:
        """The last mapping at or before a position on its line; None where there is none.

        An answer whose ``source_index`` is None says that the code there has no original position. `cross_line` lets
        the search go on over line starts, as the standard's GetOriginalPositions does.
        Raises ``OverflowError`` for numbers below 0 or over 2**32 - 1.
        """
        try:
            return look_up(self._direct, line, column, cross_line)
        except LookupError:
            raise error_of(ErrorCode.CORRUPT, "the cache is damaged where the answer should stand") from None

    def lookup_many(self, positions: PositionsLike, *, cross_line: bool = False) -> Locations:
        """Looks many positions up at once and answers in columns.

        `positions` is a NumPy array of integers of shape (n, 2), another buffer of unsigned 32-bit line, column, line,
        column ..., or an iterable of (line, column).
        """
        return look_many_up(self, positions, cross_line)

    def lookup_all(self, line: int, column: int, *, cross_line: bool = False) -> list[Mapping]:
        """Every mapping at the generated position at which :meth:`lookup` finds one, in map order."""
        count = lib.smc_cache_lookup_all(self._handle, line, column, cross_line, ffi.NULL, 0)
        found = ffi.new("smc_mapping[]", max(count, 1))
        lib.smc_cache_lookup_all(self._handle, line, column, cross_line, found, count)
        return [self._mapping(found[i]) for i in range(count)]

    def function(self, line: int, column: int) -> Function | None:
        """The innermost function around a position; None where none is known."""
        return function_around(self, line, column)

    def functions(self, line: int, column: int) -> Iterator[Function]:
        """The functions around a position, the innermost first.

        Of those before the first without a ``call_site``, each was inlined into the next: together with that, they are
        the frames of the position.
        """
        around = function_around(self, line, column)
        while around is not None:
            yield around
            around = enclosing_function(self, around.scope)

    def __len__(self) -> int:
        count: int = lib.smc_cache_mapping_count(self._handle)
        return count

    def __iter__(self) -> Iterator[Mapping]:
        return self.mappings()

    def mappings(self, start: int = 0, stop: int | None = None) -> Iterator[Mapping]:
        """The mappings from index `start` on, up to index `stop`, by generated position."""
        handle = self._handle
        end = lib.smc_cache_mapping_count(handle) if stop is None else stop
        return self._iterate(start, end)

    def _iterate(self, start: int, end: int) -> Iterator[Mapping]:
        some = ffi.new("smc_mapping[]", _MAPPINGS_AT_ONCE)
        while start < end:
            count = lib.smc_cache_mappings(self._handle, start, some, _MAPPINGS_AT_ONCE)
            if count == 0:
                return
            for i in range(count):
                if some[i].mapping >= end:
                    return
                yield self._mapping(some[i])
            start = some[count - 1].mapping + 1

    def _mapping(self, at: Any) -> Mapping:
        mapped = at.source != NONE
        return Mapping(
            self._source_names[at.source],
            at.line if mapped else None,
            at.column if mapped else None,
            self._names[at.name],
            at.generated_line,
            at.generated_column,
            at.source if mapped else None,
            None if at.name == NONE else at.name,
            at.mapping,
            at.is_range != 0,
        )

    @property
    def sources(self) -> Sources:
        """The sources, by index."""
        return Sources(self)

    @property
    def names(self) -> Names:
        """The names, by index."""
        return Names(self)

    def context(self, location: Location | Mapping, before: int = 5, after: int = 5) -> Context | None:
        """The source's lines around an answer; None where there are none."""
        if location.source_index is None or location.line is None:
            return None
        return Source(self, location.source_index).context(location.line, before, after)

    @property
    def info(self) -> Info:
        """What the file knows about itself."""
        return read_info(self._handle)

    @property
    def sections(self) -> list[Section]:
        """Where the sections of an index map begin."""
        return read_sections(self._handle)

    @property
    def extensions(self) -> list[Extension]:
        """Vendors' fields that conversion kept."""
        return read_extensions(self._handle)

    @property
    def data(self) -> memoryview:
        """The whole file where it stands in memory, which the view keeps alive."""
        string = ffi.new("smc_string*")
        lib.smc_cache_bytes(self._handle, string)
        return self._view(string)

    def _view(self, string: Any) -> memoryview:
        # The pointer's destructor holds the handle: the memory lives as long as the view.
        kept = ffi.gc(string.data, functools.partial(_release, self._handle))
        return memoryview(ffi.buffer(kept, string.size)).toreadonly()

    def verify(self) -> None:
        """Reads everything: raises :class:`smcache.Error` for a wrong checksum or a broken invariant."""
        failure = ffi.new("smc_error*")
        lib.smc_cache_verify(self._handle, failure)
        raise_unless_ok(ffi, failure)


def _release(_kept: object, _pointer: object) -> None:
    pass


def open(path: str | bytes | os.PathLike[Any], mode: OpenMode = "map") -> Cache:  # noqa: A001
    """Opens a file in constant time, whatever its size.

    `mode`: "map" reads pages when they are touched and shares them between processes, "populate" has the system read
    the file now, "copy" reads it into memory (for network file systems).
    """
    if mode not in _MODES:
        raise ValueError(f"no such mode: {mode!r} (map, populate, copy)")
    cache = Cache.__new__(Cache)
    opened, failure = ffi.new("smc_cache**"), ffi.new("smc_error*")
    lib.smc_cache_open(os.fsencode(path), _MODES[mode], opened, failure)
    cache._adopt(opened, failure, None)
    return cache
