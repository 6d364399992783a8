"""smcache symbolicate: stack traces of every engine, and what it finds caches by."""
import json
import unittest

from support import CommandLineTest, source_map

CODE = "function a(){b(function(){c()})}function d(){a()}"
#       0         1         2         3         4
#       0123456789012345678901234567890123456789012345678
TEXT = "export function outer() {\n  call(function () {\n    fail();\n  });\n}\nfunction main() {\n  outer();\n}\n"
ID = "85314830-023f-4cf1-a267-535f4e37bb17"


class Symbolicate(CommandLineTest):
    def setUp(self):
        super().setUp()
        lines = [[(0, 0, 0, 7), (9, 0, 0, 16, 0), (13, 0, 1, 2, 1), (15, 0, 1, 7), (26, 0, 2, 4, 2), (41, 0, 5, 9, 3),
                  (45, 0, 6, 2, 0)]]
        self.document = source_map(lines, sources=["src/a.ts"], names=["outer", "call", "fail", "main"],
                                   sourcesContent=[TEXT], debugId=ID)
        self.write("app.js", CODE)
        self.add("caches/js/app.min.js.smcache", self.document)

    def add(self, name, document):
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        self.cache(document, name, "-g", "app.js")

    def text(self, trace, *options):
        return self.run_program("symbolicate", "-", "--map-dir", "caches", *options, input=trace).stdout

    def frames(self, trace, *options):
        return [json.loads(line) for line in self.text(trace, "--json", *options).splitlines()]

    def test_v8(self):
        self.assertEqual(
            self.text("Error: no\n"
                      "    at https://example.org/js/app.min.js:1:27\n"
                      "    at Array.map (<anonymous>)\n"
                      "    at a (https://example.org/js/app.min.js?v=2:1:14)\r\n"
                      "    at async Object.d [as e] (https://example.org/js/app.min.js:1:46)\n"
                      "    at async https://example.org/js/app.min.js:1:46\n"
                      "    at f (https://example.org/js/other.js:1:46)\n"
                      "    at native\n"
                      "done"),
            "Error: no\n"
            "    at src/a.ts:3:5\n"
            "    at Array.map (<anonymous>)\n"
            "    at outer (src/a.ts:2:3)\n"
            "    at async main (src/a.ts:7:3)\n"
            "    at async main (src/a.ts:7:3)\n"
            "    at f (https://example.org/js/other.js:1:46)\n"
            "    at native\n"
            "done")

    def test_spidermonkey_and_javascriptcore(self):
        self.assertEqual(
            self.text("a/<@https://example.org/js/app.min.js:1:27\n"
                      "@https://example.org/js/app.min.js:1:14\n"
                      "[native code]\n"
                      "global code@https://example.org/js/app.min.js:1:46\n"
                      "https://example.org/js/app.min.js:1:46\n"
                      "write to me@example.org: at 1:46\n"),
            "@src/a.ts:3:5\nouter@src/a.ts:2:3\n[native code]\nmain@src/a.ts:7:3\nmain@src/a.ts:7:3\n"
            "write to me@example.org: at 1:46\n")

    def test_hermes(self):
        # Of bytecode: the column is an offset and counts from zero.
        self.assertEqual(self.text("    at anonymous (address at /data/js/app.min.js:1:13)\n    at d (js/app.min.js:1:46)\n"),
                         "    at outer (src/a.ts:2:3)\n    at main (src/a.ts:7:3)\n")

    def test_places_that_are_none_pass_through(self):
        for line in ("at js/app.min.js:0:1", "at js/app.min.js:1:0", "at js/app.min.js:1", "at :1:1", "@", "", "at",
                     "at f (js/app.min.js:99999999999:1)", "at f (js/app.min.js:1:2", "x y@js/app.min.js 1:2:3:4 z"):
            self.assertEqual(self.text(line + "\n"), line + "\n")

    def test_a_position_without_a_mapping_passes_through(self):
        self.assertEqual(self.text("at f (js/app.min.js:2:1)\n"), "at f (js/app.min.js:2:1)\n")

    def test_callers_name_what_has_no_name(self):
        trace = "at js/app.min.js:1:27\nat a (js/app.min.js:1:14)\n"
        self.assertEqual(self.text(trace, "--name-by-callers"), "at call (src/a.ts:3:5)\nat outer (src/a.ts:2:3)\n")
        frames = self.frames(trace, "--name-by-callers")
        self.assertEqual([frame["frames"][0]["callee"] for frame in frames], ["call", None])

    def test_context(self):
        self.assertEqual(self.text("at a (js/app.min.js:1:14)\n", "--context", "1"),
                         "at outer (src/a.ts:2:3)\n"
                         "  1 | export function outer() {\n"
                         "> 2 |   call(function () {\n"
                         "    |   ^^^^\n"
                         "  3 |     fail();\n")

    def test_json(self):
        found, missing = self.frames("x\n    at a (js/app.min.js:1:14)\nat f (none.js:1:1)\n")
        self.assertEqual(found, {
            "text": "    at a (js/app.min.js:1:14)", "url": "js/app.min.js", "query": {"line": 1, "column": 14},
            "engine_function": "a", "has_cache": True, "status": "found",
            "frames": [{"function": "outer", "function_kind": "named", "provenance": "generated", "hidden": False,
                        "inlined": False, "callee": None, "source": "src/a.ts", "source_index": 0, "line": 2, "column": 3,
                        "name": "call", "ignored": False,
                        "context": {"before": [], "line": "  call(function () {", "after": []}}]})
        self.assertEqual((missing["has_cache"], missing["status"], missing["frames"]), (False, "not_found", []))

    def test_inlined_frames_and_hidden_ones(self):
        # alpha holds 0:0 to 0:50, in it beta, inlined from 5:7 of a.js; a hidden frame from 0:50 to 0:60.
        document = source_map([[(0, 0, 0, 0), (20, 1, 2, 3)]], sources=["a.js", "b.js"],
                              scopes="BFAAA,CJA,BFAAC,CDA,EGAA,ECUC,IAFH,FK,FU,EMA,FK")
        self.cache(document, "caches/in.js.smcache")
        self.assertEqual(self.text("at x (in.js:1:26)\nat y (in.js:1:56)\nat z (in.js:1:10)\n"),
                         "at beta (b.js:3:4)\nat alpha (a.js:6:8)\nat alpha (a.js:1:1)\n")
        (inlined, hidden, _) = self.frames("at x (in.js:1:26)\nat y (in.js:1:56)\nat z (in.js:1:10)\n")
        self.assertEqual([(one["function"], one["line"], one["inlined"]) for one in inlined["frames"]],
                         [("beta", 3, True), ("alpha", 6, False)])
        self.assertTrue(hidden["frames"][0]["hidden"])

    def test_the_longest_common_end_of_the_path_counts_and_a_tie_finds_nothing(self):
        self.add("caches/old/js/app.min.js.smcache", source_map([[(0, 0, 40, 0)]], names=[]))
        place = "app.min.js:1:14)"
        self.assertEqual(self.text(f"at a (https://x/old/js/{place}\n"), "at a (a.js:41:1)\n")
        self.assertEqual(self.text(f"at a (https://x/js/{place}\n"), f"at a (https://x/js/{place}\n")
        self.assertEqual(self.text(f"at a (https://x/new/{place}\n"), f"at a (https://x/new/{place}\n")

    def test_aliases_are_caches_or_debug_ids(self):
        trace = "at a (https://x/y:1:14)\n"
        for of in ("js/app.min.js.smcache", "./js/../js/app.min.js.smcache", ID):
            self.assertEqual(self.text(trace, "--alias", f"https://x/y={of}"), "at outer (src/a.ts:2:3)\n")
        self.assertEqual(self.text(trace, "--alias", "https://x/y=none"), trace)
        self.run_program("symbolicate", "--map-dir", "caches", "--alias", "x", status=2)

    def test_a_bad_cache_is_told_and_the_rest_goes_on(self):
        self.write("caches/bad.js.smcache", "x" * 100)
        done = self.run_program("symbolicate", "--map-dir", "caches",
                                input="at b (bad.js:1:1)\nat b (bad.js:1:1)\nat a (js/app.min.js:1:14)\n")
        self.assertEqual(done.stdout, "at b (bad.js:1:1)\nat b (bad.js:1:1)\nat outer (src/a.ts:2:3)\n")
        self.assert_error_lines(done, "bad.js.smcache")

    def test_a_file_with_a_trace_and_what_cannot_be_read(self):
        self.write("trace.txt", "at a (js/app.min.js:1:14)\n")
        self.assertEqual(self.run_program("symbolicate", "trace.txt", "--map-dir", "caches").stdout,
                         "at outer (src/a.ts:2:3)\n")
        self.assert_error_lines(self.run_program("symbolicate", "none.txt", "--map-dir", "caches", status=1), "none.txt: ")
        self.assert_error_lines(self.run_program("symbolicate", "-", "--map-dir", "none", status=1), "none: ")
        self.run_program("symbolicate", "trace.txt", status=2)


if __name__ == "__main__":
    unittest.main()
