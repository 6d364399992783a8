"""Compiling source maps."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, Literal, Optional, Union

from smcache._converter import ffi, lib
from smcache._errors import ErrorCode, raise_unless_ok

if TYPE_CHECKING:
    from typing_extensions import Buffer

StrPath = Union[str, "os.PathLike[str]"]


@dataclass(frozen=True)
class ConversionWarning:
    """A fault of a source map that was mended."""

    code: ErrorCode
    message: str
    """The first place where it occurred."""
    count: int


OnWarning = Optional[Callable[[ConversionWarning], object]]
SourcesOption = Literal["embed", "omit"]
FunctionsOption = Literal["auto", "none"]


def convert(
    data: Buffer,
    *,
    name: str | None = None,
    strict: bool = False,
    sources: SourcesOption = "embed",
    max_input_bytes: int | None = None,
    section_directory: StrPath | None = None,
    generated: Buffer | None = None,
    functions: FunctionsOption = "auto",
    on_warning: OnWarning = None,
) -> bytes:
    """Compiles a source map: JSON, also compressed (gzip, zlib, zstd, xz, bzip2) or in a data: URL.

    `name` is what messages call the input. `strict` raises for faults that are otherwise mended; `on_warning` is called
    for each kind of those. ``sources="omit"`` leaves the sources' text out. `max_input_bytes` caps the input, as it is
    and decompressed (1 GiB). `section_directory` is where an index map's sections with a plain relative "url" are read.
    `generated` is the generated file's text: its code tells which functions places are in, where the map itself does
    not say, and its debug id stands in for the map's where that has none. ``functions="none"`` leaves functions out.

    >>> mended = []
    >>> cache = convert(b'{"version": 3, "sources": [], "mappings": "AA"}', on_warning=mended.append)
    >>> mended[0].code.name, mended[0].count
    ('SEGMENT_LENGTH_INVALID', 1)
    """
    options, kept = _options(name, strict, sources, max_input_bytes, section_directory, functions)
    if generated is not None:
        kept.append(ffi.from_buffer(generated))
        options.generated, options.generated_size = kept[-1], len(kept[-1])
    view = ffi.from_buffer(data)
    made, failure = ffi.new("smc_conversion**"), ffi.new("smc_error*")
    lib.smc_convert(view, len(view), options, made, failure)
    del kept
    conversion = _adopt(made, failure, on_warning)
    string = _bytes(conversion)
    compiled: bytes = ffi.unpack(string.data, string.size)
    return compiled


def convert_file(
    path: StrPath,
    output: StrPath | None = None,
    *,
    strict: bool = False,
    sources: SourcesOption = "embed",
    max_input_bytes: int | None = None,
    functions: FunctionsOption = "auto",
    on_warning: OnWarning = None,
) -> Path:
    """Compiles a file and writes the cache to `output`, whole or not at all; returns where it is.

    Without `output`, the cache stands beside the map, with ``.map`` replaced by ``.smcache``.
    """
    source = Path(path)
    target = Path(output) if output is not None else _beside(source)
    options, kept = _options(None, strict, sources, max_input_bytes, None, functions)
    made, failure = ffi.new("smc_conversion**"), ffi.new("smc_error*")
    lib.smc_convert_file(os.fsencode(source), options, made, failure)
    del kept
    conversion = _adopt(made, failure, on_warning)
    string = _bytes(conversion)
    lib.smc_publish(os.fsencode(target), string.data, string.size, failure)
    raise_unless_ok(ffi, failure)
    return target


def _beside(source: Path) -> Path:
    return source.with_suffix(".smcache") if source.suffix == ".map" else source.with_name(source.name + ".smcache")


def _options(
    name: str | None,
    strict: bool,
    sources: str,
    max_input_bytes: int | None,
    section_directory: StrPath | None,
    functions: str,
) -> tuple[Any, list[Any]]:
    """The smc_convert_options, and what has to live as long as they."""
    if sources not in ("embed", "omit"):
        raise ValueError(f"sources must be 'embed' or 'omit', not {sources!r}")
    if functions not in ("auto", "none"):
        raise ValueError(f"functions must be 'auto' or 'none', not {functions!r}")
    if max_input_bytes is not None and max_input_bytes < 1:
        raise ValueError("max_input_bytes must be at least 1")
    options = ffi.new("smc_convert_options*")
    options.struct_size = ffi.sizeof("smc_convert_options")
    options.strict = strict
    options.omit_sources = sources == "omit"
    options.omit_functions = functions == "none"
    options.max_input_bytes = max_input_bytes or 0
    kept: list[Any] = []
    if name is not None:
        kept.append(ffi.new("char[]", name.encode("utf-8", "replace")))
        options.input_name = kept[-1]
    if section_directory is not None:
        kept.append(ffi.new("char[]", os.fsencode(section_directory)))
        options.section_directory = kept[-1]
    return options, kept


def _adopt(made: Any, failure: Any, on_warning: OnWarning) -> Any:
    raise_unless_ok(ffi, failure)
    conversion = ffi.gc(made[0], lib.smc_conversion_free)
    if on_warning is not None:
        for warning in _warnings(conversion):
            on_warning(warning)
    return conversion


def _warnings(conversion: Any) -> list[ConversionWarning]:
    warning = ffi.new("smc_warning*")
    found = []
    for index in range(lib.smc_conversion_warning_count(conversion)):
        lib.smc_conversion_warning(conversion, index, warning)
        message = ffi.unpack(warning.message.data, warning.message.size).decode("utf-8", "replace")
        found.append(ConversionWarning(ErrorCode(warning.code), message, warning.count))
    return found


def _bytes(conversion: Any) -> Any:
    string = ffi.new("smc_string*")
    lib.smc_conversion_bytes(conversion, string)
    return string
