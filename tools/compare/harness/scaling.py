"""How smcache behaves when more than one thing goes on: threads that look up, conversions side by
side, and a process that holds many caches."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from . import conversion
from .driver import Driver
from .maps import Prepared
from .peers import SMCACHE

CACHES = 1000
LOOKED_UP = 100
LOOKUPS_EACH = 40
CONVERSIONS_EACH = 5


def threads(prepared: Prepared, positions: int, rounds: int) -> list[float]:
    """What two threads on one cache get done in a given time, against one thread."""
    gains = []
    with Driver(SMCACHE.command) as driver:
        driver.ask("open", conversion.output(prepared, SMCACHE))
        driver.ask("threads", prepared.positions, positions, 2)
        for _ in range(rounds):
            alone = driver.ask("threads", prepared.positions, positions, 1)["ns"]
            together = driver.ask("threads", prepared.positions, positions, 2)["ns"]
            gains.append(2 * alone / together)
    return gains


def conversions(prepared: Prepared, rounds: int) -> list[float]:
    """What two processes that convert several times get done in a given time, against one process."""
    outputs = [prepared.folder / "side-a", prepared.folder / "side-b"]
    gains = []
    with Driver(SMCACHE.command) as first, Driver(SMCACHE.command) as second:
        both = list(zip((first, second), outputs, strict=True))

        def convert(pairs: list[tuple[Driver, Path]]) -> float:
            times = [0.0] * len(pairs)
            for driver, output in pairs * CONVERSIONS_EACH:
                driver.say("convert", prepared.map.path, output)
            for number, (driver, _) in enumerate(pairs):
                for answer in [driver.hear() for _ in range(CONVERSIONS_EACH)]:
                    times[number] += float(answer["convert_ns"] + answer["write_ns"])
            return max(times)

        convert(both)
        for _ in range(rounds):
            alone = convert(both[:1])
            gains.append(2 * alone / convert(both))
    return gains


def _memory(driver: Driver) -> dict[str, int]:
    wanted = ("Rss", "Pss", "Shared_Clean", "Private_Clean", "Private_Dirty")
    lines = (line.split() for line in driver.process_file("smaps_rollup").splitlines()[1:])
    return {words[0].rstrip(":"): int(words[1]) for words in lines if words[0].rstrip(":") in wanted}


def many_caches(prepared: Prepared) -> dict[str, Any]:
    """Memory of a process with many caches open, a part of them looked up; then again beside a second such process."""
    cache = conversion.output(prepared, SMCACHE)
    folder = prepared.folder / "many"
    folder.mkdir()
    for number in range(CACHES):
        shutil.copyfile(cache, folder / f"{number:04}")
    os.sync()  # pages still to be written would count as dirty
    with Driver(SMCACHE.command) as first, Driver(SMCACHE.command) as second:
        idle = _memory(first)
        asked = ("many", folder, LOOKED_UP, prepared.trace_positions, LOOKUPS_EACH)
        first.ask(*asked)
        alone = _memory(first)
        second.ask(*asked)
        beside = _memory(first)
    shutil.rmtree(folder)
    return {"cache_bytes": cache.stat().st_size, "idle": idle, "alone": alone, "beside": beside}
