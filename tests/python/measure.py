"""Measures the package, in rounds that go through all subjects, so that a busy machine weighs on each alike.

Each is done once untimed first, so that none pays for what the one before it left in the processor's caches.

    measure.py MAP          prints the fastest and the median round of each
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy
import smcache
from smcache import symbolic
from smcache._converter import ffi, lib
from symbolic.sourcemapcache import SourceMapCache as RealCache

ROUNDS = 30
POSITIONS = 1000


def convert_without_copy(document):
    """What smcache.convert() does in the library, and nothing else."""
    made = ffi.new("smc_conversion**")
    lib.smc_convert(document, len(document), ffi.NULL, made, ffi.NULL)
    lib.smc_conversion_free(made[0])


def subjects(path, scratch):
    """name: (what to do, how many times that does it)"""
    document = path.read_bytes()
    compiled = smcache.convert(document)
    file = Path(scratch) / "measured.smcache"
    file.write_bytes(compiled)
    cache, shim = smcache.Cache(compiled), symbolic.SourceMapCache.load(compiled)
    real = RealCache.from_bytes(b"", document)
    step = max(len(cache) // POSITIONS, 1)
    positions = [(found.generated_line, found.generated_column) for found in cache][::step][:POSITIONS]
    from_one = [(line + 1, column + 1) for line, column in positions]
    many = numpy.array(positions * 100, dtype=numpy.uint32)
    return {
        "lookup, us": (lambda: [cache.lookup(*position) for position in positions], len(positions) / 1e6),
        "symbolic lookup, us": (lambda: [real.lookup(*at, 0) for at in from_one], len(positions) / 1e6),
        "shim lookup, us": (lambda: [shim.lookup(*at, 0) for at in from_one], len(positions) / 1e6),
        "shim lookup with 5 lines, us": (lambda: [shim.lookup(*at, 5) for at in from_one], len(positions) / 1e6),
        "symbolic lookup with 5 lines, us": (lambda: [real.lookup(*at, 5) for at in from_one], len(positions) / 1e6),
        "lookup_many, ns a position": (lambda: cache.lookup_many(many), len(many) / 1e9),
        "open and close, us": (lambda: [smcache.open(file).close() for _ in range(100)], 100 / 1e6),
        "convert, ms": (lambda: smcache.convert(document), 1 / 1e3),
        "convert in the library, ms": (lambda: convert_without_copy(document), 1 / 1e3),
    }


def main(path):
    with tempfile.TemporaryDirectory() as scratch:
        measured = subjects(Path(path), scratch)
        times = {name: [] for name in measured}
        for _ in range(ROUNDS):
            for name, (work, units) in measured.items():
                work()
                start = time.perf_counter()
                work()
                times[name].append((time.perf_counter() - start) / units)
    for name, rounds in times.items():
        print(f"{name:34} fastest {min(rounds):9.2f}   median {statistics.median(rounds):9.2f}")


if __name__ == "__main__":
    main(sys.argv[1])
