"""What lookups and iteration answer."""

from __future__ import annotations

from typing import NamedTuple


class Location(NamedTuple):
    """The original position of a generated one.

    Where the map says that a piece of code has no original position, ``source_index``, ``source``, ``line``, ``column``
    and ``name`` are None: an unmapped answer. (A source that the map calls ``null`` has an index but no name.)
    """

    source: str | None
    line: int | None
    column: int | None
    name: str | None
    generated_line: int
    generated_column: int
    source_index: int | None
    name_index: int | None
    mapping: int
    is_range: bool


class Mapping(NamedTuple):
    """One mapping of a map; the fields are those of :class:`Location`."""

    source: str | None
    line: int | None
    column: int | None
    name: str | None
    generated_line: int
    generated_column: int
    source_index: int | None
    name_index: int | None
    mapping: int
    is_range: bool
