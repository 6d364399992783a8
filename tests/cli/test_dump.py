"""smcache dump and smcache export, and that what goes in comes out."""
import json
import os
import random
import unittest

from support import CommandLineTest, decode, source_map

ID = "85314830-023f-4cf1-a267-535f4e37bb17"


class Dump(CommandLineTest):
    def test_every_mapping_in_order(self):
        cache = self.cache(source_map([[(0, 0, 4, 2, 1), (7,)], [], [(1, 1, 0, 0)]], sources=["a.js", None], rangeMappings=";;B"))
        self.assertEqual(self.run_program("dump", cache).stdout,
                         "1:1 -> a.js:5:3 (beta)\n1:8 -> unmapped\n3:2 -> <source 1>:1:1 [range]\n")
        self.assertEqual(self.run_program("dump", cache, "--zero-based").stdout,
                         "0:0 -> a.js:4:2 (beta)\n0:7 -> unmapped\n2:1 -> <source 1>:0:0 [range]\n")

    def test_json_lines(self):
        cache = self.cache(source_map([[(0, 0, 4, 2, 1), (7,)], [], [(1, 0, 0, 0)]], rangeMappings=";;B"))
        self.assertEqual(self.run_program("dump", cache, "--json").stdout.splitlines(), [
            '{"mapping":{"line":1,"column":1},"source_index":0,"line":5,"column":3,"name_index":1,"range":false}',
            '{"mapping":{"line":1,"column":8},"source_index":null,"line":null,"column":null,"name_index":null,"range":false}',
            '{"mapping":{"line":3,"column":2},"source_index":0,"line":1,"column":1,"name_index":null,"range":true}'])
        first = self.json_lines("dump", cache, "--json", "--zero-based")[0]
        self.assertEqual(first, {"mapping": {"line": 0, "column": 0}, "source_index": 0, "line": 4, "column": 2,
                                 "name_index": 1, "range": False})

    def test_a_cache_without_mappings_dumps_nothing(self):
        self.assertEqual(self.run_program("dump", self.cache(source_map([]))).stdout, "")

    def test_wrong_usage_and_failures(self):
        self.run_program("dump", status=2)
        self.assert_error_lines(self.run_program("dump", "none", status=1), "none: ")


class Export(CommandLineTest):
    def export(self, document):
        return json.loads(self.run_program("export", self.cache(document)).stdout)

    def test_nothing_is_lost(self):
        document = {"version": 3, "file": "app.js", "sourceRoot": "../src", "sources": ["a.js", None, "/c.js"],
                    "sourcesContent": ["let a\n", None, "é \u2028 \U0001f600 \"\\"], "names": ["x", "", "x"],
                    "mappings": ";AAAA;;KACCC,A,AADA", "rangeMappings": ";B;;BC", "ignoreList": [0, 2], "debugId": ID}
        exported = self.export(document)
        self.assertEqual(exported, document)
        self.assertEqual(list(exported), ["version", "file", "sourceRoot", "sources", "sourcesContent", "names", "mappings",
                                          "rangeMappings", "ignoreList", "debugId"])

    def test_what_is_absent_stays_absent(self):
        document = {"version": 3, "sources": [], "names": [], "mappings": ""}
        self.assertEqual(self.export(document), document)

    def test_vendor_fields_are_kept(self):
        document = source_map([[(0, 0, 0, 0)]], x_facebook_sources=[[{"names": ["<global>"], "mappings": "AAA"}]])
        self.assertEqual(self.export(document), document)

    def test_an_index_map_becomes_a_regular_one(self):
        part = source_map([[(2, 0, 3, 4, 1)]], sourceRoot="lib", sourcesContent=["text"])
        other = source_map([[(0, 0, 9, 9), (5,)]], sources=["b.js", "/c.js"], names=["gamma"], ignoreList=[1])
        exported = self.export({"version": 3, "sections": [{"offset": {"line": 1, "column": 8}, "map": part},
                                                           {"offset": {"line": 4, "column": 0}, "map": other}]})
        self.assertNotIn("sourceRoot", exported)
        self.assertEqual(exported["sources"], ["lib/a.js", "b.js", "/c.js"])
        self.assertEqual(exported["sourcesContent"], ["text", None, None])
        self.assertEqual(exported["ignoreList"], [2])
        self.assertEqual(decode(exported["mappings"]),
                         [[], [(10, 0, 3, 4, exported["names"].index("beta"))], [], [], [(0, 1, 9, 9), (5,)]])

    def test_the_output_may_be_a_file(self):
        cache = self.cache(source_map([[(0, 0, 0, 0)]]))
        self.run_program("export", cache, "-o", "again.map")
        self.assertEqual((self.folder / "again.map").read_text(), self.run_program("export", cache).stdout)
        self.assert_error_lines(self.run_program("export", cache, "-o", "none/again.map", status=1), "none/again.map: ")

    def test_wrong_usage_and_failures(self):
        self.run_program("export", status=2)
        self.assert_error_lines(self.run_program("export", "none", status=1), "none: ")


def random_map(source):
    """A valid map of random shape: empty lines, several mappings at one place, unmapped ones, wild jumps."""
    sources, names = source.randrange(1, 5), source.randrange(0, 4)
    far = source.choice([5, 300, 70000, 1 << 30])
    lines = []
    for _ in range(source.randrange(0, 30)):
        columns = sorted(source.randrange(source.choice([4, 200, far])) for _ in range(source.choice([0, 1, 3, 90])))
        line = []
        for column in columns:
            fields = (column, source.randrange(sources), source.randrange(far), source.randrange(far))
            line.append(source.choice([fields[:1], fields, (*fields, source.randrange(names)) if names else fields]))
        lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    return lines, source_map(lines, sources=[f"{i}.js" for i in range(sources)], names=[f"n{i}" for i in range(names)])


class RoundTrip(CommandLineTest):
    def test_random_maps_come_out_as_they_went_in(self):
        seed = int(os.environ.get("SMCACHE_TEST_SEED") or random.SystemRandom().randrange(1 << 32))
        print(f"SMCACHE_TEST_SEED={seed}")
        source = random.Random(seed)
        for _ in range(25):
            lines, document = random_map(source)
            cache = self.cache(document, "map.smcache", "--strict")
            flat = [(number, *fields) for number, line in enumerate(lines) for fields in line]
            dumped = []
            for mapping in self.json_lines("dump", cache, "--json", "--zero-based"):
                fields = [mapping["mapping"]["line"], mapping["mapping"]["column"], mapping["source_index"], mapping["line"],
                          mapping["column"], mapping["name_index"]]
                dumped.append(tuple(field for field in fields if field is not None))
            self.assertEqual(dumped, flat)
            self.assertEqual(json.loads(self.run_program("export", cache).stdout), document)


if __name__ == "__main__":
    unittest.main()
