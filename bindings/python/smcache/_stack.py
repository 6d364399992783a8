"""Whole stack traces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from smcache._errors import raise_unless_ok
from smcache._function import read_function
from smcache._location import Function
from smcache._reader import ffi, lib
from smcache._text import NONE, decode

if TYPE_CHECKING:
    from smcache._cache import Cache


class Frame(NamedTuple):
    """A frame of the sources. Without an answer, all but ``frame`` and ``function`` are None."""

    frame: int
    """Which frame of the trace it is of."""
    source: str | None
    line: int | None
    column: int | None
    name: str | None
    source_index: int | None
    function: Function | None
    callee: str | None
    """What its caller calls it, where it has no name and that was asked for."""


def symbolicate(trace: Iterable[tuple[Cache | None, int, int]], *, name_by_callers: bool = False) -> list[Frame]:
    """The frames of the sources for those of a trace, (cache or None, line, column), the innermost first.

    A frame in which functions were inlined becomes several. `name_by_callers` tells in ``callee`` of each frame whose
    function has no name what stands at the place of the call in the next frame.
    """
    frames = list(trace)
    asked = ffi.new("smc_stack_frame[]", len(frames))
    for place, (cache, line, column) in zip(asked, frames):
        place.cache = ffi.NULL if cache is None else cache._handle
        place.line, place.column = line, column
    found, failure = ffi.new("size_t*"), ffi.new("smc_error*")
    answers, room = ffi.NULL, 0
    while True:
        lib.smc_symbolicate(asked, len(frames), name_by_callers, answers, room, found, failure)
        raise_unless_ok(ffi, failure)
        if found[0] <= room:
            return [_frame(frames[answers[i].frame][0], answers[i]) for i in range(found[0])]
        room = found[0]
        answers = ffi.new("smc_source_frame[]", room)


def _frame(cache: Cache | None, answer: Any) -> Frame:
    if cache is None:
        return Frame(answer.frame, None, None, None, None, None, None, None)
    function = read_function(cache, answer.function)
    if answer.status != lib.SMC_FOUND:
        return Frame(answer.frame, None, None, None, None, None, function, None)
    return Frame(
        answer.frame,
        cache._source_names[answer.source],
        answer.line,
        answer.column,
        None if answer.name == NONE else cache._names[answer.name],
        answer.source,
        function,
        decode(answer.callee) if answer.callee.data != ffi.NULL else None,
    )
