"""The "scopes" field: what convert makes of it, and what lookup says."""
import os
import random
import unittest

from scopes_encoder import Encoder, Range, Scope, chain_at, frame_name
from support import CommandLineTest, source_map

KEYS = ("function", "function_kind", "hidden")


class Scopes(CommandLineTest):
    def functions(self, cache, places):
        text = "".join(f"{line}:{column}\n" for line, column in places)
        return self.json_lines("lookup", cache, "-", "--zero-based", "--json", "--context", "0", input=text)

    def check(self, cache, expected):
        """Of each place: the answers to KEYS, or the name alone."""
        answers = self.functions(cache, expected)
        for (place, wanted), answer in zip(expected.items(), answers, strict=True):
            if not isinstance(wanted, tuple):
                wanted = (wanted, "named", False)
            self.assertEqual(tuple(answer[key] for key in KEYS), wanted, place)


class HandWorked(Scopes):
    """Strings written by hand from the description of the format, and read by eye."""

    # One source; scope 0 (not a frame) 0:0 to 9:0, in it scope 1, a frame named names[1], 1:0 to 4:1.
    # Ranges: 0:0 to 2:0, not a frame; in it 0:10 to 0:30, a frame of definition 1.
    #   B: tag 1.  flags 0, line 0, column 0: "BAAA".  flags 1|4 = 5, line +1, column 0, name +1: "BFBAC"
    #   C: tag 2.  line +3, column 1: "CDB".  line +5, column 0: "CFA"
    #   E: tag 4.  flags 0, column 0: "EAA".  flags 2|4 = 6, column +10, definition +1: "EGKC"
    #   F: tag 5.  column +20: "FU".  line +2, column 0: "FCA"
    FIELD = "BAAA,BFBAC,CDB,CFA,EAA,EGKC,FU,FCA"

    def test_a_frame_in_a_range_that_is_none(self):
        cache = self.cache(source_map([[(0, 0, 0, 0)]], scopes=self.FIELD))
        self.check(cache, {(0, 0): (None, "none", False), (0, 9): (None, "none", False), (0, 10): "beta", (0, 29): "beta",
                           (0, 30): (None, "none", False), (1, 0): (None, "none", False), (5, 5): (None, "none", False)})
        self.assertEqual(self.functions(cache, [(0, 10)])[0]["provenance"], "scopes")

    def test_places_without_mappings_count(self):
        # The mapping is on line 3 alone; boundaries on lines 0 and 2 have their places all the same.
        cache = self.cache(source_map([[], [], [], [(4, 0, 0, 0)]], scopes=self.FIELD))
        self.check(cache, {(0, 10): "beta", (0, 29): "beta", (0, 30): (None, "none", False)})
        self.assertEqual(self.json("lookup", cache, "4:5", "--json")["status"], "found")
        self.assertEqual(self.json("lookup", cache, "1:20", "--json")["status"], "not_found")
        self.run_program("verify", cache)

    def test_no_mappings_at_all(self):
        cache = self.cache(source_map([], scopes=self.FIELD))
        self.check(cache, {(0, 12): "beta", (0, 40): (None, "none", False), (7, 0): (None, "none", False)})
        self.run_program("verify", cache)

    def test_inlined_functions_have_callers(self):
        # Two sources. Tree 0: frame "alpha" 0:0 to 9:0; tree 1: frame "beta" 0:0 to 3:0.
        #   "BFAAA" flags 5, 0, 0, name 0; "CJA"; "BFAAC" name +1; "CDA"
        # Range 0:0 to 0:50, frame of 0: "EGAA"; in it 0:20 to 0:30, definition +1, called from 0 5:7:
        #   "ECUC" flags 2, column +20, definition +1; "IAFH"; "FK" column +10; "FU" column +20
        cache = self.cache(source_map([[(0, 0, 0, 0)]], sources=["a.js", "b.js"],
                                      scopes="BFAAA,CJA,BFAAC,CDA,EGAA,ECUC,IAFH,FK,FU"))
        self.check(cache, {(0, 0): "alpha", (0, 20): "beta", (0, 29): "beta", (0, 30): "alpha",
                           (0, 50): (None, "none", False)})
        (answer,) = self.functions(cache, [(0, 25)])
        self.assertEqual(answer["callers"], [{"function": "alpha", "function_kind": "named", "source": "a.js",
                                              "source_index": 0, "line": 5, "column": 7}])
        self.assertIn("in beta, inlined in alpha", self.run_program("lookup", cache, "1:26").stdout)

    def test_hidden_and_nameless_frames(self):
        # "EMA": flags 4|8 = 12, column 0, no definition.
        cache = self.cache(source_map([[(0, 0, 0, 0)]], scopes="EMA,FK"))
        self.check(cache, {(0, 0): (None, "anonymous", True), (0, 10): (None, "none", False)})

    def test_unknown_tags_and_what_follows_known_numbers_are_skipped(self):
        # "J" is tag 9, "gC" tag 64; items of known tags have a number more.
        cache = self.cache(source_map([[(0, 0, 0, 0)]], scopes="JAAA,BAAAB,BFBAC,gC,CDB,CFA,EAA,J,EGKC,GABC,HAB,FU,FCAAA"))
        self.check(cache, {(0, 10): "beta", (0, 30): (None, "none", False)})


class Broken(Scopes):
    CASES = {
        "not base64": "BAA!",
        "cut short": "BA",
        "cut inside a number": "BAAg",
        "a scope that does not end": "BAAA",
        "a range that does not end": "EAA",
        "an end without a scope": "CAA",
        "an end without a range": "FA",
        "a range in a scope": "BAAA,EAA,FA,CAA",
        "a scope in a range": "EAA,BAAA,CAA,FA",
        "more trees than sources": "BAAA,CAA,BAAA,CAA",
        "a name that is not there": "BBAAG,CAA",
        "a name before the first": "BBAAD,CAA",
        "a kind that is not there": "BCAAG,CAA",
        "a definition that is not there": "BAAA,CAA,ECAC,FA",
        "a call site without a range": "IAAA",
        "a call site in no source": "EEA,IBAA,FA",
        "a line past what 32 bits hold": "EFggggggEA,FA",
        "variables outside": "DA",
        "bindings outside": "GA",
        "a number": 7,
        "an array": ["BAAA"],
    }

    def test_it_is_ignored_as_a_whole_and_counted(self):
        good = "BFAAA,CJA,EGAA,FK,"
        for name, field in self.CASES.items():
            with self.subTest(name):
                field = good + field if isinstance(field, str) and not field.startswith("B") else field
                self.write("broken.map", source_map([[(0, 0, 0, 0)]], scopes=field))
                report = self.json("convert", "broken.map", "--json")
                self.assertEqual([(warning["code"], warning["count"]) for warning in report["warnings"]],
                                 [("scopes_invalid", 1)])
                self.check("broken.smcache", {(0, 0): (None, "none", False)})
                failed = self.json("convert", "broken.map", "--json", "--strict", status=1)
                self.assertEqual(failed["error"]["code"], "scopes_invalid")

    def test_empty_and_null_say_nothing(self):
        for field in ("", ",", None):
            document = source_map([[(0, 0, 0, 0)]])
            document["scopes"] = field
            self.write("empty.map", document)
            self.assertEqual(self.json("convert", "empty.map", "--json")["warnings"], [])


class Sections(Scopes):
    def test_ranges_move_with_their_section_and_end_with_it(self):
        def part(names):
            return source_map([[(0, 0, 0, 0)]], names=names, scopes="BFAAA,CJA,EGCA,FDA")  # 0:2 to 3:0

        index = {"version": 3, "sections": [
            {"offset": {"line": 0, "column": 0}, "map": part(["one"])},
            {"offset": {"line": 1, "column": 10}, "map": part(["two"])},
            {"offset": {"line": 5, "column": 0}, "map": part(["three"])}]}
        cache = self.cache(index)
        none = (None, "none", False)
        self.check(cache, {(0, 1): none, (0, 2): "one", (1, 9): "one", (1, 10): none, (1, 12): "two", (3, 9): "two",
                           (4, 0): none, (5, 1): none, (5, 2): "three", (7, 99): "three", (8, 0): none})
        self.run_program("verify", cache)


class RandomTrees(Scopes):
    """Against what the encoder's own trees say."""

    NAMES = ["f", "g", "h.i", "", "<x>", "ünïcode", "f"]

    def test_random_trees(self):
        seed = int(os.environ.get("SMCACHE_SEED", random.randrange(1 << 32)))
        print(f"seed {seed}")
        for round_number in range(40):
            self.check_one(random.Random(f"{seed} {round_number}"))

    def check_one(self, rng):
        trees = [self.scope(rng, (rng.randrange(3), rng.randrange(5)), 4) if rng.random() < 0.8 else None
                 for _ in range(rng.randrange(1, 5))]
        scopes, parents = [], {}
        for tree in trees:
            if tree is not None:
                self.register(tree, None, scopes, parents)
        ranges, place = [], (0, 0)
        for _ in range(rng.choice((0, 1, 2, 60))):
            ranges.append(self.range(rng, self.after(rng, place), 5, scopes, len(trees)))
            place = ranges[-1].end

        def unknown():
            return rng.choice(("J", "KAB", "gCggB", "yD")) if rng.random() < 0.1 else None

        field = Encoder(unknown).encode(trees, ranges)
        lines = [sorted({(rng.randrange(90), rng.randrange(len(trees)), rng.randrange(9), rng.randrange(9))
                         for _ in range(rng.randrange(4))}) for _ in range(rng.randrange(30))]
        cache = self.cache(source_map(lines, sources=[f"{i}.js" for i in range(len(trees))], names=self.NAMES,
                                      scopes=field), "random.smcache", "--strict")
        self.run_program("verify", cache)
        places = sorted({(rng.randrange(place[0] + 3), rng.randrange(place[1] + 40)) for _ in range(150)}
                        | {edge for this in self.flat(ranges) for edge in (this.start, this.end)})
        for at, answer in zip(places, self.functions(cache, places), strict=True):
            self.assertEqual(self.said(answer), self.expected(ranges, at, parents), (field, at))

    def said(self, answer):
        if answer["function_kind"] == "none":
            return None
        callers = tuple((one["function"], one["source_index"], one["line"], one["column"]) for one in answer["callers"])
        return answer["function"], answer["hidden"], callers

    def expected(self, ranges, place, parents):
        chain = [this for this in chain_at(ranges, place) if this.is_frame or this.call_site]
        if not chain:
            return None
        callers = []
        for inner, outer in zip(chain[::-1], [*chain[-2::-1], None]):
            if inner.call_site is None:
                break
            callers.append((outer and frame_name(outer.definition, parents, self.NAMES), *inner.call_site))
        return frame_name(chain[-1].definition, parents, self.NAMES), chain[-1].is_hidden, tuple(callers)

    def after(self, rng, place):
        """A place at or behind another."""
        if rng.random() < 0.3:
            return place[0] + rng.choice((1, 1, 2, 70)), rng.randrange(30)
        return place[0], place[1] + rng.choice((0, 1, 5, 40))

    def scope(self, rng, start, depth):
        this = Scope(start, start, is_frame=rng.random() < 0.5)
        if rng.random() < 0.7:
            this.name = rng.randrange(len(self.NAMES))
        if rng.random() < 0.5:
            this.kind = rng.randrange(len(self.NAMES))
        this.variables = [rng.randrange(len(self.NAMES)) for _ in range(rng.randrange(3))]
        for _ in range(rng.randrange(4) if depth else 0):
            this.children.append(self.scope(rng, self.after(rng, this.end), depth - 1))
            this.end = this.children[-1].end
        this.end = self.after(rng, this.end)
        return this

    def register(self, scope, parent, scopes, parents):
        scopes.append(scope)
        parents[id(scope)] = parent
        for child in scope.children:
            self.register(child, scope, scopes, parents)

    def range(self, rng, start, depth, scopes, sources):
        this = Range(start, start, is_frame=rng.random() < 0.6, is_hidden=rng.random() < 0.2)
        if scopes and rng.random() < 0.8:
            this.definition = rng.choice(scopes)
        if rng.random() < 0.2:
            this.call_site = (rng.randrange(sources), rng.randrange(50), rng.randrange(50))
        this.bindings = [rng.randrange(40) for _ in range(rng.randrange(3))]
        for _ in range(rng.randrange(5) if depth else 0):
            this.children.append(self.range(rng, self.after(rng, this.end), depth - 1, scopes, sources))
            this.end = this.children[-1].end
        this.end = self.after(rng, this.end)
        return this

    def flat(self, ranges):
        return [one for this in ranges for one in (this, *self.flat(this.children))]


if __name__ == "__main__":
    unittest.main()
