"""What lookups and iteration answer."""

from __future__ import annotations

from typing import Literal, NamedTuple

FunctionKind = Literal["none", "anonymous", "named"]
Provenance = Literal["scopes", "function_map", "pasta", "generated", "source"]


class Location(NamedTuple):
    """The original position of a generated one.

    Where the map says that a piece of code has no original position, ``source_index``, ``source``, ``line``, ``column``
    and ``name`` are None: an unmapped answer. (A source that the map calls ``null`` has an index but no name.)
    ``function`` is the function that the place is in, as far as the cache knows; ``function_kind`` tells an anonymous
    one from none, and ``provenance`` where the name is known from.
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
    function: str | None = None
    function_kind: FunctionKind = "none"
    provenance: Provenance | None = None


class Function(NamedTuple):
    """A function around a place of the generated file, as its author named it."""

    name: str | None
    """None in an anonymous one."""
    kind: FunctionKind
    provenance: Provenance | None
    """Where the name is known from."""
    hidden: bool
    """A frame in it is to be left out of a stack trace."""
    scope: int
    """Its number in the cache."""
    call_site: CallSite | None
    """Where it was called, if its body was inlined into the function around it."""


class CallSite(NamedTuple):
    """The place of the frame around an inlined function."""

    source: str | None
    line: int
    column: int
    source_index: int


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
