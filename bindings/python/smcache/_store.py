"""A directory of caches that processes share."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Union

from smcache._cache import Cache
from smcache._convert import FunctionsOption, OnWarning, SourcesOption, StrPath, convert
from smcache._errors import Error, raise_unless_ok
from smcache._reader import ffi, lib

if TYPE_CHECKING:
    from typing_extensions import Buffer, Self

Name = Union[str, uuid.UUID, "Key"]


class Key(bytes):
    """What a cache is filed under: 16 bytes, which print as 32 hexadecimal digits."""

    __slots__ = ()

    def __new__(cls, value: bytes | str) -> Key:
        raw = bytes.fromhex(value) if isinstance(value, str) else bytes(value)
        if len(raw) != 16:
            raise ValueError("a key has 16 bytes")
        return super().__new__(cls, raw)

    def __str__(self) -> str:
        return self.hex()

    def __repr__(self) -> str:
        return f"Key('{self.hex()}')"


class Counters(NamedTuple):
    """What this process did with a store."""

    hits: int
    """Found open."""
    opens: int
    """Found as a file."""
    misses: int
    builds: int
    waits: int
    """How often another's build was waited for."""
    failures: int
    failures_remembered: int
    """How often that spared a build."""
    evictions: int
    quarantined: int
    """Damaged files that were put aside."""
    unstored: int
    """Caches that could not be stored, and were answered from memory."""
    handles: int
    """Caches that are open now."""


class Contents(NamedTuple):
    """What is in a store's directory."""

    entries: int
    bytes: int
    old_entries: int
    """Of other format versions."""
    failures: int
    aliases: int
    quarantined: int
    quarantined_bytes: int
    temporaries: int


class Eviction(NamedTuple):
    """What an eviction removed and left."""

    evicted: int
    evicted_bytes: int
    leftovers: int
    entries: int
    bytes: int


class Store:
    """A directory of caches that any number of processes share: each map is compiled once on a host.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as directory, Store(directory, max_bytes=10 << 30) as store:
    ...     cache = store.get_or_convert(b'{"version": 3, "sources": ["a.ts"], "mappings": "AACE"}', key="app.js")
    ...     store.get("app.js").lookup(0, 17).source
    'a.ts'

    Past `max_bytes`, caches go that were not used for longest, until `low_water` percent of it are left; `max_idle`
    seconds without use have the same effect. A map that cannot be converted is not tried again for `failure_ttl`
    seconds. ``durable=False`` does not wait for the disk. `verify` reads and checks all of a file when it is opened.
    ``copy=True`` copies files into memory, as is done by itself on network file systems. About `max_handles` caches
    stay open in this process.

    A store is safe in threads, and children may use it after a fork. Everything in the directory may be deleted at any
    time. Where it cannot be written to, what is converted stays in this process's memory.
    """

    _handle: Any

    def __init__(
        self,
        path: StrPath,
        *,
        max_bytes: int | None = None,
        max_idle: float | None = None,
        low_water: int = 90,
        failure_ttl: float = 3600,
        durable: bool = True,
        verify: bool = False,
        copy: bool = False,
        max_handles: int = 2048,
    ) -> None:
        options = ffi.new("smc_store_options*")
        options.struct_size = ffi.sizeof("smc_store_options")
        options.max_bytes = max_bytes or 0
        options.max_idle = int(max_idle or 0)
        options.low_water = low_water
        options.failure_ttl = int(failure_ttl)
        options.forget_failures = failure_ttl <= 0
        options.unsynced = not durable
        options.verify = verify
        options.copy = copy
        options.max_handles = max_handles
        opened, failure = ffi.new("smc_store**"), ffi.new("smc_error*")
        lib.smc_store_open(os.fsencode(path), options, opened, failure)
        raise_unless_ok(ffi, failure)
        self._handle = ffi.gc(opened[0], lib.smc_store_close)
        self.path = os.fspath(path)

    def __getattr__(self, name: str) -> NoReturn:
        if name == "_handle":
            raise ValueError("the store is closed")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def close(self) -> None:
        """Lets go of the store. Its caches stay open; later calls raise ``ValueError``."""
        self.__dict__.pop("_handle", None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"smcache.Store({self.path!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a store cannot be pickled: open it again by its path")

    def get_or_convert(
        self,
        map_bytes: Buffer,
        generated: Buffer | None = None,
        *,
        key: str | None = None,
        name: str | None = None,
        strict: bool = False,
        sources: SourcesOption = "embed",
        functions: FunctionsOption = "auto",
        max_input_bytes: int | None = None,
        on_warning: OnWarning = None,
    ) -> Cache:
        """The cache of a source map, converted by whoever asks first of all processes on the host.

        `generated` is the generated file's text, for its functions and its debug id. `key` is another name that the
        cache gets, for :meth:`get`: a URL, a release and a path. The rest is as in :func:`smcache.convert`. Raises what
        that raises, also for a failure that is remembered.
        """
        wanted = self.key(map_bytes, generated, strict=strict, sources=sources, functions=functions)
        with self._claim(wanted) as claim:
            if claim.cache is None:
                claim.finish(
                    convert(
                        map_bytes,
                        name=name,
                        strict=strict,
                        sources=sources,
                        functions=functions,
                        max_input_bytes=max_input_bytes,
                        on_warning=on_warning,
                        generated=generated,
                    )
                )
        if key is not None and self.find(key) != wanted:
            self.set_alias(key, wanted)
        cache = claim.cache
        assert cache is not None
        return cache

    @contextmanager
    def _claim(self, key: Key) -> Iterator[_Claim]:
        """The right to build a key, if it is not there. An error that leaves the block is remembered if it lasts."""
        opened, claimed = ffi.new("smc_cache**"), ffi.new("smc_store_claim**")
        failure = ffi.new("smc_error*")
        lib.smc_store_get_or_claim(self._handle, _raw(key), opened, claimed, failure)
        raise_unless_ok(ffi, failure)
        claim = _Claim(opened, claimed)
        try:
            yield claim
        except Error as error:
            claim.fail(error)
            raise
        finally:
            claim.abandon()

    @staticmethod
    def key(
        map_bytes: Buffer,
        generated: Buffer | None = None,
        *,
        strict: bool = False,
        sources: SourcesOption = "embed",
        functions: FunctionsOption = "auto",
    ) -> Key:
        """The key of the cache that is made of these; the same in every process and on every machine."""
        # What the smcache program says, too, so that both find the same files.
        options = sources + (",functions=none" if functions == "none" else "") + (",strict" if strict else "")
        key = ffi.new("smc_key*")
        view = ffi.from_buffer(map_bytes)
        other = ffi.from_buffer(generated) if generated is not None else ffi.NULL
        lib.smc_store_key(view, len(view), other, 0 if generated is None else len(other), options.encode(), key)
        return Key(bytes(key.bytes))

    def get(self, name: Name) -> Cache | None:
        """The cache with a key, a debug id or an alias; None where there is none."""
        key = self.find(name)
        if key is None:
            return None
        opened, failure = ffi.new("smc_cache**"), ffi.new("smc_error*")
        lib.smc_store_get(self._handle, _raw(key), opened, failure)
        raise_unless_ok(ffi, failure)
        return _adopt(opened)

    def find(self, name: Name) -> Key | None:
        """The key that a debug id or an alias leads to. What it leads to may have been evicted."""
        if isinstance(name, Key):
            return name
        key = ffi.new("smc_key*")
        if isinstance(name, uuid.UUID):
            found = lib.smc_store_find_debug_id(self._handle, name.bytes, key)
        else:
            text = name.encode("utf-8", "surrogateescape")
            found = lib.smc_store_find_alias(self._handle, text, len(text), key)
        return Key(bytes(key.bytes)) if found else None

    def set_alias(self, name: str, key: Key) -> None:
        """Lets any text lead to a key."""
        failure = ffi.new("smc_error*")
        text = name.encode("utf-8", "surrogateescape")
        lib.smc_store_set_alias(self._handle, text, len(text), _raw(key), failure)
        raise_unless_ok(ffi, failure)

    def publish(self, key: Key, cache: Buffer) -> None:
        """Stores a finished cache, after verifying it, in place of the one that may be there."""
        failure = ffi.new("smc_error*")
        view = ffi.from_buffer(cache)
        lib.smc_store_publish(self._handle, _raw(key), view, len(view), failure)
        raise_unless_ok(ffi, failure)

    def __contains__(self, name: Name) -> bool:
        key = self.find(name)
        return key is not None and bool(lib.smc_store_contains(self._handle, _raw(key)))

    def remove(self, name: Name) -> bool:
        """Removes a cache, and what is remembered of its failure. False where there was neither."""
        key = self.find(name)
        if key is None:
            return False
        removed, failure = ffi.new("int*"), ffi.new("smc_error*")
        lib.smc_store_remove(self._handle, _raw(key), removed, failure)
        raise_unless_ok(ffi, failure)
        return bool(removed[0])

    def evict(self, max_bytes: int | None = None) -> Eviction:
        """Removes what the store's options say, and what dead processes left."""
        done, failure = ffi.new("smc_store_eviction*"), ffi.new("smc_error*")
        lib.smc_store_evict(self._handle, max_bytes or 0, done, failure)
        raise_unless_ok(ffi, failure)
        return Eviction(*_fields(done, Eviction))

    def check(self) -> tuple[int, int]:
        """Verifies every file and puts the damaged ones aside: how many are good, and how many were damaged."""
        good, damaged, failure = ffi.new("uint64_t*"), ffi.new("uint64_t*"), ffi.new("smc_error*")
        lib.smc_store_check(self._handle, good, damaged, failure)
        raise_unless_ok(ffi, failure)
        return good[0], damaged[0]

    @property
    def counters(self) -> Counters:
        """What this process did since it opened the store."""
        counters = ffi.new("smc_store_counters*")
        lib.smc_store_counters_read(self._handle, counters, ffi.sizeof("smc_store_counters"))
        return Counters(*_fields(counters, Counters))

    @property
    def contents(self) -> Contents:
        """Counts the directory's files, in time in proportion to their number."""
        contents, failure = ffi.new("smc_store_contents*"), ffi.new("smc_error*")
        lib.smc_store_contents_read(self._handle, contents, ffi.sizeof("smc_store_contents"), failure)
        raise_unless_ok(ffi, failure)
        return Contents(*_fields(contents, Contents))


class _Claim:
    """The right to build a key, or the cache."""

    def __init__(self, opened: Any, claimed: Any) -> None:
        self._claim = claimed[0]
        self.cache = _adopt(opened)

    def _take(self) -> Any:
        claim, self._claim = self._claim, ffi.NULL
        return claim

    def finish(self, built: bytes) -> None:
        opened, failure = ffi.new("smc_cache**"), ffi.new("smc_error*")
        lib.smc_store_claim_finish(self._take(), built, len(built), opened, failure)
        raise_unless_ok(ffi, failure)
        self.cache = _adopt(opened)

    def fail(self, error: Error) -> None:
        failure = ffi.new("smc_error*")
        failure.code = error.code
        failure.message = error.message.encode("utf-8", "replace")[: ffi.sizeof(failure.message) - 1]
        lib.smc_store_claim_fail(self._take(), failure)

    def abandon(self) -> None:
        lib.smc_store_claim_abandon(self._take())


def _raw(key: Key) -> Any:
    return ffi.new("smc_key*", {"bytes": bytes(key)})


def _fields(structure: Any, names: type[Any]) -> list[int]:
    return [getattr(structure, field) for field in names._fields]


def _adopt(opened: Any) -> Cache | None:
    if opened[0] == ffi.NULL:
        return None
    cache = Cache.__new__(Cache)
    cache._adopt(opened, ffi.new("smc_error*"), None)
    return cache
