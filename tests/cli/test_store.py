"""smcache store: the shared directory, from the command line."""
import os
import time
import unittest

from support import CommandLineTest, source_map

DEBUG_ID = "00112233-4455-6677-8899-aabbccddeeff"
MAP = source_map([[(0, 0, 0, 0)]], debugId=DEBUG_ID)


class Publishing(CommandLineTest):
    def publish(self, *arguments, **options):
        return self.json("store", "publish", "store", *arguments, "--json", **options)

    def test_a_map_is_found_by_key_debug_id_and_alias(self):
        self.write("a.map", MAP)
        report = self.publish("a.map", "--alias", "https://cdn/a.js", "-a", "release 7: a.js")
        self.assertEqual(report["input"], "a.map")
        self.assertRegex(report["key"], "^[0-9a-f]{32}$")
        for name in (report["key"], DEBUG_ID, DEBUG_ID.upper(), "https://cdn/a.js", "release 7: a.js"):
            self.assertEqual(self.run_program("store", "open", "store", name).stdout, report["path"] + "\n")
        opened = self.json("store", "open", "store", DEBUG_ID, "--json")
        self.assertEqual(opened, {"name": DEBUG_ID, "key": report["key"], "path": report["path"]})
        self.run_program("lookup", report["path"], "1:1")

    def test_a_cache_is_put_there_as_it_is(self):
        cache = self.cache(MAP)
        report = self.publish(cache)
        stored = self.run_program("store", "open", "store", DEBUG_ID).stdout.strip()
        self.assertEqual(stored, report["path"])
        with open(stored, "rb") as file:
            self.assertEqual(file.read(), (self.folder / cache).read_bytes())

    def test_what_makes_another_cache_has_another_key(self):
        self.write("a.map", MAP)
        self.write("a.js", "//# debugId=" + DEBUG_ID)
        self.write("b.js", "")
        options = ([], ["--sources", "omit"], ["--strict"], ["-g", "a.js"], ["-g", "b.js"])
        keys = {self.publish("a.map", *more)["key"] for more in options}
        self.assertEqual(len(keys), len(options))
        self.assertEqual(self.publish("a.map")["key"], self.publish("a.map", "--sources", "embed")["key"])

    def test_a_bad_map_is_a_failure_that_is_remembered(self):
        self.write("bad.map", "{")
        self.write("good.map", MAP)
        for _ in range(2):
            done = self.run_program("store", "publish", "store", "bad.map", "none.map", "good.map", status=1)
            self.assert_error_lines(done, "bad.map: ", "none.map: ")
            self.assertEqual(len(done.stdout.splitlines()), 1)
        self.assertEqual(self.json("store", "stat", "store", "--json")["failures"], 1)

    def test_an_alias_of_several_inputs_is_wrong_usage(self):
        self.run_program("store", "publish", "store", "a", "b", "--alias", "x", status=2)
        self.assertEqual(self.files(), [])


class StackTraces(CommandLineTest):
    def test_the_urls_of_a_trace_are_aliases(self):
        self.write("a.map", source_map([[(0, 0, 6, 2)]], debugId=DEBUG_ID))
        self.run_program("store", "publish", "store", "a.map", "--alias", "https://cdn/a.js")
        trace = "Error: no\n    at f (https://cdn/a.js?v=2:1:1)\n    at g (https://cdn/b.js:1:1)\n"
        answers = self.json_lines("symbolicate", "--store", "store", "--json", input=trace)
        self.assertEqual([answer["frames"][0]["source"] for answer in answers if answer["has_cache"]], ["a.js"])
        named = self.json_lines("symbolicate", "--store", "store", "--alias", f"https://cdn/b.js={DEBUG_ID}", "--json", input=trace)
        self.assertEqual([answer["frames"][0]["source"] for answer in named], ["a.js", "a.js"])
        self.run_program("symbolicate", "--store", "store", "--map-dir", "x", input=trace, status=2)
        self.run_program("symbolicate", input=trace, status=2)
        self.run_program("symbolicate", "--store", "nowhere", input=trace, status=1)


class Upkeep(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.paths = []
        for i in range(5):
            self.write(f"{i}.map", source_map([[(0, 0, 0, i)]]))
            report = self.json("store", "publish", "store", f"{i}.map", "--alias", str(i), "--json")
            self.paths.append(report["path"])
            used = time.time() - (10 - i) * 3600
            os.utime(report["path"], (used, used))

    def test_stat_counts(self):
        stat = self.json("store", "stat", "store", "--json")
        self.assertEqual((stat["entries"], stat["bytes"], stat["aliases"], stat["quarantined"]), (5, 5 * 4096, 5, 0))
        self.assertIn("caches            5, 20.5 kB", self.run_program("store", "stat", "store").stdout)

    def test_evict_removes_what_is_idle_and_what_is_too_much(self):
        idle = self.json("store", "evict", "store", "--max-idle", "510m", "--json")
        self.assertEqual((idle["evicted"], idle["entries"]), (2, 3))
        much = self.json("store", "evict", "store", "--max-bytes", "9KiB", "--json")
        self.assertEqual((much["evicted"], much["entries"]), (1, 2))
        self.assertTrue(os.path.exists(self.paths[4]))
        done = self.run_program("store", "open", "store", "0", "4", status=1)
        self.assert_error_lines(done, "0: not in this store")

    def test_check_finds_damage_and_puts_it_aside(self):
        with open(self.paths[2], "r+b") as file:
            file.seek(-6, os.SEEK_END)
            file.write(b"damage")
        report = self.json("store", "check", "store", "--json", status=1)
        self.assertEqual((report["good"], len(report["damaged"])), (4, 1))
        self.assertEqual(report["damaged"][0]["error"]["code"], "checksum_mismatch")
        self.assertFalse(os.path.exists(self.paths[2]))
        self.assertEqual(self.json("store", "stat", "store", "--json")["quarantined"], 1)
        self.run_program("store", "check", "store")

    def test_alias_and_remove(self):
        self.run_program("store", "alias", "store", "again", "3")
        self.run_program("store", "remove", "store", "again")
        self.assertFalse(os.path.exists(self.paths[3]))
        self.assert_error_lines(self.run_program("store", "remove", "store", "3", "nothing", status=1), "3: ", "nothing: ")
        self.run_program("store", "alias", "store", "x", "nothing", status=1)

    def test_a_directory_that_is_not_there_is_an_error_and_not_made(self):
        for command in (["stat"], ["evict"], ["check"], ["open", "x"], ["remove", "x"], ["alias", "x", "y"]):
            done = self.run_program("store", command[0], "nowhere", *command[1:], status=1)
            self.assert_error_lines(done, "nowhere: no such directory")
        self.assertFalse((self.folder / "nowhere").exists())


if __name__ == "__main__":
    unittest.main()
