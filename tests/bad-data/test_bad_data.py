"""Each bad file is refused with exactly its code, at its stage, by its invariant, by both readers; and crashes nothing.

The program to test is named by the environment variable SMCACHE_PROGRAM.
"""
import csv
import json
import os
import subprocess
import unittest

from make import CASES, HERE, table  # first: it knows where the reader in Python is
from errors import CacheError
from smcache_reader import Cache

PROGRAM = os.environ["SMCACHE_PROGRAM"]
OPEN, LOOKUP, LATER = ("open",), ("lookup",), ("lookup", "verify")  # stages
STATUSES = {"found", "unmapped", "not_found", "corrupt"}
FIRST_NAMED = 5  # from this invariant on, errors name it
POSITIONS = [f"{line}:{column}" for line in (0, 1, 2, 63, 64, 106, 0xFFFFFFFF) for column in (0, 4, 9, 150, 0xFFFFFFFF)]

with open(HERE / "expected.tsv", newline="") as file:
    EXPECTED = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def run(*arguments, input=""):
    return subprocess.run([PROGRAM, *arguments], cwd=HERE, input=input, capture_output=True, text=True, check=False)


class BadData(unittest.TestCase):
    def for_each(self, stages, check):
        for row in EXPECTED:
            if row["stage"] in stages:
                with self.subTest(row["file"]):
                    check(row)

    def assert_error(self, row, done):
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertTrue(done.stderr.endswith(f"[{row['code']}]\n"), done.stderr)
        if int(row["invariant"]) >= FIRST_NAMED:
            self.assertIn(f"invariant {row['invariant']}: ", done.stderr)

    def test_there_is_a_file_for_every_invariant(self):
        self.assertEqual({int(row["invariant"]) for row in EXPECTED}, set(range(1, 29)))

    def test_the_files_are_what_make_makes_of_the_golden_files(self):
        self.assertEqual((HERE / "expected.tsv").read_text(), table())
        self.assertEqual(sorted(path.name for path in HERE.glob("*.smcache")), sorted(row["file"] for row in EXPECTED))
        for case in CASES:
            self.assertEqual((HERE / case.file).read_bytes(), case.build(), case.file)

    def test_the_library_refuses_to_open(self):
        def check(row):
            self.assert_error(row, run("info", row["file"], "--json"))
            self.assert_error(row, run("lookup", row["file"], "1:1"))

        self.for_each(OPEN, check)

    def test_the_library_opens_what_it_cannot_know_to_be_bad(self):
        self.for_each(LATER, lambda row: self.assertEqual(run("info", row["file"], "--json").returncode, 0))

    def test_the_library_verifies(self):
        self.for_each(OPEN + LATER, lambda row: self.assert_error(row, run("verify", row["file"])))

    def test_the_library_answers_corrupt_where_it_meets_the_breach(self):
        def check(row):
            for options in ((), ("--cross-line",)):
                done = run("lookup", row["file"], row["position"], "--zero-based", "--json", *options)
                self.assertEqual((done.returncode, json.loads(done.stdout)["status"]), (1, "corrupt"))
                self.assertTrue(done.stderr.endswith("[corrupt]\n"), done.stderr)

        self.for_each(LOOKUP, check)

    def test_the_library_answers_something_everywhere(self):
        def check(row):
            for options in ((), ("--cross-line", "--all")):
                done = run("lookup", row["file"], "-", "--zero-based", "--json", *options, input="\n".join(POSITIONS))
                answers = [json.loads(line) for line in done.stdout.splitlines()]
                self.assertEqual(len(answers), len(POSITIONS))
                self.assertLessEqual({answer["status"] for answer in answers}, STATUSES)
                self.assertEqual(done.returncode, 1 if any(answer["status"] == "corrupt" for answer in answers) else 0)
            for command in (("dump", "--json"), ("export",), ("explain", "1:5")):
                self.assertIn(run(command[0], row["file"], *command[1:]).returncode, (0, 1), command)

        self.for_each(LATER, check)

    def test_the_reader_in_python_refuses_the_same(self):
        def check(row):
            with self.assertRaises(CacheError) as raised:
                cache = Cache((HERE / row["file"]).read_bytes())
                self.assertNotIn(row["stage"], OPEN)
                cache.verify()
            self.assertEqual((raised.exception.code, raised.exception.invariant), (row["code"], int(row["invariant"])))

        self.for_each(OPEN + LATER, check)

    def test_the_reader_in_python_meets_the_same_in_lookups(self):
        def check(row):
            with self.assertRaises(CacheError) as raised:
                Cache((HERE / row["file"]).read_bytes()).lookup(*map(int, row["position"].split(":")))
            self.assertEqual(raised.exception.code, row["code"])

        self.for_each(LOOKUP, check)


if __name__ == "__main__":
    unittest.main()
