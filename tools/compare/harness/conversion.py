"""Conversion (or parsing, for who has no file format): time, memory, and the size of what was written."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import paths
from .driver import Driver
from .maps import Prepared
from .peers import SMCACHE, SYMBOLIC, SYMBOLIC_BARE, Peer
from .rounds import Samples, measure, merge

# symbolic's header: magic, version, mappings, files, line offsets, string bytes. A mapping takes 8
# bytes in one table and 20 in another.
SYMBOLIC_HEADER = struct.Struct("<6I")
SYMBOLIC_BYTES_A_MAPPING = 28


def output(prepared: Prepared, peer: Peer) -> Path:
    """What a peer with a file format has written for this map."""
    return prepared.folder / (peer.key.replace("/", "-") + ".cache")


def lookup_input(prepared: Prepared, peer: Peer) -> Path:
    return output(prepared, peer) if peer.has_file else prepared.map.path


def _conversion(prepared: Prepared, peer: Peer) -> tuple[object, ...]:
    return ("convert", prepared.source(peer.without_contents), output(prepared, peer))


def _total(answer: dict[str, Any]) -> int:
    return sum(int(answer[part]) for part in ("read_ns", "convert_ns", "write_ns"))


def _in_new_process(prepared: Prepared, peer: Peer) -> dict[str, float]:
    with Driver(peer.command) as driver:
        first = driver.ask(*_conversion(prepared, peer))
        peak = driver.peak_kib()
        again = driver.ask_in_a_row(2, *_conversion(prepared, peer))
    return {
        "convert_first_ns": _total(first),
        "convert_again_ns": _total(again),
        "peak_kib": peak,
        "output_bytes": again["bytes"],
    }


def _floor(prepared: Prepared) -> dict[str, float]:
    """Copying and walking the JSON, and writing what smcache has written; the third time, as with conversions."""
    asked = ("floor", prepared.map.path, output(prepared, SMCACHE), prepared.folder / "floor-scratch")
    with Driver((str(paths.FLOOR_DRIVER),)) as driver:
        return {f"floor_{name}": value for name, value in driver.ask_in_a_row(3, *asked).items()}


def conversions(prepared: Prepared, peers: Sequence[Peer], rounds: int) -> dict[str, Samples]:
    timed = [peer for peer in peers if not peer.without_contents]

    def once(peer: Peer) -> dict[str, float]:
        figures = _in_new_process(prepared, peer)
        return figures | _floor(prepared) if peer == SMCACHE else figures

    kept = measure(timed, rounds, once)
    if SYMBOLIC_BARE in peers:
        with Driver(SYMBOLIC_BARE.command) as driver:
            driver.ask(*_conversion(prepared, SYMBOLIC_BARE))
    return kept


def with_functions(prepared: Prepared, peers: Sequence[Peer], rounds: int) -> dict[str, Samples]:
    """The same again with the generated file, for who finds the functions in it."""
    generated = prepared.map.generated
    if generated is None:
        return {}

    def once(peer: Peer) -> dict[str, float]:
        asked = ("convert", prepared.map.path, prepared.folder / "with-functions", generated)
        with Driver(peer.command) as driver:
            return {"functions_ns": _total(driver.ask_in_a_row(3, *asked))}

    return measure([peer for peer in (SMCACHE, SYMBOLIC) if peer in peers], rounds, once)


def publishing(prepared: Prepared, rounds: int) -> dict[str, Samples]:
    """After all that is timed beside it: whoever writes while a disk syncs, waits."""
    with Driver(SMCACHE.command) as driver:
        return measure([SMCACHE], rounds, lambda peer: driver.ask("publish", output(prepared, peer)))


def table_bytes(prepared: Prepared, peers: Sequence[Peer]) -> dict[str, dict[str, int]]:
    """What the two formats spend on mappings alone: tables and indexes, no strings."""
    sizes: dict[str, dict[str, int]] = {}
    if SYMBOLIC in peers:
        with output(prepared, SYMBOLIC).open("rb") as file:
            mappings = SYMBOLIC_HEADER.unpack(file.read(SYMBOLIC_HEADER.size))[2]
        sizes[SYMBOLIC.key] = {"table_mappings": mappings, "table_bytes": mappings * SYMBOLIC_BYTES_A_MAPPING}
    if SMCACHE in peers:
        with Driver(SMCACHE.command) as driver:
            driver.ask("open", output(prepared, SMCACHE))
            facts = driver.ask("sizes")
        sizes[SMCACHE.key] = {"table_mappings": facts["mappings"], "table_bytes": facts["bytes_mappings"]}
    return sizes


def measure_conversion(prepared: Prepared, peers: Sequence[Peer], rounds: int) -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = {}
    merge(
        kept,
        [
            conversions(prepared, peers, rounds),
            with_functions(prepared, peers, rounds),
            publishing(prepared, rounds),
            table_bytes(prepared, peers),
        ],
    )
    return kept
