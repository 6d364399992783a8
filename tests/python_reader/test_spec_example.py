"""The example in spec.md is what tools/dev/spec-example makes of the golden cache, and that is of the map there."""
import json
import subprocess
import sys
import unittest
from pathlib import Path

from smcache_reader import Cache

PROJECT = Path(__file__).resolve().parents[2]
GOLDEN = PROJECT / "tests" / "golden" / "dev1"


def annotated(*arguments):
    tool = PROJECT / "tools" / "dev" / "spec-example"
    return subprocess.run([sys.executable, "-B", tool, *arguments], check=True, capture_output=True, text=True).stdout


def block_of(language):
    """The only block of this language in spec.md."""
    (block,) = (part.partition("```")[0] for part in (PROJECT / "spec.md").read_text().split(f"```{language}\n")[1:])
    return block


class SpecExample(unittest.TestCase):
    maxDiff = None

    def test_the_bytes_are_those_of_the_golden_file(self):
        self.assertEqual(block_of("text"), annotated(), "tools/dev/spec-example --write puts it right")

    def test_the_map_is_that_of_the_golden_file(self):
        self.assertEqual(json.loads(block_of("json")), json.loads((GOLDEN / "example.map").read_text()))

    def test_the_lookup_that_is_told_is_true(self):
        cache = Cache((GOLDEN / "example.smcache").read_bytes())
        found = cache.lookup(2, 7)
        told = (found.status, cache.source(found.source).name, found.line, found.column, cache.name(found.name))
        self.assertEqual(told, ("found", "a.js", 1, 0, "a"))

    def test_every_byte_of_every_golden_file_has_a_meaning(self):
        for cache in sorted(GOLDEN.glob("*.smcache")):
            with self.subTest(cache.name):
                annotated(cache)


if __name__ == "__main__":
    unittest.main()
