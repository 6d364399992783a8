"""The reader written from spec.md and the library's reader give the same answers for everything in a cache.

The program to compare with is named by the environment variable SMCACHE_PROGRAM, a seed may be given in SMCACHE_SEED.
"""
import json
import os
import random
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))

from maps import MAPS  # noqa: E402
from smcache_reader import Cache  # noqa: E402
from support import CommandLineTest  # noqa: E402

SEED = int(os.environ.get("SMCACHE_SEED", random.randrange(1 << 32)))
SHOP = HERE.parents[1] / "examples" / "shop" / "dist"
POSITIONS = 300
LARGEST = 0xFFFFFFFF
print(f"test_agreement: SMCACHE_SEED={SEED}", file=sys.stderr)


def maps():
    for name, document in MAPS.items():
        yield name, json.dumps(document)
    for path in sorted(SHOP.glob("*.map")):
        yield path.name, path.read_text()


def text(line):
    return line.decode("utf-8", "replace")


class Agreement(CommandLineTest):
    """Each test goes through all maps: what the program prints is made again from the Python reader."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = random.Random(SEED)

    def caches(self):
        for number, (name, document) in enumerate(maps()):
            cache = self.cache(document, f"{number}.smcache")
            yield name, cache, Cache((self.folder / cache).read_bytes())

    def test_every_mapping(self):
        for name, cache, reader in self.caches():
            with self.subTest(name, seed=SEED):
                expected = self.json_lines("dump", cache, "--json", "--zero-based")
                self.assertEqual(len(expected), reader.mapping_count)
                for mapping, line in zip(reader.mappings(), expected):
                    self.assertEqual({"mapping": {"line": mapping.generated_line, "column": mapping.generated_column},
                                      "source_index": mapping.source, "line": mapping.line, "column": mapping.column,
                                      "name_index": mapping.name, "range": mapping.range}, line)

    def test_lookups(self):
        for name, cache, reader in self.caches():
            with self.subTest(name, seed=SEED):
                self.compare_lookups(cache, reader)

    def test_lookups_over_the_starts_of_lines(self):
        for name, cache, reader in self.caches():
            with self.subTest(name, seed=SEED):
                self.compare_lookups(cache, reader, "--cross-line")

    def test_lookups_of_all_mappings_at_a_place(self):
        for name, cache, reader in self.caches():
            with self.subTest(name, seed=SEED):
                self.compare_lookups(cache, reader, "--all")

    def test_what_the_files_say_about_themselves(self):
        for name, cache, reader in self.caches():
            with self.subTest(name, seed=SEED):
                info = self.json("info", cache, "--json")
                self.assertEqual(
                    (info["format"], info["converter"], info["file"], info["source_root"], info["debug_id"]),
                    ({"major": reader.format_major, "minor": reader.format_minor}, reader.converter, reader.file,
                     reader.source_root, reader.debug_id))
                self.assertEqual((info["mappings"], info["lines"], info["sources"], info["names"], info["sections"]),
                                 (reader.mapping_count, reader.line_count, reader.source_count, reader.name_count,
                                  len(reader.sections)))
                self.assertEqual((info["input_hash"], info["checksum"]), (reader.input_hash, f"{reader.checksum:016x}"))
                self.assertEqual({entry["code"]: entry["count"] for entry in info["warnings"]}, reader.mended())
                self.assertEqual([(entry["field"], entry["section"], entry["bytes"]) for entry in info["extensions"]],
                                 [(field, section, len(json.encode())) for field, section, json in reader.extensions()])
                self.assertEqual((info["bytes"]["total"], info["bytes"]["sources_content"]),
                                 (reader.total_size, reader.content_size + 4 * len(reader.root.line_starts)))

    def test_sources_and_names(self):
        for name, cache, reader in self.caches():
            if reader.line_count == LARGEST:
                continue  # exported, it is a row of four billion semicolons
            with self.subTest(name, seed=SEED):
                exported = json.loads(self.run_program("export", cache).stdout)
                sources = [reader.source(i) for i in range(reader.source_count)]
                self.assertEqual(exported["sources"], [s.name if reader.sections else s.raw_name for s in sources])
                self.assertEqual(exported["names"], [reader.name(i) for i in range(reader.name_count)])
                ignored = [i for i, source in enumerate(sources) if source.ignored]
                self.assertEqual(exported.get("ignoreList", []), ignored)
                contents = exported.get("sourcesContent", [])
                contents += [None] * (len(sources) - len(contents))
                self.assertEqual(contents, [source.content for source in sources])

    def test_every_invariant_holds(self):
        for name, cache, reader in self.caches():
            with self.subTest(name, seed=SEED):
                self.run_program("verify", cache)
                reader.verify()

    def positions(self, reader):
        """Near mappings, between them, far from them, and nonsense."""
        pick = self.random
        for _ in range(POSITIONS):
            if reader.mapping_count and pick.random() < 0.8:
                mapping = reader.mapping(pick.randrange(reader.mapping_count))
                line = mapping.generated_line + pick.choice([0, 0, 0, 0, 1, -1, 70])
                column = mapping.generated_column + pick.choice([0, 0, 1, -1, 7, -7, 5000])
            else:
                line = pick.randrange(pick.choice([3, reader.line_count + 100, LARGEST + 1]))
                column = pick.randrange(pick.choice([1, 300, LARGEST + 1]))
            yield min(max(line, 0), LARGEST), min(max(column, 0), LARGEST)

    def compare_lookups(self, cache, reader, *options):
        positions = list(self.positions(reader))
        answers = self.json_lines("lookup", cache, "-", "--zero-based", "--json", "--context", "2", *options,
                                  input="".join(f"{line}:{column}\n" for line, column in positions))
        self.assertEqual(len(answers), len(positions))
        cross_line = "--cross-line" in options
        for (line, column), answer in zip(positions, answers):
            found = reader.lookup(line, column, cross_line)
            query = {"line": line, "column": column}
            expected = {"query": query, "status": found.status, **self.described(reader, found)}
            expected.update(self.function(reader, line, column))
            expected["context"] = self.context(reader, found)
            if "--all" in options:
                expected["all"] = [self.described(reader, one) for one in reader.lookup_all(line, column, cross_line)]
            self.assertEqual(expected, answer)

    @staticmethod
    def described(reader, found):
        source = None if found.source is None else reader.source(found.source)
        mapping = None if found.index is None else {"line": found.generated_line, "column": found.generated_column}
        return {"mapping": mapping, "source": source and source.name, "source_index": found.source, "line": found.line,
                "column": found.column, "name": None if found.name is None else reader.name(found.name),
                "ignored": source and source.ignored}

    @staticmethod
    def function(reader, line, column):
        frames = reader.frames(line, column)
        kinds = ["anonymous" if frame.name is None else "named" for frame in frames]
        expected = {"function": None, "function_kind": "none", "provenance": None, "hidden": False, "callers": []}
        if frames:
            expected.update(function=frames[0].name, function_kind=kinds[0], provenance=frames[0].provenance,
                            hidden=frames[0].hidden)
        for i, inner in enumerate(frames):
            if inner.call is None:
                continue
            outer = frames[i + 1] if i + 1 < len(frames) else None
            expected["callers"].append({
                "function": outer and outer.name, "function_kind": kinds[i + 1] if outer else "none",
                "source": reader.source(inner.call[0]).name, "source_index": inner.call[0], "line": inner.call[1],
                "column": inner.call[2]})
        return expected

    @staticmethod
    def context(reader, found):
        context = None if found.source is None else reader.source(found.source).context(found.line, 2)
        if context is None:
            return None
        before, line, after = context
        return {"before": [text(one) for one in before], "line": text(line), "after": [text(one) for one in after]}


if __name__ == "__main__":
    unittest.main()
