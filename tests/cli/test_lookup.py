"""smcache lookup: answers in words and in JSON."""
import subprocess
import unittest

from support import PROGRAM, CommandLineTest, source_map

TEXT = "first\nsecond line\nthird\nfourth\nfifth\n"
ANSWER_KEYS = ["query", "status", "mapping", "source", "source_index", "line", "column", "name", "ignored",
               "function", "function_kind", "provenance", "hidden", "callers", "context"]
NO_FUNCTION = {"function": None, "function_kind": "none", "provenance": None, "hidden": False, "callers": []}


class Answers(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.map = self.cache(source_map(
            [[(2, 0, 1, 7, 1), (10,), (20, 1, 0, 0)], [], [(0, 0, 90, 0), (5, 2, 0, 0, 0)]],
            sources=["a.js", "lib/b.js", None], sourceRoot="src", sourcesContent=[TEXT, None, "x"], ignoreList=[1]))

    def lookup(self, position, *options):
        return self.json("lookup", self.map, position, "--json", *options)

    def test_found(self):
        self.assertEqual(self.lookup("1:5"), {
            "query": {"line": 1, "column": 5}, "status": "found", "mapping": {"line": 1, "column": 3},
            "source": "src/a.js", "source_index": 0, "line": 2, "column": 8, "name": "beta", "ignored": False,
            **NO_FUNCTION, "context": {"before": ["first"], "line": "second line", "after": ["third", "fourth"]}})

    def test_zero_based_in_zero_based_out(self):
        answer = self.lookup("0:4", "--zero-based")
        self.assertEqual((answer["query"], answer["mapping"], answer["line"], answer["column"]),
                         ({"line": 0, "column": 4}, {"line": 0, "column": 2}, 1, 7))

    def test_unmapped_is_a_fact(self):
        answer = self.lookup("1:12")
        self.assertEqual(list(answer), ANSWER_KEYS)
        self.assertEqual(answer, {**dict.fromkeys(ANSWER_KEYS), **NO_FUNCTION, "query": {"line": 1, "column": 12},
                                  "status": "unmapped", "mapping": {"line": 1, "column": 11}})

    def test_not_found_is_an_answer(self):
        for position in ("1:2", "2:1", "99:1", "4294967296:4294967296"):
            line, column = map(int, position.split(":"))
            self.assertEqual(self.lookup(position), {**dict.fromkeys(ANSWER_KEYS), **NO_FUNCTION, "status": "not_found",
                                                     "query": {"line": line, "column": column}})

    def test_a_source_without_text_has_no_context(self):
        answer = self.lookup("1:21")
        self.assertEqual((answer["source"], answer["ignored"], answer["context"]), ("src/lib/b.js", True, None))

    def test_a_line_past_the_text_is_found_without_context(self):
        answer = self.lookup("3:1")
        self.assertEqual((answer["status"], answer["line"], answer["context"]), ("found", 91, None))

    def test_a_null_source_has_an_index_and_no_name(self):
        answer = self.lookup("3:6")
        self.assertEqual((answer["source"], answer["source_index"], answer["name"]), (None, 2, "alpha"))

    def test_context_is_as_long_as_asked(self):
        self.assertEqual(self.lookup("1:3", "--context", "0")["context"], {"before": [], "line": "second line", "after": []})
        self.assertEqual(self.lookup("1:3", "--context", "9")["context"]["after"], ["third", "fourth", "fifth", ""])

    def test_cross_line_reaches_back(self):
        answer = self.lookup("2:1", "--cross-line")
        self.assertEqual((answer["status"], answer["mapping"]), ("found", {"line": 1, "column": 21}))

    def test_all_lists_the_mappings_of_the_position(self):
        self.map = self.cache(source_map([[(0, 0, 0, 0), (4, 0, 1, 0), (4,), (4, 0, 2, 0, 1)]]))
        answer = self.lookup("1:9", "--all")
        self.assertEqual(answer["line"], 3)
        self.assertEqual([entry["line"] for entry in answer["all"]], [2, None, 3])
        self.assertEqual({entry["mapping"]["column"] for entry in answer["all"]}, {5})
        self.assertEqual(list(answer["all"][0]), ["mapping", *ANSWER_KEYS[3:9]])

    def test_range_mappings_move_with_the_position(self):
        self.map = self.cache(source_map([[(0, 0, 3, 5)]], rangeMappings="B"))
        self.assertEqual([self.lookup("1:8")[key] for key in ("line", "column")], [4, 13])
        self.assertEqual([self.lookup("3:8")[key] for key in ("line", "column")], [6, 8])
        self.assertEqual([(entry["line"], entry["column"]) for entry in self.lookup("3:8", "--all")["all"]], [(6, 8)])


class Words(CommandLineTest):
    def lookup(self, text, place, *options, name=None, position="1:1"):
        fields = (0, 0, *place) if name is None else (0, 0, *place, 0)
        cache = self.cache(source_map([[fields]], sourcesContent=[text], names=[name or ""]))
        return self.run_program("lookup", cache, position, *options).stdout

    def test_a_position_its_line_and_a_caret(self):
        self.assertEqual(self.lookup(TEXT, (1, 7), name="line"), "\n".join([
            "1:1 -> a.js:2:8 (line)", "  1 | first", "> 2 | second line", "    |        ^^^^", "  3 | third",
            "  4 | fourth", ""]))

    def test_the_caret_is_one_wide_where_the_text_reads_otherwise(self):
        self.assertIn("    |        ^\n", self.lookup(TEXT, (1, 7), name="other"))

    def test_tabs_and_wide_characters_move_the_caret(self):
        self.assertIn("> 1 |     x = y\n    |         ^\n", self.lookup("\tx = y", (0, 5), "--context", "0"))
        self.assertIn("> 1 | 漢字 = y\n    |        ^\n", self.lookup("漢字 = y", (0, 5), "--context", "0"))
        self.assertIn("> 1 | '😀' + y\n    |        ^\n", self.lookup("'😀' + y", (0, 7), "--context", "0"))

    def test_a_caret_past_the_line_stands_after_its_end(self):
        self.assertIn("> 1 | ab\n    |   ^\n", self.lookup("ab", (0, 50), "--context", "0"))

    def test_long_lines_are_cropped_around_the_caret(self):
        text = "a" * 5000 + "needle" + "b" * 5000
        _, line, caret, _ = self.lookup(text, (0, 5000), "--context", "0", name="needle").split("\n")
        self.assertLessEqual(len(line), 100)
        self.assertTrue(line.startswith("> 1 | …aaa") and line.endswith("bbb…"), line)
        self.assertEqual(line[caret.index("^"):caret.rindex("^") + 1], "needle")

    def test_a_long_line_is_cropped_on_the_right_when_the_caret_stands_left(self):
        _, line, caret, _ = self.lookup("x = 1; " * 500, (0, 7), "--context", "0").split("\n")
        self.assertTrue(line.startswith("> 1 | x = 1; x") and line.endswith("…"), line)
        self.assertEqual(caret, "    |        ^")

    def test_what_a_map_says_cannot_steer_the_terminal(self):
        cache = self.cache(source_map([[(0, 0, 0, 0, 0)]], sources=["\x1b[2Ja\nb\x9b.js"], names=["\x07\u202e"],
                                      sourcesContent=["\x1b]0;title\x07\x7f"]))
        shown = self.run_program("lookup", cache, "1:1").stdout
        self.assertEqual(shown, "1:1 -> ␛[2Ja␊b�.js:1:1 (␇�)\n> 1 | ␛]0;title␇␡\n    | ^\n")

    def test_answers_without_a_line_to_show(self):
        cache = self.cache(source_map([[(3, 0, 4, 0), (5,)]], ignoreList=[0], sourcesContent=["one"]))
        self.assertEqual(self.run_program("lookup", cache, "1:2", "1:4", "1:6").stdout.splitlines(), [
            "1:2 -> not found: no mapping of this line stands at or before it",
            "1:4 -> a.js:5:1 [ignored]", "  (the map has no text for this line)",
            "1:6 -> unmapped: from 1:6 on, the map names no source"])

    def test_all_lists_in_words_too(self):
        cache = self.cache(source_map([[(4, 0, 1, 0), (4,), (4, 0, 2, 0, 1)]]))
        self.assertEqual(self.run_program("lookup", cache, "1:5", "--all").stdout.splitlines()[:4], [
            "1:5 -> a.js:3:1 (beta)", "  1:5 -> a.js:2:1", "  1:5 -> unmapped", "  1:5 -> a.js:3:1 (beta)"])


class Positions(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.map = self.cache(source_map([[(0, 0, 0, 0)], [(0, 0, 1, 0)]]))

    def test_malformed_positions_are_wrong_usage(self):
        for position in ("0:1", "1:0", "1", "1:", ":1", "1:2:3", "a:b", "1:+2", "1: 2", "1:4294967297", "", "1.5:2"):
            done = self.run_program("lookup", self.map, "1:1", position, status=2)
            self.assertEqual(done.stdout, "", position)
        self.run_program("lookup", self.map, "0:0", "--zero-based")
        self.run_program("lookup", self.map, "0:4294967296", "--zero-based", status=2)

    def test_wrong_usage(self):
        self.run_program("lookup", status=2)
        self.run_program("lookup", self.map, status=2)
        self.run_program("lookup", self.map, "1:1", "--context", "-1", status=2)

    def test_standard_input_is_answered_line_by_line(self):
        answers = self.json_lines("lookup", self.map, "-", "--json", input="1:1\r\n\n  2:1  \n1:9")
        self.assertEqual([answer["query"] for answer in answers],
                         [{"line": 1, "column": 1}, {"line": 2, "column": 1}, {"line": 1, "column": 9}])

    def test_a_malformed_line_is_a_failure_and_the_others_are_answered(self):
        done = self.run_program("lookup", self.map, "-", "--json", input="1:1\n0:1\nnonsense\n2:1\n", status=1)
        self.assertEqual(len(done.stdout.splitlines()), 2)
        self.assert_error_lines(done, '"0:1"', '"nonsense"')

    def test_arguments_and_standard_input_mix_in_order(self):
        answers = self.json_lines("lookup", self.map, "1:1", "-", "1:3", "--json", input="1:2\n")
        self.assertEqual([answer["query"]["column"] for answer in answers], [1, 2, 3])

    def test_an_answer_comes_before_the_next_question(self):
        process = subprocess.Popen([PROGRAM, "lookup", self.map, "-", "--json"], cwd=self.folder, text=True, bufsize=1,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for line in (1, 2, 1):
            process.stdin.write(f"{line}:1\n")
            self.assertIn(f'"query":{{"line":{line},', process.stdout.readline())
        process.communicate()
        self.assertEqual(process.returncode, 0)

    def test_files_that_are_no_caches_are_failures(self):
        self.write("empty", "")
        self.write("text", "no cache at all, but long enough to look at " * 9)
        for name in ("none", "empty", "text", "."):
            done = self.run_program("lookup", name, "1:1", status=1)
            self.assertEqual(done.stdout, "")
            self.assert_error_lines(done, name + ": ")


if __name__ == "__main__":
    unittest.main()
