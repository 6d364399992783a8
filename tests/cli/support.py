"""What the tests of the smcache program share: running it, and making source maps for it.

The program to test is named by the environment variable SMCACHE_PROGRAM.
"""
import fcntl
import json
import os
import pty
import struct
import subprocess
import tempfile
import termios
import unittest
from pathlib import Path

PROGRAM = os.environ["SMCACHE_PROGRAM"]
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def vlq(value):
    """A number as a base64 variable-length quantity (ECMA-426, "Mappings structure")."""
    rest = value << 1 if value >= 0 else -value << 1 | 1
    text = ""
    while True:
        digit, rest = rest & 31, rest >> 5
        text += DIGITS[digit | (32 if rest else 0)]
        if not rest:
            return text


def encode(lines):
    """The "mappings" of lines, each a list of (column[, source, line, column[, name]]), absolute and zero-based."""
    before = [0] * 5
    texts = []
    for line in lines:
        before[0] = 0
        segments = []
        for fields in line:
            segments.append("".join(vlq(now - then) for now, then in zip(fields, before)))
            before[: len(fields)] = fields
        texts.append(",".join(segments))
    return ";".join(texts)


def decode(mappings):
    """The inverse of encode()."""
    before = [0] * 5
    lines = []
    for text in mappings.split(";"):
        before[0] = 0
        lines.append([])
        for segment in filter(None, text.split(",")):
            fields, value, shift = [], 0, 0
            for character in segment:
                digit = DIGITS.index(character)
                value |= (digit & 31) << shift
                shift += 5
                if digit < 32:
                    fields.append(-(value >> 1) if value & 1 else value >> 1)
                    value = shift = 0
            for i, difference in enumerate(fields):
                before[i] += difference
            lines[-1].append(tuple(before[: len(fields)]))
    return lines


def source_map(lines, **fields):
    """A source map of the mappings `lines`, with one source and a few names unless `fields` says otherwise."""
    document = {"version": 3, "sources": ["a.js"], "names": ["alpha", "beta"], "mappings": encode(lines)}
    return {key: value for key, value in {**document, **fields}.items() if value is not None}


class CommandLineTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_program(self, *arguments, status=0, text=True, input="", **options):
        """Runs the program in the test's folder and checks its exit status."""
        environment = {**os.environ, "TERM": "xterm", **options.pop("environment", {})}
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, text=text, env=environment,
                              input=input if text else input or b"", capture_output=True, check=False, **options)
        self.assertEqual(done.returncode, status, (arguments, done.stdout[-2000:], done.stderr[-2000:]))
        return done

    def json_lines(self, *arguments, **options):
        return [json.loads(line) for line in self.run_program(*arguments, **options).stdout.splitlines()]

    def json(self, *arguments, **options):
        (only,) = self.json_lines(*arguments, **options)
        return only

    def assert_error_lines(self, done, *parts):
        """Standard error is one line for each of parts, which it contains."""
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), len(parts), done.stderr)
        for line, part in zip(lines, parts):
            self.assertTrue(line.startswith("smcache: error: "), line)
            self.assertIn(part, line)

    def write(self, name, content):
        """Writes a file below the folder: bytes, text, or a JSON document."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, (bytes, str)):
            content = json.dumps(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def files(self):
        """The names of all files below the folder."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if not path.is_dir())

    def cache(self, document, name="map.smcache", *options):
        """Converts a source map, and returns the cache's name."""
        self.write("to-convert.map", document)
        self.run_program("convert", "to-convert.map", "-o", name, *options)
        return name

    def run_on_terminal(self, *arguments, columns=80, status=0, environment=None, **streams):
        """Runs the program with standard output and error on one terminal, except those in `streams`."""
        controller, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        variables = {**os.environ, "TERM": "xterm", **(environment or {})}
        if "NO_COLOR" not in (environment or {}):
            variables.pop("NO_COLOR", None)
        streams = {"stdout": terminal, "stderr": terminal, **streams}
        process = subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=self.folder, env=variables,
                                   stdin=subprocess.DEVNULL, **streams)
        os.close(terminal)
        shown = b""
        while True:
            try:
                chunk = os.read(controller, 65536)
            except OSError:  # how Linux says that the last writer is gone
                break
            if not chunk:
                break
            shown += chunk
        os.close(controller)
        piped = process.communicate()[0] or b""
        self.assertEqual(process.returncode, status, shown)
        return shown.decode().replace("\r\n", "\n"), piped.decode()
