"""What a cache knows about itself."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, NamedTuple

from smcache._errors import ErrorCode, error_of
from smcache._reader import ffi, lib
from smcache._text import decode


class Section(NamedTuple):
    """Where a section of an index map begins."""

    line: int
    column: int
    first_mapping: int
    first_source: int


class Extension(NamedTuple):
    """A vendor's field that conversion kept, as JSON text."""

    field: str
    section: int
    json: str


@dataclass(frozen=True)
class Info:
    """What a file knows about itself."""

    format: tuple[int, int]
    """Major and minor version of the file format."""
    converter: str
    size: int
    """Bytes."""
    checksum: int
    """XXH3-64 of the file."""
    input_hash: bytes
    """XXH3-128 of the source map's JSON."""
    debug_id: uuid.UUID | None
    file: str | None
    source_root: str | None
    mappings: int
    lines: int
    """Generated lines up to the last one that has a mapping."""
    sources: int
    names: int
    sections: int
    bytes_mappings: int
    bytes_strings: int
    bytes_content: int
    functions: int
    """How many functions are known."""
    bytes_functions: int
    mended: dict[ErrorCode, int]
    """What conversion mended, and how often."""


def _optional(string: Any) -> str | None:
    return decode(string) if string.data != ffi.NULL else None


def read_info(handle: Any) -> Info:
    info = ffi.new("smc_info*")
    lib.smc_cache_info(handle, info, ffi.sizeof("smc_info"))
    return Info(
        format=(info.format_major, info.format_minor),
        converter=decode(info.converter),
        size=info.size,
        checksum=info.checksum,
        input_hash=bytes(info.input_hash),
        debug_id=uuid.UUID(bytes=bytes(info.debug_id)) if info.has_debug_id else None,
        file=_optional(info.file),
        source_root=_optional(info.source_root),
        mappings=info.mappings,
        lines=info.lines,
        sources=info.sources,
        names=info.names,
        sections=info.sections,
        bytes_mappings=info.bytes_mappings,
        bytes_strings=info.bytes_strings,
        bytes_content=info.bytes_content,
        functions=info.functions,
        bytes_functions=info.bytes_functions,
        mended=dict(_mended(handle, i) for i in range(lib.smc_cache_mended_count(handle))),
    )


def _mended(handle: Any, index: int) -> tuple[ErrorCode, int]:
    code = ffi.new("int32_t*")
    count = ffi.new("uint64_t*")
    lib.smc_cache_mended(handle, index, code, count)
    try:
        return ErrorCode(code[0]), count[0]
    except ValueError:
        raise error_of(ErrorCode.CORRUPT, f"the cache counts faults of a code that is none: {code[0]}") from None


def read_sections(handle: Any) -> list[Section]:
    section = ffi.new("smc_section*")
    found = []
    for index in range(lib.smc_cache_section_count(handle)):
        if lib.smc_cache_section(handle, index, section):
            found.append(Section(section.line, section.column, section.first_mapping, section.first_source))
    return found


def read_extensions(handle: Any) -> list[Extension]:
    field = ffi.new("smc_string*")
    json = ffi.new("smc_string*")
    section = ffi.new("uint32_t*")
    found = []
    for index in range(lib.smc_cache_extension_count(handle)):
        if lib.smc_cache_extension(handle, index, field, json, section):
            found.append(Extension(decode(field), section[0], decode(json)))
    return found
