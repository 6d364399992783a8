"""Who is compared, and how each one's driver is started."""

from __future__ import annotations

import os
from dataclasses import dataclass

from . import paths

# A node process may take what the machine has: its own default would end in the middle of a large map.
NODE = ["node", "--max-old-space-size=12288"]


@dataclass(frozen=True)
class Peer:
    key: str
    group: str  # what has to be installed for it
    command: tuple[str, ...]
    # Has a file format of its own: conversion writes it, and opening opens it. The others parse the map each time.
    has_file: bool = False
    # Is given the map without the sources' text, and only looked up.
    without_contents: bool = False
    # The program that explains one stack trace, where the driver itself does not.
    trace_program: str | None = None

    @property
    def trace_command(self) -> tuple[str, ...]:
        return (self.trace_program,) if self.trace_program else self.command


def _rust(name: str, has_file: bool = False) -> Peer:
    return Peer(name, "rust", (str(paths.RUST_DRIVER), name), has_file)


def _node(name: str) -> Peer:
    return Peer(name, "node", (*NODE, os.fspath(paths.NODE_DRIVER), name))


SMCACHE = Peer("smcache", "smcache", (str(paths.SMCACHE_DRIVER),), has_file=True, trace_program=str(paths.TRACE_DRIVER))
SYMBOLIC = _rust("symbolic-sourcemapcache", has_file=True)
SYMBOLIC_BARE = Peer(
    "symbolic-sourcemapcache, no texts", "rust", SYMBOLIC.command, has_file=True, without_contents=True
)
SOURCEMAP = _rust("sourcemap")
OXC = _rust("oxc_sourcemap")
TRACE_MAPPING = _node("@jridgewell/trace-mapping")
SOURCE_MAP = _node("source-map")
SYMBOLIC_PYTHON = Peer(
    "symbolic (Python)", "python", (str(paths.VENV / "bin" / "python"), os.fspath(paths.PYTHON_DRIVER), "symbolic")
)

ALL = (SMCACHE, SYMBOLIC, SYMBOLIC_BARE, SOURCEMAP, OXC, TRACE_MAPPING, SOURCE_MAP, SYMBOLIC_PYTHON)
