"""smcache convert: inputs, outputs, reports."""
import bz2
import gzip
import json
import lzma
import os
import unittest

from support import CommandLineTest, source_map

GOOD = source_map([[(0, 0, 0, 0, 0), (4, 0, 1, 2)]], sourcesContent=["one\ntwo\n"])
REPORT_KEYS = ["input", "output", "status", "mappings", "sources", "names", "bytes", "warnings", "error",
               "generated"]


class OneInput(CommandLineTest):
    def test_a_cache_goes_beside_its_map(self):
        self.write("dist/app.js.map", GOOD)
        done = self.run_program("convert", "dist/app.js.map")
        self.assertEqual(self.files(), ["dist/app.js.map", "dist/app.js.smcache"])
        self.assertRegex(done.stdout, r"^dist/app\.js\.map -> dist/app\.js\.smcache: .* 2 mappings, \d+\.\d\d bytes/mapping\n$")
        self.assertEqual(done.stderr, "")

    def test_the_json_report_has_every_key_in_order(self):
        self.write("app.js.map", GOOD)
        report = self.json("convert", "app.js.map", "--json")
        self.assertEqual(list(report), REPORT_KEYS)
        size = (self.folder / "app.js.smcache").stat().st_size
        self.assertEqual(report, {"input": "app.js.map", "output": "app.js.smcache", "status": "converted", "mappings": 2,
                                  "sources": 1, "names": 2, "bytes": size, "warnings": [], "error": None,
                                  "generated": None})

    def test_a_name_without_map_gets_the_suffix_added(self):
        self.write("app.json", GOOD)
        self.run_program("convert", "app.json")
        self.assertIn("app.json.smcache", self.files())

    def test_a_name_in_brackets_is_a_name(self):
        self.write("[id]", GOOD)
        self.run_program("convert", "[id]")
        self.assertIn("[id].smcache", self.files())

    def test_a_name_that_begins_with_a_hyphen_follows_two(self):
        self.write("-app.map", GOOD)
        self.run_program("convert", "--", "-app.map")
        self.assertIn("-app.smcache", self.files())

    def test_an_output_file_may_be_named(self):
        self.write("app.js.map", GOOD)
        self.run_program("convert", "app.js.map", "-o", "other")
        self.assertEqual(self.files(), ["app.js.map", "other"])

    def test_an_output_directory_is_made(self):
        self.write("src/app.js.map", GOOD)
        self.run_program("convert", "src/app.js.map", "-d", "out/deep")
        self.assertEqual(self.files(), ["out/deep/app.js.smcache", "src/app.js.map"])

    def test_compressed_maps_lose_both_suffixes(self):
        text = json.dumps(GOOD).encode()
        for suffix, compress in ((".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)):
            self.write(f"app{suffix[1:]}.js.map{suffix}", compress(text))
            self.run_program("convert", f"app{suffix[1:]}.js.map{suffix}")
            self.assertIn(f"app{suffix[1:]}.js.smcache", self.files())

    def test_standard_input_to_a_file_and_to_standard_output(self):
        text = json.dumps(GOOD)
        self.run_program("convert", "-", "-o", "app.smcache", input=text)
        piped = self.run_program("convert", "-", "-o", "-", input=text.encode(), text=False)
        self.assertEqual(piped.stdout, (self.folder / "app.smcache").read_bytes())

    def test_a_device_is_written_to_and_stays_a_device(self):
        os.mkfifo(self.folder / "pipe")
        reader = os.open(self.folder / "pipe", os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        self.write("app.js.map", GOOD)
        self.run_program("convert", "app.js.map", "-o", "pipe")
        self.run_program("convert", "app.js.map", "-o", "file")
        self.assertTrue((self.folder / "pipe").is_fifo())
        self.assertEqual(os.read(reader, 1 << 16), (self.folder / "file").read_bytes())

    def test_sources_are_left_out_on_request(self):
        self.write("app.js.map", GOOD)
        self.run_program("convert", "app.js.map", "-o", "with")
        self.run_program("convert", "app.js.map", "-o", "without", "--sources", "omit")
        self.assertIsNotNone(self.json("lookup", "with", "1:1", "--json")["context"])
        self.assertIsNone(self.json("lookup", "without", "1:1", "--json")["context"])

    def test_the_input_size_has_a_cap(self):
        self.write("app.js.map", GOOD)
        done = self.run_program("convert", "app.js.map", "--max-input-size", "20", status=1)
        self.assert_error_lines(done, "[input_too_large]")
        self.run_program("convert", "app.js.map", "--max-input-size", "1KiB")


class GeneratedCode(CommandLineTest):
    ids = ("85314830-023f-4cf1-a267-535f4e37bb17", "00000000-023f-4cf1-a267-535f4e37bb17")

    def test_generated_code_names_its_map(self):
        self.write("dist/app.js", "run();\n//# sourceMappingURL=maps/app.js.map\n")
        self.write("dist/maps/app.js.map", GOOD)
        report = self.json("convert", "dist/app.js", "--json")
        self.assertEqual((report["output"], report["mappings"]), ("dist/app.js.smcache", 2))

    def test_generated_code_that_names_no_map_is_a_failure(self):
        self.write("app.js", "run();\n")
        self.assert_error_lines(self.run_program("convert", "app.js", status=1), "[map_not_found]")

    def test_debug_ids_are_compared(self):
        self.write("app.js.map", {**GOOD, "debugId": self.ids[0]})
        for debug_id, codes in zip(self.ids, ([], ["debug_id_mismatch"])):
            self.write("app.js", f"run();\n//# debugId={debug_id}\n")
            report = self.json("convert", "app.js.map", "-g", "app.js", "--json")
            self.assertEqual([warning["code"] for warning in report["warnings"]], codes)

    def test_a_generated_file_that_cannot_be_read_is_a_failure(self):
        self.write("app.js.map", GOOD)
        self.assert_error_lines(self.run_program("convert", "app.js.map", "-g", "none.js", status=1), "none.js: ")
        self.assert_error_lines(self.run_program("convert", "app.js.map", "-g", ".", status=1), "[io]")


class Faults(CommandLineTest):
    def test_what_is_mended_is_counted(self):
        self.write("app.js.map", {**GOOD, "mappings": "AAAA,!,AC,?"})
        report = self.json("convert", "app.js.map", "--json")
        self.assertEqual(report["status"], "converted")
        self.assertEqual({warning["code"]: warning["count"] for warning in report["warnings"]},
                         {"vlq_invalid": 2, "segment_length_invalid": 1})
        for warning in report["warnings"]:
            self.assertEqual(list(warning), ["code", "message", "count"])
            self.assertIn("mappings", warning["message"])

    def test_people_read_warnings_too(self):
        self.write("app.js.map", {**GOOD, "mappings": "AAAA,!,?"})
        done = self.run_program("convert", "app.js.map")
        self.assertIn("mended: vlq_invalid 2", done.stdout)
        self.assertRegex(done.stderr, r"^smcache: warning: app\.js\.map: .*\[vlq_invalid, 2 times\]\n$")

    def test_strict_fails_on_the_first_fault(self):
        self.write("app.js.map", {**GOOD, "mappings": "AAAA,!"})
        report = self.json("convert", "app.js.map", "--strict", "--json", status=1)
        self.assertEqual((report["status"], report["error"]["code"]), ("failed", "vlq_invalid"))
        self.assertEqual(self.files(), ["app.js.map"])

    def test_a_failure_is_reported_in_both_places(self):
        self.write("app.js.map", "{")
        done = self.run_program("convert", "app.js.map", "--json", status=1)
        report = json.loads(done.stdout)
        self.assertEqual(list(report), REPORT_KEYS)
        self.assertEqual(report["error"]["code"], "json_invalid")
        self.assertEqual([report[key] for key in ("output", "mappings", "sources", "names", "bytes")], [None] * 5)
        self.assert_error_lines(done, "app.js.map: ")

    def test_a_missing_input_is_named(self):
        done = self.run_program("convert", "none.map", status=1)
        self.assert_error_lines(done, "none.map: ")
        self.assertIn("[file_not_found]", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_a_failure_leaves_the_old_output(self):
        self.write("app.js.map", "[]")
        self.write("app.js.smcache", "old")
        self.run_program("convert", "app.js.map", status=1)
        self.assertEqual((self.folder / "app.js.smcache").read_text(), "old")
        self.assertEqual(self.files(), ["app.js.map", "app.js.smcache"])

    def test_an_output_that_cannot_be_written_is_a_failure(self):
        self.write("app.js.map", GOOD)
        self.write("file", "")
        done = self.run_program("convert", "app.js.map", "-o", "file/app.smcache", status=1)
        self.assert_error_lines(done, "file")
        done = self.run_program("convert", "app.js.map", "-d", "file", status=1)
        self.assert_error_lines(done, "file")


if __name__ == "__main__":
    unittest.main()
