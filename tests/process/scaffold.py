"""What the tests of whole processes share: maps to convert, runs of the program, and checks that say what failed."""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

# The names under which the converter writes what is not finished (files/temporary_file.hpp).
TEMPORARY = re.compile(r"^\..+\.[0-9]+\.tmp$")


def _vlq(value):
    value = value << 1 if value >= 0 else -value << 1 | 1
    digits = ""
    while True:
        value, digit = value >> 5, value & 31
        digits += _DIGITS[digit | (32 if value else 0)]
        if not value:
            return digits


def source_map(seed, lines, content_bytes):
    """A map as bytes: `lines` generated lines of 100 mappings, and a source of about `content_bytes`."""
    rng = random.Random(seed)
    line_kinds = [
        ",".join(_vlq(rng.randint(1, 40)) + "A" + _vlq(rng.randint(0, 1)) + _vlq(rng.randint(0, 9)) for _ in range(100))
        for _ in range(50)
    ]
    mappings = ";".join(["AAAA"] + [rng.choice(line_kinds) for _ in range(lines)])
    text = "".join(rng.choice("abcdefgh ;(){}\n") for _ in range(5000))
    content = text * (content_bytes // len(text) + 1)
    fields = {"version": 3, "sources": ["a.js"], "sourcesContent": [content], "names": [], "mappings": mappings}
    return json.dumps(fields).encode()


class Checks:
    """Counts what was checked; the first thing that is not so ends the test."""

    def __init__(self):
        self.count = 0

    def __call__(self, holds, message):
        self.count += 1
        if not holds:
            print(f"FAILED: {message}", file=sys.stderr)
            sys.exit(1)


check = Checks()


class Program:
    def __init__(self, path):
        self.path = str(Path(path).resolve())

    def command(self, *arguments):
        return [self.path, *map(str, arguments)]

    def start(self, *arguments, **options):
        """Without a pipe to read from, so that nothing waits on it. SIGXFSZ and SIGPIPE as a shell leaves them."""
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | options
        return subprocess.Popen(self.command(*arguments), **options)

    def run(self, *arguments, **options):
        options = {"stdin": subprocess.DEVNULL} | options
        return subprocess.run(self.command(*arguments), capture_output=True, **options)

    def convert(self, source, output, **options):
        done = self.run("convert", source, "-o", output, **options)
        check(done.returncode == 0, f"convert {source}: exit status {done.returncode}: {done.stderr.decode()}")

    def fails(self, code, words, *arguments, **options):
        """The conversion must fail as a user and a program expect: exit status, one line, the error's code."""
        done = self.run("convert", *arguments, "--json", **options)
        what = f"convert {arguments}: exit status {done.returncode}, {done.stdout!r}, {done.stderr!r}"
        check(done.returncode == 1, what)
        lines = done.stderr.decode().splitlines()
        check(len(lines) == 1 and words in lines[0], f"one line with {words!r}, but {what}")
        report = [json.loads(line) for line in done.stdout.splitlines()]
        check(len(report) == 1 and report[0]["status"] == "failed", what)
        check(report[0]["error"]["code"] == code, f"error code {code}, but {what}")


def names_in(directory):
    return sorted(os.listdir(directory))


def leftovers(directory):
    return [name for name in names_in(directory) if TEMPORARY.match(name)]


def content(path):
    """The file's bytes, None where there is none."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return None


NOT_TESTED = 77


def enter_namespace(script):
    """Starts the script again where it may mount, unless that is here."""
    if os.environ.pop("SMCACHE_TEST_MOUNTS", ""):
        return
    unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    # The second way is for a changed root: what propagates from there is unmounted again.
    for way in (unshare, [*unshare, "--propagation", "unchanged"]):
        with tempfile.TemporaryDirectory() as trial:
            mount = subprocess.run([*way, "mount", "-t", "tmpfs", "none", trial], capture_output=True, check=False)
            subprocess.run(["umount", trial], capture_output=True, check=False)
        if mount.returncode == 0:
            os.environ["SMCACHE_TEST_MOUNTS"] = "1"
            os.execvp("unshare", [*way, sys.executable, script, *sys.argv[1:]])
    print(f"NOT TESTED: cannot mount a tmpfs here: {mount.stderr.decode().strip()}", file=sys.stderr)
    sys.exit(NOT_TESTED)


class Mount:
    """A tmpfs for the time of a with statement."""

    def __init__(self, directory, options):
        self.directory = directory
        self.options = options

    def __enter__(self):
        subprocess.run(["mount", "-t", "tmpfs", "-o", self.options, "none", self.directory], check=True)
        return self.directory

    def __exit__(self, *_):
        subprocess.run(["umount", self.directory], check=True)
