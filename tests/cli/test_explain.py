"""smcache explain: the answer, and why."""
import unittest

from support import CommandLineTest, source_map

KEYS = ["query", "status", "reason", "mapping", "mapping_index", "range", "source", "source_index", "line", "column", "name",
        "ignored", "function", "function_kind", "provenance", "hidden", "callers", "function_reason", "text", "before",
        "after", "section", "sections", "warnings"]


class Explain(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.map = self.cache(source_map([[(2, 0, 0, 0), (4, 0, 1, 0, 1), (9,), (12, 0, 7, 0)], [], [(5, 0, 0, 0)]],
                                         sourcesContent=["one\ntwo"]))

    def explain(self, position, *options):
        return self.json("explain", self.map, position, "--json", *options)

    def test_an_answer_and_its_neighbours(self):
        answer = self.explain("1:8")
        self.assertEqual(list(answer), KEYS)
        self.assertEqual({key: answer[key] for key in KEYS[:12] + ["text"]}, {
            "query": {"line": 1, "column": 8}, "status": "found", "reason": "mapping #1 begins 3 columns before the position",
            "mapping": {"line": 1, "column": 5}, "mapping_index": 1, "range": False, "source": "a.js", "source_index": 0,
            "line": 2, "column": 1, "name": "beta", "ignored": False, "text": "line 2 of 2 is in the map"})
        self.assertEqual([neighbour["index"] for neighbour in answer["before"]], [0])
        self.assertEqual([neighbour["index"] for neighbour in answer["after"]], [2, 3])
        self.assertEqual(answer["before"][0], {"index": 0, "mapping": {"line": 1, "column": 3}, "source": "a.js",
                                               "source_index": 0, "line": 1, "column": 1, "name": None, "ignored": False,
                                               "range": False})
        self.assertEqual((answer["section"], answer["sections"], answer["warnings"]), (None, 0, []))

    def test_why_nothing_answers(self):
        for position, reason in (
                ("1:2", "the first mapping of line 1 begins at column 3, after the position"),
                ("2:1", "line 2 has no mappings; the next one begins at 3:6"),
                ("9:1", "line 9 is past the last line with mappings, line 3")):
            answer = self.explain(position)
            self.assertEqual((answer["status"], answer["reason"], answer["mapping_index"]), ("not_found", reason, None))
        self.assertEqual([neighbour["index"] for neighbour in self.explain("2:1")["before"]], [2, 3])
        self.assertEqual([neighbour["index"] for neighbour in self.explain("2:1")["after"]], [4])
        self.map = self.cache(source_map([]))
        self.assertEqual(self.explain("1:1")["reason"], "the map has no mappings at all")

    def test_unmapped_and_text_of_another_version(self):
        self.assertIn("names no source", self.explain("1:10")["reason"])
        self.assertEqual(self.explain("1:13")["text"],
                         "line 8 is past the end of the text, which has 2 lines: it may be of another version")

    def test_zero_based_and_cross_line(self):
        self.assertEqual(self.explain("0:4", "--zero-based")["reason"], "mapping #1 begins exactly at the position")
        self.assertEqual(self.explain("2:1", "--cross-line")["reason"], "mapping #3 begins 1 line before the position")

    def test_ranges(self):
        self.map = self.cache(source_map([[(0, 0, 3, 5)]], rangeMappings="B"))
        answer = self.explain("2:4")
        self.assertEqual((answer["range"], answer["line"], answer["reason"]),
                         (True, 5, "range mapping #0 begins 1 line before the position"))

    def test_sections_and_what_was_mended(self):
        part = source_map([[(0, 0, 0, 0)]])
        self.map = self.cache({"version": 3, "sections": [
            {"offset": {"line": 0, "column": 5}, "map": part},
            {"offset": {"line": 0, "column": 20}, "map": {**part, "mappings": "KAAA,!"}}]})
        answer = self.explain("1:27")
        self.assertEqual((answer["section"], answer["sections"]),
                         ({"index": 1, "start": {"line": 1, "column": 21}, "first_mapping": 1, "first_source": 1}, 2))
        self.assertEqual(answer["warnings"], [{"code": "vlq_invalid", "count": 1}])
        self.assertEqual(self.explain("1:22")["reason"],
                         "a section begins between the position and the mapping before it, and ends that mapping's reach")
        shown = self.run_program("explain", self.map, "1:27").stdout
        self.assertIn("  section     2 of 2, from 1:21 on\n", shown)
        self.assertIn("  mended      vlq_invalid 1 (in the whole map)\n", shown)

    def test_words(self):
        self.assertEqual(self.run_program("explain", self.map, "1:8").stdout, "\n".join([
            "1:8 -> a.js:2:1 (beta)",
            "  because     mapping #1 begins 3 columns before the position",
            "  text        line 2 of 2 is in the map",
            "  function    none is known: nothing that was converted tells of functions",
            "  mended      nothing",
            "  mappings    5, among them",
            "    #0  1:3 -> a.js:1:1",
            "  > #1  1:5 -> a.js:2:1 (beta)",
            "    #2  1:10 -> unmapped",
            "    #3  1:13 -> a.js:8:1",
            ""]))
        self.assertTrue(self.run_program("explain", self.map, "2:1").stdout.startswith("2:1 -> not found\n"))

    def test_how_a_function_was_found(self):
        self.write("out.js", "function a(){}\n(function(){})")
        document = source_map([[(0, 0, 0, 0), (9, 0, 0, 9, 0)]])
        cache = self.cache(document, "named.smcache", "-g", "out.js")
        for position, reason in (("1:10", "alpha, from the generated file's code, its parts looked up in the map"),
                                 ("2:5", "an anonymous one, from the generated file's code, its parts looked up in the map"),
                                 ("2:1", "in none of those that are known")):
            self.assertEqual(self.json("explain", cache, position, "--json")["function_reason"], reason)
            self.assertIn(f"\n  function    {reason}\n", self.run_program("explain", cache, position).stdout)
        inlined = {**document, "scopes": "BFAAA,CJA,BFAAC,CDA,EGAA,ECUC,IAFH,FK,FU", "sources": ["a.js", "b.js"]}
        answer = self.json("explain", self.cache(inlined), "1:26", "--json")
        self.assertEqual(answer["function_reason"], "beta, from the map's \"scopes\"; inlined into alpha")

    def test_wrong_usage_and_failures(self):
        self.run_program("explain", self.map, status=2)
        self.run_program("explain", self.map, "0:1", status=2)
        self.run_program("explain", self.map, "1:1", "1:2", status=2)
        self.assert_error_lines(self.run_program("explain", "none", "1:1", status=1), "none: ")


if __name__ == "__main__":
    unittest.main()
