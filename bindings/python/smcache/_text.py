"""Strings of a cache, decoded once and kept."""

from __future__ import annotations

from typing import Any, Callable, Optional

from smcache._reader import ffi, lib

NONE: int = lib.SMC_NONE


def decode(string: Any) -> str:
    """An smc_string. Converters write UTF-8; what a damaged file holds is replaced, not raised."""
    text: str = ffi.unpack(string.data, string.size).decode("utf-8", "replace") if string.size else ""
    return text


class Strings(dict[int, Optional[str]]):
    """Index to string, where each is decoded when it is first asked for. An index that has none gives None."""

    def __init__(self, handle: Any, read: Callable[[Any, int, Any], int]) -> None:
        self[NONE] = None
        self._handle = handle
        self._read = read

    def __missing__(self, index: int) -> str | None:
        string = ffi.new("smc_string*")
        text = decode(string) if self._read(self._handle, index, string) else None
        self[index] = text
        return text
