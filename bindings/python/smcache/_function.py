"""Functions around places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smcache._location import CallSite, Function, FunctionKind, Provenance
from smcache._reader import ffi, lib
from smcache._text import decode

if TYPE_CHECKING:
    from smcache._cache import Cache

KINDS: tuple[FunctionKind, ...] = ("none", "anonymous", "named")
PROVENANCES: tuple[Provenance | None, ...] = (None, "scopes", "function_map", "pasta", "generated", "source")


def function_around(cache: Cache, line: int, column: int) -> Function | None:
    found = ffi.new("smc_function*")
    lib.smc_cache_function(cache._handle, line, column, found)
    return read_function(cache, found)


def enclosing_function(cache: Cache, scope: int) -> Function | None:
    found = ffi.new("smc_function*")
    lib.smc_cache_enclosing_function(cache._handle, scope, found)
    return read_function(cache, found)


def read_function(cache: Cache, found: Any) -> Function | None:
    if found.kind == lib.SMC_FUNCTION_NONE:
        return None
    call_site = None
    if found.call_source != lib.SMC_NONE:
        source = cache._source_names[found.call_source]
        call_site = CallSite(source, found.call_line, found.call_column, found.call_source)
    return Function(
        decode(found.name) if found.kind == lib.SMC_FUNCTION_NAMED else None,
        KINDS[found.kind],
        PROVENANCES[found.provenance],
        found.is_hidden != 0,
        found.scope,
        call_site,
    )
