#!/usr/bin/env python3
"""changing_input.py PROGRAM [--rounds N] [--seed S]

`smcache convert` from inputs that end early, shrink or vanish while they are read: it converts what was there, whole,
or it says what is wrong, exits with status 1 and writes nothing. It never dies of it. The seed is printed.
"""

import argparse
import bz2
import gzip
import json
import lzma
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path

sys.dont_write_bytecode = True
from scaffold import Program, check, content, names_in, source_map  # noqa: E402


def feed(pipe, data):
    with open(pipe, "wb", buffering=0) as writer:
        try:
            writer.write(data)
        except BrokenPipeError:
            pass


def check_cut_pipes(program, scratch, whole_map, rng):
    """A named pipe and standard input, each closed by its writer before all was written."""
    pipe, output = scratch / "pipe", scratch / "out.smcache"
    os.mkfifo(pipe)
    wrapped = {"json_invalid": [whole_map]}
    wrapped["decompression_failed"] = [f(whole_map) for f in (gzip.compress, zlib.compress, bz2.compress, lzma.compress)]
    for code, inputs in wrapped.items():
        for data in inputs:
            cut = data[: rng.randrange(10, len(data) - 1)]
            writer = threading.Thread(target=feed, args=(pipe, cut))
            writer.start()
            program.fails(code, str(pipe), pipe, "-o", output)
            writer.join()
            done = subprocess.run(program.command("convert", "-", "-o", output), input=cut, capture_output=True, check=False)
            check(done.returncode == 1, f"standard input cut: exit status {done.returncode}, {done.stderr!r}")
            check(not output.exists(), "an output was written from half an input")
    pipe.unlink()
    print("pipes that end early: ok")


def spoil_while_running(program, source, output, spoil, delay):
    process = program.start("convert", source, "-o", output, "--json", stdout=subprocess.PIPE)
    time.sleep(delay)
    spoil(source)
    report, _ = process.communicate()
    return process.returncode, [json.loads(line) for line in report.splitlines()]


def check_spoiled_files(program, scratch, whole_map, rng, rounds):
    source, output = scratch / "changing.map", scratch / "out.smcache"
    source.write_bytes(whole_map)
    begin = time.monotonic()
    program.convert(source, output)
    duration = time.monotonic() - begin
    whole = content(output)

    # What the input may become, and the errors that this may be.
    spoilers = {
        "vanish": (lambda path: path.unlink(), {"file_not_found"}),
        "shrink": (lambda path: os.truncate(path, rng.randrange(len(whole_map) - 1)), {"json_invalid"}),
        "empty": (lambda path: os.truncate(path, 0), {"json_invalid"}),
    }
    for name, (spoil, codes) in spoilers.items():
        failed = 0
        for number in range(rounds):
            output.unlink(missing_ok=True)
            source.write_bytes(whole_map)
            delay = 0 if number == 0 else rng.uniform(0, duration) ** 2 / duration  # more often early, while it reads
            status, report = spoil_while_running(program, source, output, spoil, delay)
            check(status in (0, 1), f"{name}: exit status {status}")
            if status == 0:
                check(content(output) == whole, f"{name}: converted, but not from the whole input")
            else:
                failed += 1
                check(report[0]["error"]["code"] in codes, f"{name}: {report[0]['error']}")
                check(not output.exists(), f"{name}: failed, but wrote an output")
            left = set(names_in(scratch)) - {source.name, output.name}
            check(not left, f"{name}, left: {left}")
        check(failed > 0, f"{name}: all of {rounds} runs were done before their input changed")
        print(f"{name} while it runs: {failed} of {rounds} failed, the others converted the whole input")


def check_vanishing_batch(program, scratch, rng):
    """Files of a directory that vanish after it was listed: the others convert."""
    directory, outputs = scratch / "maps", scratch / "outputs"
    directory.mkdir()
    count = 200
    small = source_map(seed=3, lines=30, content_bytes=10_000)
    for number in range(count):
        (directory / f"{number}.map").write_bytes(small)
    process = program.start("convert", directory, "-d", outputs, "-j", 1, "--json", stdout=subprocess.PIPE)
    report = [json.loads(process.stdout.readline())]  # it has listed the directory, and begun
    vanished = rng.sample(range(count), count // 2)
    for number in vanished:
        (directory / f"{number}.map").unlink()
    rest, _ = process.communicate()
    report += [json.loads(line) for line in rest.splitlines()]
    failed = [line for line in report if line["status"] == "failed"]
    check(len(report) == count, f"{len(report)} of {count} inputs are in the report")
    check(all(line["error"]["code"] == "file_not_found" for line in failed), f"{failed[:1]}")
    check(process.returncode == (1 if failed else 0), f"exit status {process.returncode}")
    converted = {line["output"] for line in report if line["status"] == "converted"}
    check({str(path) for path in outputs.rglob("*.smcache")} == converted, "outputs and report differ")
    check(0 < len(failed) <= len(vanished), f"{len(failed)} failed, {len(vanished)} vanished")
    print(f"a batch of {count}, of which {len(vanished)} vanished meanwhile: {len(failed)} failed")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SMCACHE_SEED", random.randrange(2**32))))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    program, rng = Program(arguments.program), random.Random(arguments.seed)
    whole_map = source_map(seed=1, lines=1000, content_bytes=3_000_000)
    with tempfile.TemporaryDirectory(prefix="smcache-input-") as scratch:
        scratch = Path(scratch)
        check_cut_pipes(program, scratch, whole_map, rng)
        check_spoiled_files(program, scratch, whole_map, rng, arguments.rounds)
        check_vanishing_batch(program, scratch, rng)
    print(f"{check.count} checks passed")


main()
