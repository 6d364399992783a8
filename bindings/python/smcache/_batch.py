"""Many positions at once, in columns."""

from __future__ import annotations

import functools
from array import array
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Union

from smcache._errors import ErrorCode, error_of
from smcache._function import function_around
from smcache._location import Function, Location
from smcache._reader import ffi, lib
from smcache._text import NONE

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from smcache._cache import Cache

    PositionsLike = Union[Buffer, Iterable[tuple[int, int]]]
else:
    PositionsLike = Any

_FIELDS = 9
_LARGEST = 0xFFFFFFFF


@functools.cache
def _numpy() -> Any:
    try:
        import numpy
    except ImportError:
        return None
    return numpy


class Locations:
    """The answers of :meth:`smcache.Cache.lookup_many`, in columns and one by one.

    Each column is a NumPy array of unsigned 32-bit numbers where NumPy is installed, else a memoryview of them:
    ``status`` (0 not found, 1 unmapped, 2 found, 3 corrupt), ``mapping``, ``generated_line``, ``generated_column``,
    ``source_index``, ``line``, ``column``, ``name_index``, ``is_range``. An index of ``2**32 - 1`` says that there is
    none. ``answers[i]`` is what :meth:`smcache.Cache.lookup` would have said.
    """

    __slots__ = ("_asked", "_cache", "_columns", "_count")

    def __init__(self, cache: Cache, asked: Any, columns: Any, count: int) -> None:
        self._cache = cache
        self._asked = asked
        self._columns = columns
        self._count = count

    def _column(self, field: int) -> Any:
        return self._columns[field::_FIELDS]

    @property
    def status(self) -> Any:
        return self._column(0)

    @property
    def mapping(self) -> Any:
        return self._column(1)

    @property
    def generated_line(self) -> Any:
        return self._column(2)

    @property
    def generated_column(self) -> Any:
        return self._column(3)

    @property
    def source_index(self) -> Any:
        return self._column(4)

    @property
    def line(self) -> Any:
        return self._column(5)

    @property
    def column(self) -> Any:
        return self._column(6)

    @property
    def name_index(self) -> Any:
        return self._column(7)

    @property
    def is_range(self) -> Any:
        return self._column(8)

    def source_names(self) -> list[str | None]:
        """The name of each answer's source."""
        strings = self._cache._source_names
        return [strings[index] for index in self.source_index.tolist()]

    def names(self) -> list[str | None]:
        """The name of each answer."""
        strings = self._cache._names
        return [strings[index] for index in self.name_index.tolist()]

    def functions(self) -> list[str | None]:
        """The name of the function that each position is in."""
        found = (self._function(i) for i in range(self._count))
        return [None if function is None else function.name for function in found]

    def _function(self, index: int) -> Function | None:
        return function_around(self._cache, int(self._asked[2 * index]), int(self._asked[2 * index + 1]))

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Location | None:
        index = range(self._count)[index]
        start = index * _FIELDS
        status, mapping, generated_line, generated_column, source, line, column, name, is_range = self._columns[
            start : start + _FIELDS
        ].tolist()
        if status == lib.SMC_NOT_FOUND:
            return None
        if status == lib.SMC_CORRUPT:
            raise error_of(ErrorCode.CORRUPT, "the cache is damaged where the answer should stand")
        found = status == lib.SMC_FOUND
        function = self._function(index)
        return Location(
            self._cache._source_names[source],
            line if found else None,
            column if found else None,
            self._cache._names[name],
            generated_line,
            generated_column,
            source if found else None,
            None if name == NONE else name,
            mapping,
            is_range != 0,
            function.name if function else None,
            function.kind if function else "none",
            function.provenance if function else None,
        )

    def __iter__(self) -> Iterator[Location | None]:
        return (self[i] for i in range(self._count))


def look_many_up(cache: Cache, positions: PositionsLike, cross_line: bool) -> Locations:
    asked = _as_pairs(positions)
    count = len(asked) // 2
    numpy = _numpy()
    answers: Any
    if numpy is not None:
        answers = numpy.empty(count * _FIELDS, dtype=numpy.uint32)
    else:
        answers = memoryview(bytearray(count * _FIELDS * 4)).cast("I")
    lib.smc_cache_lookup_many(
        cache._handle,
        ffi.from_buffer("smc_position[]", asked),
        count,
        cross_line,
        ffi.from_buffer("smc_location[]", answers, require_writable=True),
    )
    return Locations(cache, asked, answers, count)


def _as_pairs(positions: Any) -> Any:
    """A flat, contiguous buffer of unsigned 32-bit numbers: line, column, line, column ..."""
    numpy = _numpy()
    if numpy is not None and isinstance(positions, numpy.ndarray):
        return _pairs_of_numpy(numpy, positions)
    try:
        view = memoryview(positions)
    except TypeError:
        return _pairs_of_iterable(positions)
    if view.itemsize != 4 or view.format not in ("I", "L") or not view.c_contiguous:
        raise ValueError("a buffer of positions must hold unsigned 32-bit numbers, one after the other")
    flat = view.cast("B").cast("I") if view.ndim != 1 or view.format != "I" else view
    return _even(flat)


def _pairs_of_numpy(numpy: Any, positions: Any) -> Any:
    if not numpy.issubdtype(positions.dtype, numpy.integer) and positions.size > 0:
        raise ValueError("positions must be integers")
    if positions.ndim == 2 and positions.shape[1] != 2:
        raise ValueError("an array of positions must have the shape (n, 2)")
    if positions.dtype != numpy.uint32:
        if positions.size > 0 and (positions.min() < 0 or positions.max() > _LARGEST):
            raise OverflowError("a position is below 0 or over 2**32 - 1")
        positions = positions.astype(numpy.uint32)
    return _even(numpy.ascontiguousarray(positions).reshape(-1))


def _pairs_of_iterable(positions: Iterable[tuple[int, int]]) -> array[int]:
    pairs = array("I")
    for line, column in positions:
        pairs.append(line)
        pairs.append(column)
    return pairs


def _even(pairs: Any) -> Any:
    if len(pairs) % 2 != 0:
        raise ValueError("a line without a column: there is an odd number of numbers")
    return pairs
