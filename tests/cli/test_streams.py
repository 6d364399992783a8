"""Terminals, pipes and what else the program may be connected to."""
import os
import re
import subprocess
import unittest

from support import PROGRAM, CommandLineTest, source_map

SUBCOMMANDS = ("convert", "lookup", "info", "verify", "dump", "export", "explain")


class Help(CommandLineTest):
    def test_each_subcommand_explains_itself_with_examples(self):
        for subcommand in SUBCOMMANDS:
            shown = self.run_program(subcommand, "--help").stdout
            self.assertIn("Examples:\n  smcache " + subcommand, shown.replace("zstdcat", ""))
            self.assertIn(f"  {subcommand} ", self.run_program("--help").stdout)

    def test_version(self):
        self.assertRegex(self.run_program("--version").stdout, r"^smcache \d+\.\d+\.\d+\n$")

    def test_wrong_usage_says_what_is_wrong(self):
        for arguments, message in (((), "subcommand"), (("nonsense",), "nonsense"), (("--nonsense",), "nonsense"),
                                   (("info",), "CACHE"), (("info", "a", "b"), "b")):
            done = self.run_program(*arguments, status=2)
            self.assertEqual(done.stdout, "")
            self.assertRegex(done.stderr, rf"^smcache: .*{message}.*\nRun with --help for more information\.\n$")


class Terminal(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.map = self.cache(source_map([[(0, 0, 0, 4, 0)]], sourcesContent=["let alpha = " + "1 + " * 200]))

    def test_colours_on_a_terminal_only(self):
        for arguments in (("lookup", self.map, "1:1"), ("explain", self.map, "1:1"), ("info", self.map), ("dump", self.map)):
            shown, _ = self.run_on_terminal(*arguments, columns=100)
            self.assertIn("\x1b[", shown)
            self.assertEqual(re.sub(r"\x1b\[[0-9;]*m", "", shown), self.run_program(*arguments).stdout)

    def test_no_color_and_a_dumb_terminal_are_respected(self):
        arguments = ("lookup", self.map, "1:1")
        self.assertNotIn("\x1b", self.run_on_terminal(*arguments, environment={"NO_COLOR": "1"})[0])
        self.assertNotIn("\x1b", self.run_on_terminal(*arguments, environment={"TERM": "dumb"})[0])
        self.assertIn("\x1b", self.run_on_terminal(*arguments, environment={"NO_COLOR": ""})[0])

    def test_json_is_never_coloured(self):
        for arguments in (("lookup", self.map, "1:1"), ("explain", self.map, "1:1"), ("info", self.map), ("dump", self.map)):
            self.assertNotIn("\x1b", self.run_on_terminal(*arguments, "--json")[0])

    def test_errors_are_coloured_by_where_they_go(self):
        shown, _ = self.run_on_terminal("info", "none", status=1)
        self.assertIn("\x1b[1;31merror:\x1b[0m none: ", shown)
        self.assertNotIn("\x1b", self.run_program("info", "none", status=1).stderr)

    def test_excerpts_fit_the_terminal(self):
        for columns in (40, 60, 200):
            shown, _ = self.run_on_terminal("lookup", self.map, "1:1", columns=columns, environment={"NO_COLOR": "1"})
            line = shown.splitlines()[1]
            self.assertEqual((len(line), line[-1]), (columns, "…"))

    def test_a_cache_is_not_written_to_a_terminal(self):
        self.run_on_terminal("convert", "to-convert.map", "-o", "-", status=2)


class ProgressBar(CommandLineTest):
    def setUp(self):
        super().setUp()
        for i in range(5):
            self.write(f"in/{i}.map", source_map([[(0, 0, 0, 0)]]))

    def test_a_bar_on_a_terminal(self):
        shown, piped = self.run_on_terminal("convert", "in", stdout=subprocess.PIPE)
        self.assertRegex(shown, r"\[[#.]+\] 0 of 5 files")
        self.assertTrue(shown.endswith("\r\x1b[K"), "the bar is taken away at the end")
        self.assertEqual(len(piped.splitlines()), 6)
        self.assertNotIn("\x1b", piped)

    def test_the_bar_fits_a_narrow_terminal(self):
        shown, _ = self.run_on_terminal("convert", "in", columns=20, stdout=subprocess.PIPE)
        for drawn in shown.split("\r\x1b[K"):
            self.assertLess(len(drawn), 20)

    def test_no_bar_elsewhere(self):
        self.assertEqual(self.run_program("convert", "in").stderr, "")
        shown, _ = self.run_on_terminal("convert", "in", stderr=subprocess.DEVNULL)
        self.assertNotIn("of 5 files", shown)
        shown, _ = self.run_on_terminal("convert", "in/0.map", stdout=subprocess.DEVNULL)
        self.assertEqual(shown, "")


class Pipes(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.map = self.cache(source_map([[(i, 0, i, 0) for i in range(40000)]]))

    def start(self, *arguments, **streams):
        return subprocess.Popen([PROGRAM, *arguments], cwd=self.folder, stderr=subprocess.PIPE, **streams)

    def test_a_reader_that_stops_reading_is_no_failure(self):
        for arguments in (("dump", self.map), ("dump", self.map, "--json"), ("export", self.map)):
            process = self.start(*arguments, stdout=subprocess.PIPE)
            process.stdout.read(10)
            process.stdout.close()
            self.assertEqual((process.stderr.read(), process.wait()), (b"", 0))
            process.stderr.close()

    def test_a_conversion_goes_on_without_its_reader(self):
        for i in range(20):
            self.write(f"in/{i}.map", source_map([[(0, 0, 0, 0)]]))
        read, write = os.pipe()
        os.close(read)
        process = self.start("convert", "in", stdout=write)
        os.close(write)
        self.assertEqual((process.communicate()[1], process.returncode), (b"", 0))
        self.assertEqual(len(list(self.folder.glob("in/*.smcache"))), 20)

    def test_a_full_disk_under_standard_output_is_a_failure(self):
        for arguments in (("dump", self.map), ("export", self.map), ("info", self.map), ("convert", "to-convert.map")):
            with open("/dev/full", "wb") as full:
                process = self.start(*arguments, stdout=full)
            error = process.communicate()[1].decode()
            self.assertEqual(process.returncode, 1, arguments)
            self.assertRegex(error, r"^smcache: error: standard output: .*\[io\]\n$")

    def test_a_closed_standard_output_does_not_catch_reports(self):
        script = f'exec "{PROGRAM}" convert to-convert.map -o result >&-'
        done = subprocess.run(["sh", "-c", script], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("standard output", done.stderr)
        self.assertEqual(self.run_program("verify", "result").stdout, "result: ok\n")

    def test_a_closed_standard_input_is_a_failure(self):
        script = f'exec "{PROGRAM}" lookup {self.map} - <&-'
        done = subprocess.run(["sh", "-c", script], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"^smcache: error: standard input: .*\[io\]\n$")


if __name__ == "__main__":
    unittest.main()
