"""smcache convert: many inputs, directories, and command lines that make no sense."""
import gzip
import json
import unittest

from support import CommandLineTest, source_map

GOOD = source_map([[(0, 0, 0, 0)]])


class Directories(CommandLineTest):
    def test_a_directory_is_searched_at_any_depth_in_order(self):
        for name in ("b.js.map", "a/z.js.map", "a/deep/y.css.map", "a/readme.txt", "c/x.mapx"):
            self.write(f"in/{name}", GOOD)
        reports = self.json_lines("convert", "in", "--json")
        self.assertEqual([report["input"] for report in reports], ["in/a/deep/y.css.map", "in/a/z.js.map", "in/b.js.map"])
        self.assertTrue((self.folder / "in/a/deep/y.css.smcache").exists())

    def test_an_output_directory_keeps_the_structure(self):
        self.write("in/a/x.js.map", GOOD)
        self.write("in/b/x.js.map.gz", gzip.compress(json.dumps(GOOD).encode()))
        self.run_program("convert", "in", "-d", "out")
        self.assertEqual(self.files(), ["in/a/x.js.map", "in/b/x.js.map.gz", "out/.smcache-converted", "out/a/x.js.smcache",
                                        "out/b/x.js.smcache"])

    def test_a_map_goes_before_its_compressed_copies(self):
        self.write("in/x.js.map", GOOD)
        self.write("in/x.js.map.gz", gzip.compress(json.dumps(GOOD).encode()))
        report = self.json("convert", "in", "--json")
        self.assertEqual(report["input"], "in/x.js.map")

    def test_links_to_directories_are_not_followed(self):
        self.write("in/x.js.map", GOOD)
        (self.folder / "in/again").symlink_to("..")
        self.assertEqual(len(self.json_lines("convert", "in", "--json")), 1)

    def test_a_directory_without_maps_is_a_failure(self):
        (self.folder / "in").mkdir()
        report = self.json("convert", "in", "--json", status=1)
        self.assertEqual((report["status"], report["error"]["code"]), ("failed", "map_not_found"))


class ManyInputs(CommandLineTest):
    def test_one_bad_input_does_not_stop_the_others(self):
        self.write("a.map", GOOD)
        self.write("b.map", "not a map")
        self.write("c.map", GOOD)
        done = self.run_program("convert", "a.map", "b.map", "none.map", "c.map", status=1)
        self.assert_error_lines(done, "b.map: ", "none.map: ")
        lines = done.stdout.splitlines()
        self.assertEqual(len(lines), 3)
        self.assertTrue(lines[2].startswith("2 files converted, 2 failed: "), lines[2])
        self.assertEqual(self.files(), ["a.map", "a.smcache", "b.map", "c.map", "c.smcache"])

    def test_reports_come_in_the_order_of_the_inputs(self):
        names = []
        for i in range(60):
            lines = [[(0, 0, 0, 0)]] * (20000 if i % 7 == 0 else 1)
            names.append(self.write(f"{(i * 37) % 60}.map", source_map(lines)).name)
        for jobs in ("1", "2", "5"):
            reports = self.json_lines("convert", "-j", jobs, "--json", *names)
            self.assertEqual([report["input"] for report in reports], names)

    def test_the_number_of_jobs_does_not_change_a_byte(self):
        for i in range(8):
            self.write(f"in/{i}.map", source_map([[(j, 0, j * i, i, j % 2) for j in range(500)]]))
        self.run_program("convert", "in", "-d", "one", "-j", "1")
        self.run_program("convert", "in", "-d", "four", "-j", "4")
        for i in range(8):
            self.assertEqual((self.folder / f"one/{i}.smcache").read_bytes(), (self.folder / f"four/{i}.smcache").read_bytes())


class WrongUsage(CommandLineTest):
    def refuse(self, *arguments, saying=""):
        before = self.files()
        done = self.run_program("convert", *arguments, status=2)
        self.assertEqual(done.stdout, "")
        self.assertIn(saying, done.stderr)
        self.assertEqual(self.files(), before)

    def test_command_lines_that_make_no_sense_are_refused(self):
        self.write("a.map", GOOD)
        self.write("b.map", GOOD)
        self.write("in/c.map", GOOD)
        self.refuse()
        self.refuse("a.map", "b.map", "-o", "x", saying="--output")
        self.refuse("in", "-o", "x", saying="--output")
        self.refuse("a.map", "-o", "in", saying="--output")
        self.refuse("a.map", "-o", "x", "-d", "y")
        self.refuse("-", saying="--output")
        self.refuse("-", "-d", "out", saying="--output")
        self.refuse("-", "-", "-d", "out")
        self.refuse("a.map", "b.map", "-g", "a.js", saying="--generated")
        self.refuse("a.map", "-o", "-", "--json", saying="standard output")
        self.refuse("a.map", "-j", "0")
        self.refuse("a.map", "--sources", "some")
        self.refuse("a.map", "--max-input-size", "many")
        self.refuse("a.map", "--no-such-option")

    def test_a_generated_file_that_is_not_there_is_an_error_and_nothing_is_written(self):
        self.write("a.map", GOOD)
        for missing in ("gone.js", ""):
            failed = self.run_program("convert", "a.map", "-o", "a.smcache", "-g", missing, status=1)
            self.assertIn("No such file", failed.stderr)
            self.assertFalse((self.folder / "a.smcache").exists())

    def test_two_results_in_one_place_are_refused(self):
        self.write("a.map", GOOD)
        self.write("in/a.map", GOOD)
        self.write("a.map.gz", gzip.compress(json.dumps(GOOD).encode()))
        self.refuse("a.map", "a.map.gz", saying="a.smcache")
        self.refuse("a.map", "./a.map", saying="a.smcache")
        self.refuse("a.map", "in/a.map", "-d", "out", saying="out/a.smcache")

    def test_a_result_never_replaces_an_input(self):
        self.write("a.map", GOOD)
        self.refuse("a.map", "-o", "./a.map", saying="a.map")

    def test_places_are_the_same_however_they_are_reached(self):
        self.write("in/a.map", GOOD)
        (self.folder / "link").symlink_to(self.folder / "in")
        (self.folder / "other.map").symlink_to("in/a.map")
        here = str(self.folder)
        for one, other in (("in/a.map", here + "/in/a.map"), (here + "/link/a.map", here + "/in/a.map"),
                           ("link/a.map", here + "/in/a.map"), ("in/../in/a.map", here + "//in/./a.map")):
            self.refuse(one, other, saying="a.smcache")
            self.refuse(one, "-o", other, saying="a.map")
        self.refuse("other.map", "-o", "in/a.map", saying="a.map")


if __name__ == "__main__":
    unittest.main()
