#!/usr/bin/env python3
"""kill_convert.py PROGRAM [--kills N] [--seed S]

Kills `smcache convert` with SIGKILL at random points of its run, at least N times. Each time the output must be, byte
for byte, what it was before or what a whole run makes; besides it there may be temporary files only, and the next run
that is left alone removes them. The seed is printed.
"""

import argparse
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
from scaffold import Program, check, content, leftovers, names_in, source_map  # noqa: E402


def run_time(program, source, directory):
    times = []
    for _ in range(5):
        begin = time.monotonic()
        program.convert(source, directory / "timed")
        times.append(time.monotonic() - begin)
    return statistics.median(times)


def kill_at_random(process, rng, duration):
    time.sleep(rng.uniform(0, duration))
    process.kill()
    return process.wait()


def kill_while_writing(process, rng, directory, before):
    """Looks for the moment when the temporary file of this run is there: the last part of a run is the shortest."""
    while process.poll() is None and leftovers(directory) == before:
        pass
    time.sleep(rng.choice([0, rng.uniform(0, 0.0005), rng.uniform(0, 0.01)]))
    process.kill()
    return process.wait()


def check_killed_runs(program, directory, whole, kills, rng):
    output = directory / "out.smcache"
    sources = list(whole)
    duration = run_time(program, sources[0], directory.parent)
    landed = changed = left = cleaned = 0
    while landed < kills:
        source = rng.choice(sources)
        if rng.random() < 0.2:
            output.unlink(missing_ok=True)
        before, names_before = content(output), leftovers(directory)
        process = program.start("convert", source, "-o", output)
        if rng.random() < 0.5:
            status = kill_at_random(process, rng, duration * 1.2)
        else:
            status = kill_while_writing(process, rng, directory, names_before)
        check(status in (0, -signal.SIGKILL), f"exit status {status}")
        landed += status == -signal.SIGKILL

        after = content(output)
        check(after in (before, whole[source]), f"after {landed} kills {output} is neither the old file nor the new one")
        check(status != 0 or after == whole[source], "a run that ended well did not write its output")
        changed += status != 0 and after != before
        remaining = set(names_in(directory)) - {output.name} - set(leftovers(directory))
        check(not remaining, f"files that are no temporaries: {remaining}")
        left += bool(leftovers(directory))
        if leftovers(directory) and rng.random() < 0.3:
            program.convert(source, output)
            check(names_in(directory) == [output.name], f"left after a whole run: {names_in(directory)}")
            check(content(output) == whole[source], "a whole run made another file")
            cleaned += 1
    program.convert(sources[0], output)
    check(names_in(directory) == [output.name], f"left at the end: {names_in(directory)}")
    check(content(output) == whole[sources[0]], "the last run made another file")
    print(f"{landed} kills over runs of {duration * 1000:.0f} ms: {left} with temporary files left, "
          f"{cleaned + 1} runs that removed them, {changed} with the new output in place")
    check(left > 0 and cleaned > 0, "no kill fell between the temporary file's making and its renaming")


def written_to(directory):
    """Is there a temporary file with something in it? Only then is it locked for sure: while it is being made, another
    process may take it for a leftover, and its writer makes another."""
    try:
        return any((directory / name).stat().st_size > 0 for name in leftovers(directory))
    except FileNotFoundError:
        return False


def check_living_writer(program, directory, whole):
    """A writer that is only stopped keeps its temporary file, and finishes when it is let go on."""
    output = directory / "out.smcache"
    first, second = whole
    while True:
        process = program.start("convert", first, "-o", output)
        while process.poll() is None and not written_to(directory):
            pass
        if process.returncode is not None:
            continue  # it was through before it was looked at
        process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        if written_to(directory):
            break
        process.send_signal(signal.SIGCONT)  # it had renamed the file already
        process.wait()
    kept = leftovers(directory)
    program.convert(second, output)
    check(content(output) == whole[second], "beside a stopped writer the output is not what was converted")
    check(leftovers(directory) == kept, "a living writer's temporary file was removed")
    process.send_signal(signal.SIGCONT)
    check(process.wait() == 0, "a writer that had been stopped failed")
    check(content(output) == whole[first], "a writer that had been stopped did not write its output")
    check(names_in(directory) == [output.name], f"left: {names_in(directory)}")
    print("a stopped writer kept its temporary file and finished")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SMCACHE_SEED", random.randrange(2**32))))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    program = Program(arguments.program)

    with tempfile.TemporaryDirectory(prefix="smcache-kill-") as scratch:
        scratch = Path(scratch)
        directory = scratch / "output"
        directory.mkdir()
        whole = {}
        for number in range(2):
            source = scratch / f"{number}.map"
            source.write_bytes(source_map(seed=number, lines=3_000, content_bytes=8_000_000))
            program.convert(source, scratch / "whole")
            whole[source] = content(scratch / "whole")
        check_living_writer(program, directory, whole)
        check_killed_runs(program, directory, whole, arguments.kills, random.Random(arguments.seed))
    print(f"{check.count} checks passed")


main()
