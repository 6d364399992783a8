#!/usr/bin/env python3
"""unwritable_output.py PROGRAM [--thread-sanitizer]

`smcache convert` where its output cannot be written: file size limits, full devices, directories without write
permission, directories and files in the way. Each time: a clear error, exit status 1, the old output as it was, and
nothing left behind.
"""

import argparse
import os
import resource
import shutil
import signal
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
from scaffold import Program, check, content, names_in, source_map  # noqa: E402

NOBODY = 65534


def limit_file_size(size, survive_start):
    """With the signal that comes with the limit as it usually is: it ends programs that do not see to it. But
    ThreadSanitizer writes a file before main() runs, and `survive_start` is for programs that are built with it."""

    def limit():
        if survive_start:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return {"preexec_fn": limit}


def without_root():
    """Root may write anywhere: then the program runs as nobody."""
    if os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def check_file_size_limit(program, maps, directory, survive_start):
    output = directory / "out.smcache"
    program.convert(maps["small"], output)
    old = content(output)
    program.convert(maps["large"], directory / "whole")
    size = (directory / "whole").stat().st_size
    (directory / "whole").unlink()
    for limit in [0, 1, 4096, 50_000, size // 2, size - 1]:
        program.fails("io", "File too large", maps["large"], "-o", output, **limit_file_size(limit, survive_start))
        check(content(output) == old, f"limit {limit}: the old output changed")
        check(names_in(directory) == [output.name], f"limit {limit}: left: {names_in(directory)}")
    program.convert(maps["large"], output, **limit_file_size(size, survive_start))
    check(output.stat().st_size == size, "a limit of exactly its size is none")
    output.unlink()
    print("file size limits: ok")


def check_full_device(program, maps, directory):
    program.fails("no_space", "No space left on device", maps["small"], "-o", "/dev/full")
    with open("/dev/full", "wb") as full:
        done = program.start("convert", maps["small"], "-o", "-", stdout=full)
        check(done.wait() == 1, f"standard output full: exit status {done.returncode}")
    check(Path("/dev/full").is_char_device(), "/dev/full was replaced")
    check(names_in(directory) == [], f"left: {names_in(directory)}")
    print("full devices: ok")


def check_unwritable_directory(program, maps, directory):
    # The user that runs it may not be allowed to go where the program was built.
    program = Program(shutil.copy(program.path, directory.parent))
    output = directory / "out.smcache"
    program.convert(maps["small"], output)
    old = content(output)
    output.chmod(0o666)  # it is the directory that counts
    directory.chmod(0o555)
    program.fails("permission_denied", "Permission denied", maps["large"], "-o", output, **without_root())
    program.fails("permission_denied", "Permission denied", maps["large"], "-o", directory / "new", **without_root())
    directory.chmod(0o755)
    check(content(output) == old, "the old output changed")
    check(names_in(directory) == [output.name], f"left: {names_in(directory)}")
    output.unlink()
    print("a directory without write permission: ok")


def check_something_in_the_way(program, maps, directory):
    (directory / "directory").mkdir()
    (directory / "file").write_bytes(b"old")
    done = program.run("convert", maps["small"], "-o", directory / "directory")
    check(done.returncode == 2 and b"is a directory" in done.stderr, f"{done.returncode}, {done.stderr!r}")
    done = program.run("convert", maps["small"], "-o", directory / "file" / "out")
    check(done.returncode == 1 and len(done.stderr.splitlines()) == 1, f"{done.returncode}, {done.stderr!r}")
    check(content(directory / "file") == b"old", "the file in the way changed")
    check(names_in(directory) == ["directory", "file"], f"left: {names_in(directory)}")
    check(names_in(directory / "directory") == [], f"left: {names_in(directory / 'directory')}")
    print("a directory and a file in the way: ok")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--thread-sanitizer", action="store_true", help="the program is built with it")
    arguments = parser.parse_args()
    program = Program(arguments.program)
    with tempfile.TemporaryDirectory(prefix="smcache-unwritable-") as scratch:
        scratch = Path(scratch)
        scratch.chmod(0o755)  # nobody reads the maps
        directory = scratch / "output"
        directory.mkdir()
        maps = {"small": scratch / "small.map", "large": scratch / "large.map"}
        maps["small"].write_bytes(source_map(seed=1, lines=10, content_bytes=10_000))
        maps["large"].write_bytes(source_map(seed=2, lines=1000, content_bytes=1_000_000))
        check_file_size_limit(program, maps, directory, arguments.thread_sanitizer)
        check_full_device(program, maps, directory)
        check_unwritable_directory(program, maps, directory)
        check_something_in_the_way(program, maps, directory)
    print(f"{check.count} checks passed")


main()
