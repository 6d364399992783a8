#!/usr/bin/env python3
"""store_full.py PROGRAM STRESS

A store on file systems that fill up: small tmpfs mounts in a mount namespace of their own, as in disk_full.py, with the
stress test's processes on them. Every answer stays right; what does not fit is answered from memory, and publishing says so.
Where nothing may be mounted this exits with status 77: not tested.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
from scaffold import Mount, Program, check, enter_namespace, names_in, source_map  # noqa: E402


def check_stress(stress, directory):
    for size in ("256k", "1m", "3m"):
        with Mount(directory, f"size={size}"):
            done = subprocess.run([stress, "--directory", directory / "store", "--seconds", "3", "--disturb", "full"], capture_output=True, text=True)
            check(done.returncode == 0, f"{size}: {done.stdout}{done.stderr}")
            (line,) = [line for line in done.stdout.splitlines() if " kills among " in line]
            print(f"{size}: {line}")
            check(" 0 answered from memory" not in line or size == "3m", "nothing was too much for it")


def check_publishing(program, scratch, directory):
    large = scratch / "large.map"
    large.write_bytes(source_map(seed=1, lines=1000, content_bytes=1_000_000))
    small = scratch / "small.map"
    small.write_bytes(source_map(seed=2, lines=10, content_bytes=10_000))
    with Mount(directory, "size=256k"):
        root = directory / "store"
        done = program.run("store", "publish", root, small)
        check(done.returncode == 0, f"{done.stderr!r}")
        done = program.run("store", "publish", root, large)
        check(done.returncode == 1 and b"cannot keep it" in done.stderr, f"{done.returncode}, {done.stderr!r}")
        stat = json.loads(program.run("store", "stat", root, "--json").stdout)
        check(stat["temporaries"] == 0, f"left: {stat}")
        check(program.run("store", "check", root).returncode == 0, "a file is damaged")
    print("too small a disk: ok")


def check_no_inodes(program, scratch, directory):
    small = scratch / "small.map"
    with Mount(directory, "nr_inodes=2"):
        done = program.run("store", "publish", directory / "store", small)
        check(done.returncode == 1 and len(done.stderr.splitlines()) == 1, f"{done.returncode}, {done.stderr!r}")
        check(names_in(directory / "store") == [], f"left: {names_in(directory / 'store')}")
    print("no inode left: ok")


def main():
    enter_namespace(__file__)
    program, stress = Program(sys.argv[-2]), Path(sys.argv[-1]).resolve()
    with tempfile.TemporaryDirectory(prefix="smcache-store-full-") as scratch:
        scratch = Path(scratch)
        directory = scratch / "mount"
        directory.mkdir()
        check_publishing(program, scratch, directory)
        check_no_inodes(program, scratch, directory)
        check_stress(stress, directory)
    print(f"{check.count} checks passed")


main()
