"""What is in a cache and what it answers, as one JSON document: told by the library's reader, or by that in Python."""
import json
import random
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "python_reader"), str(HERE.parent / "cli")]

from smcache_reader import Cache  # noqa: E402

FORMAT = HERE / "dev1"  # the folder of the format that is written now


def golden_files():
    """(map, cache, expected answers) of every golden file."""
    for source_map in sorted(FORMAT.glob("*.map")):
        yield source_map, source_map.with_suffix(".smcache"), source_map.with_suffix(".json")


def questions(cache, seed=1, count=40):
    """Positions near mappings, between them, past them; with and without the reach over the starts of lines."""
    pick = random.Random(seed)
    reader = Cache(cache.read_bytes())
    end = reader.line_count
    asked = [(0, 0, False), (end, 0, False), (end + 3, 5, True), (0xFFFFFFFF, 0xFFFFFFFF, True)]
    while reader.mapping_count and len(asked) < count:
        mapping = reader.mapping(pick.randrange(reader.mapping_count))
        line = max(0, mapping.generated_line + pick.choice([0, 0, 0, 1, -1, 65]))
        column = max(0, mapping.generated_column + pick.choice([0, 1, -1, 10]))
        asked.append((line, min(column, 0xFFFFFFFF), pick.random() < 0.3))
    return asked


def of_python(cache, asked):
    reader = Cache(cache.read_bytes())
    reader.verify()

    def answer(line, column, cross_line):
        found = reader.lookup(line, column, cross_line)
        name = None if found.name is None else reader.name(found.name)
        return [line, column, cross_line, found.status, *found[2:-1], name]

    def function(line, column):
        frames = reader.frames(line, column)
        if not frames:
            return [line, column, None, "none", None, False, []]
        callers = [[outer and outer.name, *inner.call] for inner, outer in zip(frames, [*frames[1:], None]) if inner.call]
        kind = "anonymous" if frames[0].name is None else "named"
        return [line, column, frames[0].name, kind, frames[0].provenance, frames[0].hidden, callers]

    sources = [reader.source(i) for i in range(reader.source_count)]
    functions = {"functions": [function(*position[:2]) for position in asked]} if reader.functions.count else {}
    return {
        "file": reader.file, "source_root": reader.source_root, "debug_id": reader.debug_id,
        "input_hash": reader.input_hash, "lines": reader.line_count, "sections": len(reader.sections),
        "mended": reader.mended(),
        "extensions": [[field, section] for field, section, _ in reader.extensions()],
        "sources": [source.name if reader.sections else source.raw_name for source in sources],
        "contents": [source.content for source in sources],
        "ignored": [i for i, source in enumerate(sources) if source.ignored],
        "names": [reader.name(i) for i in range(reader.name_count)],
        "mappings": [list(mapping) for mapping in reader.mappings()],
        "lookups": [answer(*position) for position in asked],
        **functions,
    }


def of_library(program, cache, asked):
    def run(*arguments, input=""):
        done = subprocess.run([program, *arguments], input=input, capture_output=True, text=True, check=True)
        return done.stdout

    def fields(entry, name):
        mapping = entry["mapping"] or {"line": None, "column": None}
        return [mapping["line"], mapping["column"], entry["source_index"], entry["line"], entry["column"], name]

    def answers(positions, *options):
        lines = run("lookup", cache, "-", "--zero-based", "--json", *options,
                    input="".join(f"{line}:{column}\n" for line, column, _ in positions))
        return map(json.loads, lines.splitlines())

    def function(position, one):
        callers = [[outer["function"], outer["source_index"], outer["line"], outer["column"]] for outer in one["callers"]]
        return [*position[:2], *(one[key] for key in ("function", "function_kind", "provenance", "hidden")), callers]

    run("verify", cache)
    info, exported = json.loads(run("info", cache, "--json")), json.loads(run("export", cache))
    dump = map(json.loads, run("dump", cache, "--json", "--zero-based").splitlines())
    on_lines, across = list(answers(asked)), answers(asked, "--cross-line")
    functions = {}
    if info["functions"]:
        functions = {"functions": [function(position, one) for position, one in zip(asked, on_lines)]}
    contents = exported.get("sourcesContent", [])
    lookups = []
    for position, *found in zip(asked, on_lines, across):
        one = found[position[2]]
        lookups.append([*position, one["status"], *fields(one, one["name"])])
    return {
        "file": info["file"], "source_root": info["source_root"], "debug_id": info["debug_id"],
        "input_hash": info["input_hash"], "lines": info["lines"], "sections": info["sections"],
        "mended": {entry["code"]: entry["count"] for entry in info["warnings"]},
        "extensions": [[entry["field"], entry["section"]] for entry in info["extensions"]],
        "sources": exported["sources"], "contents": contents + [None] * (info["sources"] - len(contents)),
        "ignored": exported.get("ignoreList", []), "names": exported["names"],
        "mappings": [[*fields(entry, entry["name_index"]), entry["range"]] for entry in dump],
        "lookups": lookups,
        **functions,
    }

