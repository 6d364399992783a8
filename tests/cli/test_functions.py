"""Functions from all that tells of them but "scopes": what convert makes of it, and what lookup says."""
import unittest

from support import CommandLineTest, source_map, vlq

NONE = (None, "none", None)


def segments(rows):
    """Rows of numbers as comma-separated VLQs, as they are."""
    return ",".join("".join(map(vlq, row)) for row in rows)


class Functions(CommandLineTest):
    def check(self, cache, expected, provenance):
        """Of each zero-based place: the function's name, "" for an anonymous one, None for none."""
        text = "".join(f"{line}:{column}\n" for line, column in expected)
        answers = self.json_lines("lookup", cache, "-", "--zero-based", "--json", "--context", "0", input=text)
        self.run_program("verify", cache)
        for (place, name), answer in zip(expected.items(), answers, strict=True):
            wanted = NONE if name is None else (name or None, "named" if name else "anonymous", provenance)
            self.assertEqual((answer["function"], answer["function_kind"], answer["provenance"]), wanted, place)

    def convert_with(self, code, document, *options):
        self.write("out.js", code)
        return self.cache(document, "out.smcache", "-g", "out.js", *options)

    def warnings(self, document, *options, status=0):
        self.write("warned.map", document)
        report = self.json("convert", "warned.map", "--json", *options, status=status)
        return [(warning["code"], warning["count"]) for warning in report["warnings"]] if status == 0 else report["error"]["code"]


class FunctionMaps(Functions):
    """x_facebook_sources. Lines count from one; the column starts anew with each ';'."""

    # Of a.js: <global> from 0:0, f from 1:4, <anonymous> from 1:10, f again from 2:0, <global> from 3:1.
    MAP = {"names": ["<global>", "f", "<anonymous>"],
           "mappings": f"{segments([(0, 0, 0)])};{segments([(4, 1, 1), (6, 1)])};{segments([(0, -1, 1)])};"
                       f"{segments([(1, -1, 1)])}"}
    LINES = [[(0, 0, 0, 0), (2, 0, 1, 3), (4, 0, 1, 4), (6, 0, 1, 9), (8, 0, 1, 10), (10, 0, 2, 0), (12, 0, 3, 1), (14,)],
             [(0, 1, 1, 4)]]
    PLACES = {(0, 0): "<global>", (0, 3): "<global>", (0, 4): "f", (0, 7): "f", (0, 8): "", (0, 9): "", (0, 10): "f",
              (0, 12): "<global>", (0, 13): "<global>", (0, 14): None, (1, 0): None}

    def test_of_a_regular_map(self):
        document = source_map(self.LINES, sources=["a.js", "b.js"], x_facebook_sources=[[self.MAP, None, {"x": 1}], None])
        self.check(self.cache(document), self.PLACES, "function_map")

    def test_in_sections_they_stand_too(self):
        part = source_map(self.LINES, sources=["a.js", "b.js"], x_facebook_sources=[[self.MAP], None])
        bare = source_map([[(0, 0, 0, 0)]])
        cache = self.cache({"version": 3, "sections": [{"offset": {"line": 0, "column": 0}, "map": bare},
                                                       {"offset": {"line": 0, "column": 100}, "map": part},
                                                       {"offset": {"line": 1, "column": 5}, "map": part},
                                                       {"offset": {"line": 1, "column": 11}, "map": bare}]})
        self.check(cache, {(0, 0): None, (0, 104): "f", (0, 108): "", (1, 4): None, (1, 5): "<global>", (1, 9): "f",
                           (1, 10): "f", (1, 11): None, (1, 90): None}, "function_map")

    def test_one_that_is_broken_is_left_out_and_counted(self):
        for broken in (7, [7], [{"names": []}], [{"names": [1], "mappings": "AAA"}], [{"names": ["f"], "mappings": "A!"}],
                       [{"names": ["f"], "mappings": "ACA"}], [{"names": ["f"], "mappings": "AAD"}]):
            with self.subTest(broken):
                document = source_map(self.LINES, sources=["b.js", "a.js"], x_facebook_sources=[broken, [self.MAP]])
                self.assertEqual(self.warnings(document), [("function_map_invalid", 1)])
                self.check("warned.smcache", {(0, 4): None, (1, 0): "f"}, "function_map")
                self.assertEqual(self.warnings(document, "--strict", status=1), "function_map_invalid")

    def test_what_says_nothing_is_nothing(self):
        for field in ([], [None], [[None]], [[]], None):
            document = source_map(self.LINES, sources=["a.js", "b.js"], x_facebook_sources=[])
            document["x_facebook_sources"] = field
            self.assertEqual(self.warnings(document), [])
        self.assertEqual(self.warnings(source_map([[]], x_facebook_sources={})), [("function_map_invalid", 1)])
        self.assertEqual(self.warnings(source_map([[]], x_facebook_sources=[None, None])), [("function_map_invalid", 1)])


class Pasta(Functions):
    def test_the_innermost_range_counts(self):
        # Absolute: outer 0:5 to 9:1, inner 2:0 to 3:4, both ends within; after 9:1 nothing.
        #   outer: name 1, line 0, column 5, 9 lines, end column 1
        #   inner: name -1, start line 2 - 9 = -7, column 0 - 5 = -5, 1 line, end column 4 - 1 = 3
        field = segments([(1, 0, 5, 9, 1), (-1, -7, -5, 1, 3)])
        lines = [[(0, 0, 0, 4), (1, 0, 0, 5), (2, 0, 1, 99), (3, 0, 2, 0), (4, 0, 3, 4), (5, 0, 3, 5), (6, 0, 9, 1),
                  (7, 0, 9, 2), (8, 1, 2, 0)]]
        document = source_map(lines, sources=["a.js", "b.js"], names=["inner", "outer"],
                              x_com_bloomberg_sourcesFunctionMappings=[field, None])
        self.check(self.cache(document), {(0, 0): None, (0, 1): "outer", (0, 2): "outer", (0, 3): "inner", (0, 4): "inner",
                                          (0, 5): "outer", (0, 6): "outer", (0, 7): None, (0, 8): None}, "pasta")

    def test_one_that_is_broken_is_left_out_and_counted(self):
        for broken in (7, "A", "AAAAAA", "!", "EAAAA", "ADAAA", "AAACA,AAAAA,ADAAA"):
            document = source_map([[(0, 0, 0, 0)]], x_com_bloomberg_sourcesFunctionMappings=[broken])
            self.assertEqual(self.warnings(document), [("function_map_invalid", 1)], broken)
            self.assertEqual(self.warnings(document, "--strict", status=1), "function_map_invalid")


class Generated(Functions):
    #       0         1         2         3         4         5         6         7
    #       0123456789012345678901234567890123456789012345678901234567890123456789012345
    CODE = "var a={b:function(){c()}};class d{e(){}static f(){}}a.prototype.g=()=>{h(()=>1)}"

    def test_names_are_resolved_where_their_pieces_stand(self):
        lines = [[(0, 0, 0, 0), (4, 0, 0, 4, 0), (7, 0, 1, 2, 1), (32, 0, 5, 6, 2), (34, 0, 6, 2, 3), (46, 0, 7, 9, 4),
                  (52, 0, 9, 0, 0), (64, 0, 9, 12, 5)]]
        document = source_map(lines, names=["cart", "total", "Shop", "open", "close", "later"])
        cache = self.convert_with(self.CODE, document)
        self.check(cache, {(0, 0): None, (0, 8): None, (0, 9): "cart.total", (0, 23): "cart.total", (0, 24): None,
                           (0, 26): "new Shop", (0, 34): "Shop.open", (0, 46): "Shop.close",
                           (0, 52): None, (0, 66): "cart.prototype.later", (0, 73): "", (0, 79): "cart.prototype.later",
                           (0, 80): None}, "generated")

    def test_of_the_mapping_right_before_with_the_same_original_place(self):
        document = source_map([[(0, 0, 0, 0), (3, 0, 1, 2, 0), (4, 0, 1, 2)]], names=["kept"])
        self.check(self.convert_with("var f=()=>1", document), {(0, 6): "kept"}, "generated")

    def test_one_column_before_will_do(self):
        document = source_map([[(0, 0, 0, 0), (3, 0, 1, 2, 0)]], names=["kept"])
        self.check(self.convert_with("var f=()=>1", document), {(0, 6): "kept"}, "generated")
        document = source_map([[(0, 0, 0, 0), (2, 0, 1, 2, 0)]], names=["kept"])
        self.check(self.convert_with("var f=()=>1", document), {(0, 6): "f"}, "generated")

    def test_the_bracket_before_the_parameters_and_the_arrow_name_what_has_no_name(self):
        code = "x(function(p){});x((q)=>1)"
        document = source_map([[(0, 0, 0, 0), (10, 0, 1, 0, 0), (11, 0, 1, 5, 2), (22, 0, 2, 0, 1)]],
                              names=["one", "two", "p"])
        self.check(self.convert_with(code, document), {(0, 12): "one", (0, 20): "two"}, "generated")

    def test_but_not_where_they_borrow_the_names_of_parameters(self):
        document = source_map([[(0, 0, 0, 0), (10, 0, 1, 5, 0), (11, 0, 1, 5, 0), (22, 0, 2, 0)]], names=["p"])
        self.check(self.convert_with("x(function(p){});x((q)=>1)", document), {(0, 12): "", (0, 20): ""}, "generated")

    def test_the_closing_brace_names_what_nothing_else_did(self):
        document = source_map([[(0, 0, 0, 0), (14, 0, 3, 0, 0)]], names=["Main.run"])
        self.check(self.convert_with("function a(){ }", document), {(0, 5): "Main.run"}, "generated")

    def test_a_map_of_one_mapping_a_line_has_exact_functions(self):
        code = "function a(){}function b(){}\n\n  function c(){}\n"
        cache = self.convert_with(code, source_map([[(0, 0, 0, 0)], [], [(0, 0, 2, 0)]], names=[]))
        self.check(cache, {(0, 0): "a", (0, 13): "a", (0, 14): "b", (0, 27): "b", (0, 28): None, (1, 0): None,
                           (2, 1): None, (2, 2): "c", (2, 16): None}, "generated")

    def test_code_past_the_last_mapping_counts(self):
        self.check(self.convert_with("f()\n\n\nfunction a(){}", source_map([[(0, 0, 0, 0)]])),
                   {(0, 0): None, (3, 3): "a", (3, 14): None}, "generated")

    def test_sections_that_know_better_cut_it_out(self):
        plain = source_map([[(0, 0, 0, 0)]])
        scopes = source_map([[(0, 0, 0, 0)]], names=["known"], scopes="BFAAA,CJA,EGCA,FE")  # 0:2 to 0:6
        index = {"version": 3, "sections": [{"offset": {"line": 0, "column": 0}, "map": plain},
                                            {"offset": {"line": 0, "column": 5}, "map": plain},
                                            {"offset": {"line": 1, "column": 0}, "map": scopes},
                                            {"offset": {"line": 2, "column": 0}, "map": plain}]}
        cache = self.convert_with("function a(){\n          \n}function b(){}", index)
        self.check(cache, {(0, 0): "a", (0, 12): "a", (2, 0): "a", (2, 1): "b", (2, 15): None}, "generated")
        self.check(cache, {(1, 1): None, (1, 2): "known", (1, 5): "known", (1, 6): None}, "scopes")

    def test_a_generated_file_brings_itself_along(self):
        self.write("app.js", "function a(){}\n//# sourceMappingURL=app.js.map\n")
        self.write("app.js.map", source_map([[(0, 0, 0, 0), (9, 0, 0, 9, 1)]]))
        self.run_program("convert", "app.js", "-o", "app.smcache")
        self.check("app.smcache", {(0, 3): "beta"}, "generated")

    def test_of_a_large_file_as_of_a_small_one(self):
        count = 4000  # more bytes than are scanned on the thread that reads the map
        code = "".join(f"function f{i:04}(){{g()}}\n" for i in range(count))
        self.assertGreater(len(code), 1 << 16)
        cache = self.convert_with(code, source_map([[(0, 0, i, 0)] for i in range(count)]))
        self.check(cache, {(0, 3): "f0000", (1234, 15): "f1234", (1234, 21): None, (3999, 20): "f3999"}, "generated")
        self.write("bad.map", "{")
        self.run_program("convert", "bad.map", "-g", "out.js", status=1)

    def test_none_are_looked_for_where_none_are_wanted(self):
        cache = self.convert_with(self.CODE, source_map([[(0, 0, 0, 0)]]), "--functions", "none")
        self.check(cache, {(0, 10): None}, None)
        plain = self.cache(source_map([[(0, 0, 0, 0)]]), "plain.smcache")
        self.assertEqual((self.folder / cache).read_bytes(), (self.folder / plain).read_bytes())


class Sources(Functions):
    TEXT = "let x = 1;\nexport class Shop {\n  open(n) { go(() => n); }\n}\n"

    def test_of_a_map_without_names(self):
        lines = [[(0, 0, 0, 0), (3, 0, 1, 20), (6, 0, 2, 3), (9, 0, 2, 15), (12, 0, 2, 21), (15, 0, 3, 1), (18, 1, 1, 0)]]
        document = source_map(lines, names=[], sources=["a.ts", "b.css"], sourcesContent=[self.TEXT, "function x() {\n\n}"])
        cache = self.cache(document)
        self.check(cache, {(0, 0): None, (0, 3): "new Shop", (0, 6): "Shop.open", (0, 9): "", (0, 14): "",
                           (0, 15): None, (0, 18): None}, "source")
        for options in (("--sources", "omit"), ("--functions", "none")):
            self.check(self.cache(document, "no.smcache", *options), {(0, 6): None}, None)
        self.check(self.cache({**document, "names": ["n"]}), {(0, 6): None}, None)


if __name__ == "__main__":
    unittest.main()
