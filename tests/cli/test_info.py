"""smcache info and smcache verify."""
import unittest

from support import CommandLineTest, source_map

KEYS = ["cache", "format", "converter", "file", "source_root", "debug_id", "mappings", "lines", "sources", "names",
        "sections", "functions", "bytes", "bytes_per_mapping", "input_hash", "checksum", "warnings", "extensions"]
ID = "85314830-023f-4cf1-a267-535f4e37bb17"


class Info(CommandLineTest):
    def test_everything_the_file_knows(self):
        cache = self.cache(source_map([[(0, 0, 0, 0, 0)], [], [(3,)]], file="app.js", sourceRoot="src", debugId=ID.upper(),
                                      sources=["a.js", "b.js"], sourcesContent=["text", "other text"]))
        info = self.json("info", cache, "--json")
        self.assertEqual(list(info), KEYS)
        self.assertEqual({key: info[key] for key in ("cache", "file", "source_root", "debug_id", "mappings", "lines",
                                                     "sources", "names", "sections", "functions", "warnings", "extensions")},
                         {"cache": cache, "file": "app.js", "source_root": "src", "debug_id": ID, "mappings": 2, "lines": 3,
                          "sources": 2, "names": 2, "sections": 0, "functions": 0, "warnings": [], "extensions": []})
        parts = info["bytes"]
        self.assertEqual(list(parts), ["total", "mappings", "strings", "sources_content", "functions"])
        self.assertEqual(parts["total"], (self.folder / cache).stat().st_size)
        self.assertLessEqual(parts["mappings"] + parts["strings"] + parts["sources_content"], parts["total"])
        self.assertEqual(info["bytes_per_mapping"], parts["mappings"] / 2)
        self.assertRegex(info["input_hash"], "^[0-9a-f]{32}$")
        self.assertRegex(info["checksum"], "^[0-9a-f]{16}$")
        self.assertEqual(list(info["format"]), ["major", "minor"])
        self.assertRegex(info["converter"], r"^smcache \d+\.\d+\.\d+$")

    def test_what_is_absent_is_null(self):
        info = self.json("info", self.cache(source_map([])), "--json")
        self.assertEqual([info[key] for key in ("file", "source_root", "debug_id", "bytes_per_mapping")], [None] * 4)

    def test_mended_faults_are_remembered(self):
        cache = self.cache({**source_map([]), "mappings": "AAAA,!,!,AB"})
        self.assertEqual(self.json("info", cache, "--json")["warnings"],
                         [{"code": "vlq_invalid", "count": 2}, {"code": "segment_length_invalid", "count": 1}])
        self.assertIn("vlq_invalid 2, segment_length_invalid 1", self.run_program("info", cache).stdout)

    def test_vendors_fields_are_listed_with_their_section(self):
        part = source_map([[(0, 0, 0, 0)]], x_facebook_sources=[None])
        offsets = [{"offset": {"line": line, "column": 0}, "map": part} for line in (0, 3)]
        for document, sections in ((part, [None]), ({"version": 3, "sections": offsets}, [0, 1])):
            self.assertEqual(self.json("info", self.cache(document), "--json")["extensions"],
                             [{"field": "x_facebook_sources", "section": section, "bytes": 6} for section in sections])

    def test_the_table_for_people(self):
        cache = self.cache(source_map([[(i, 0, i, 0) for i in range(1500)]], file="app.js", debugId=ID))
        table = self.run_program("info", cache).stdout
        self.assertTrue(table.startswith(cache + "\n"))
        for row in ("generated file    app.js", f"debug id          {ID}", "mappings          1,500 on 1 line",
                    "sources           1 (0 with text, 0 ignored)", "names             2"):
            self.assertIn(f"\n  {row}\n", table)
        self.assertRegex(table, r"(?m)^    mappings +.*, \d+\.\d\d bytes each$")

    def test_wrong_usage_and_failures(self):
        self.run_program("info", status=2)
        self.run_program("info", "a", "b", status=2)
        self.assert_error_lines(self.run_program("info", "none", "--json", status=1), "none: ")


class Verify(CommandLineTest):
    def test_good_files(self):
        self.cache(source_map([[(0, 0, 0, 0)]]), "a")
        self.cache(source_map([]), "b")
        self.assertEqual(self.run_program("verify", "a", "b").stdout, "a: ok\nb: ok\n")

    def test_a_bad_file_does_not_hide_the_others(self):
        self.cache(source_map([[(i, 0, i, 0) for i in range(300)]], sourcesContent=["text" * 50]), "a")
        good = (self.folder / "a").read_bytes()
        changed = bytearray(good)
        changed[-40] ^= 1
        self.write("changed", bytes(changed))
        self.write("cut", good[:-1])
        self.write("longer", good + b"\0")
        self.write("text", "nothing like a cache" * 20)
        done = self.run_program("verify", "changed", "cut", "longer", "text", "none", "a", status=1)
        self.assertEqual(done.stdout, "a: ok\n")
        self.assert_error_lines(done, "changed: ", "cut: ", "longer: ", "text: ", "none: ")
        codes = [line.rsplit("[", 1)[1].rstrip("]") for line in done.stderr.splitlines()]
        self.assertEqual(codes, ["checksum_mismatch", "truncated", "truncated", "not_a_cache", "file_not_found"])

    def test_wrong_usage(self):
        self.run_program("verify", status=2)


if __name__ == "__main__":
    unittest.main()
