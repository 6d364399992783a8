"""The errors: one class to catch them all, and the built-in class that fits each."""

from __future__ import annotations

import enum
from typing import Any


class ErrorCode(enum.IntEnum):
    """What went wrong; the numbers are those of the C and C++ libraries.

    1-99 the machine and the call, 100-199 cache files, 200-299 input that cannot be a source map, 300-399 faults inside
    a source map.
    """

    INTERNAL = 1
    OUT_OF_MEMORY = 2
    INVALID_ARGUMENT = 3
    IO = 4
    FILE_NOT_FOUND = 5
    PERMISSION_DENIED = 6
    NO_SPACE = 7

    NOT_A_CACHE = 100
    UNSUPPORTED_VERSION = 101
    TRUNCATED = 102
    CORRUPT = 103
    CHECKSUM_MISMATCH = 104

    JSON_INVALID = 200
    NOT_AN_OBJECT = 201
    MAPPINGS_MISSING = 202
    MAPPINGS_NOT_A_STRING = 203
    SOURCES_MISSING = 204
    SOURCES_NOT_AN_ARRAY = 205
    SECTIONS_AND_MAPPINGS = 206
    SECTIONS_INVALID = 207
    SECTIONS_TOO_DEEP = 208
    DECOMPRESSION_FAILED = 209
    INPUT_TOO_LARGE = 210
    OUTPUT_TOO_LARGE = 211
    DATA_URL_INVALID = 212
    MAP_NOT_FOUND = 213

    VERSION_INVALID = 300
    FILE_INVALID = 301
    SOURCE_ROOT_INVALID = 302
    NAMES_INVALID = 303
    SOURCES_INVALID = 304
    SOURCES_CONTENT_INVALID = 305
    IGNORE_LIST_INVALID = 306
    IGNORE_LIST_OUT_OF_RANGE = 307
    DEBUG_ID_INVALID = 308
    VLQ_INVALID = 309
    SEGMENT_LENGTH_INVALID = 310
    SEGMENT_EMPTY = 311
    GENERATED_COLUMN_NEGATIVE = 312
    SOURCE_OUT_OF_RANGE = 313
    ORIGINAL_POSITION_NEGATIVE = 314
    NAME_OUT_OF_RANGE = 315
    POSITION_TOO_LARGE = 316
    LONE_SURROGATE = 317
    RANGE_MAPPINGS_INVALID = 318
    SECTION_OFFSET_INVALID = 319
    SECTIONS_UNORDERED = 320
    SECTIONS_OVERLAP = 321
    SECTION_URL_SKIPPED = 322
    DEBUG_ID_MISMATCH = 323
    FUNCTION_MAP_INVALID = 324
    SCOPES_INVALID = 325


class Error(Exception):
    """What smcache raises when it cannot do what it is asked.

    Each is also the built-in exception that fits: ``FileNotFoundError``, ``PermissionError`` or another ``OSError`` for
    files, ``MemoryError``, and ``ValueError`` for bytes that are no cache or no source map.

    >>> import smcache
    >>> try:
    ...     smcache.convert(b"{}")
    ... except ValueError as error:
    ...     print(error.code.name)
    MAPPINGS_MISSING
    """

    code: ErrorCode

    def __init__(self, code: ErrorCode, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


class _FileError(Error, OSError):
    pass


class _FileNotFoundError(_FileError, FileNotFoundError):
    pass


class _PermissionError(_FileError, PermissionError):
    pass


class _OutOfMemoryError(Error, MemoryError):
    pass


class _InvalidError(Error, ValueError):
    pass


class _InternalError(Error, RuntimeError):
    pass


_CLASSES: dict[int, type[Error]] = {
    ErrorCode.INTERNAL: _InternalError,
    ErrorCode.OUT_OF_MEMORY: _OutOfMemoryError,
    ErrorCode.IO: _FileError,
    ErrorCode.FILE_NOT_FOUND: _FileNotFoundError,
    ErrorCode.PERMISSION_DENIED: _PermissionError,
    ErrorCode.NO_SPACE: _FileError,
}


def error_of(code: int, message: str) -> Error:
    return _CLASSES.get(code, _InvalidError)(ErrorCode(code), message)


def raise_unless_ok(ffi: Any, failure: Any) -> None:
    """Raises what an smc_error says."""
    if failure.code != 0:
        raise error_of(failure.code, ffi.string(failure.message).decode("utf-8", "replace"))
