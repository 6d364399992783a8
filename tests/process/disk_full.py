#!/usr/bin/env python3
"""disk_full.py PROGRAM

`smcache convert` onto file systems that fill up, have no inode left, or are read-only: small tmpfs mounts in a mount
namespace of their own (as root, or in a user namespace). Where nothing may be mounted this exits with status 77:
not tested. unwritable_output.py tests what can be tested anywhere.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
from scaffold import Mount, Program, check, content, enter_namespace, names_in, source_map  # noqa: E402

def check_too_small(program, maps, directory):
    with Mount(directory, "size=256k"):
        output = directory / "out.smcache"
        program.fails("no_space", "No space left on device", maps["large"], "-o", output)
        check(names_in(directory) == [], f"left: {names_in(directory)}")

        program.convert(maps["small"], output)
        old = content(output)
        program.fails("no_space", "No space left on device", maps["large"], "-o", output)
        check(content(output) == old, "the old output changed")
        check(names_in(directory) == [output.name], f"left: {names_in(directory)}")
    print("too small a disk: ok")


def check_every_fill(program, maps, directory, whole):
    """From no page free to enough pages free: it fails and leaves nothing, or the file is whole."""
    page = os.sysconf("SC_PAGE_SIZE")
    pages = len(whole) // page + 4
    failed = written = 0
    with Mount(directory, f"size={pages * page}"):
        output, ballast = directory / "out.smcache", directory / "ballast"
        for free in range(pages):
            ballast.write_bytes(b"x" * ((pages - free) * page))
            done = program.run("convert", maps["medium"], "-o", output)
            if done.returncode == 0:
                check(content(output) == whole, f"{free} pages free: the output is not whole")
                written += 1
                output.unlink()
            else:
                check(done.returncode == 1, f"{free} pages free: exit status {done.returncode}")
                check(b"No space left on device" in done.stderr, f"{free} pages free: {done.stderr!r}")
                failed += 1
            check(names_in(directory) == [ballast.name], f"{free} pages free, left: {names_in(directory)}")
    check(failed >= pages - 8 and written >= 1, f"{failed} failed, {written} written")
    print(f"every number of free pages: {failed} failed and left nothing, {written} written whole")


def check_no_inodes(program, maps, directory):
    with Mount(directory, "nr_inodes=2"):  # one is the directory's
        output = directory / "out.smcache"
        program.convert(maps["small"], output)
        old = content(output)
        program.fails("no_space", "No space left on device", maps["small"], "-o", output)
        check(content(output) == old and names_in(directory) == [output.name], "the old output changed")
    print("no inode left: ok")


def check_read_only(program, maps, directory):
    with Mount(directory, "size=1m"):
        output = directory / "out.smcache"
        program.convert(maps["small"], output)
        old = content(output)
        subprocess.run(["mount", "-o", "remount,bind,ro", directory], check=True)
        program.fails("permission_denied", "Read-only file system", maps["small"], "-o", output)
        check(content(output) == old and names_in(directory) == [output.name], "the old output changed")
    print("read-only file system: ok")


def check_batch(program, maps, directory):
    """One output that does not fit stops none that does."""
    with Mount(directory, "size=256k"):
        done = program.run("convert", maps["large"], maps["small"], "-d", directory, "-j", 1)
        check(done.returncode == 1, f"exit status {done.returncode}")
        check(len(done.stderr.splitlines()) == 1, f"{done.stderr!r}")
        check(names_in(directory) == ["small.smcache"], f"in the directory: {names_in(directory)}")
    print("a batch: ok")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    enter_namespace(__file__)
    arguments = parser.parse_args()
    program = Program(arguments.program)

    with tempfile.TemporaryDirectory(prefix="smcache-full-") as scratch:
        scratch = Path(scratch)
        directory = scratch / "output"
        directory.mkdir()
        maps = {}
        for name, lines in {"small": 10, "medium": 200, "large": 5000}.items():
            maps[name] = scratch / f"{name}.map"
            maps[name].write_bytes(source_map(seed=1, lines=lines, content_bytes=lines * 1000))
        program.convert(maps["medium"], scratch / "whole")
        check_too_small(program, maps, directory)
        check_every_fill(program, maps, directory, content(scratch / "whole"))
        check_no_inodes(program, maps, directory)
        check_read_only(program, maps, directory)
        check_batch(program, maps, directory)
    print(f"{check.count} checks passed")


main()
