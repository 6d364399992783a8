"""Source maps that between them use everything in the format. Each function makes one, the same on every run."""
import random

from scopes_encoder import Encoder, Range, Scope
from support import source_map, vlq

FAR = (1 << 31) - 1  # the largest step of a column in a map


def empty():
    return source_map([], sources=[], names=[])


def empty_lines():
    return source_map([[]] * 200)


def one_mapping():
    return source_map([[(3, 0, 4, 5, 1)]])


def one_line(count, seed):
    """Mappings on one line, with what minified code is like: small steps, names here and there."""
    source = random.Random(seed)
    column, line, original, fields = 0, 0, 0, []
    for _ in range(count):
        column += source.choice([1, 1, 2, 3, 5, 9, 40])
        if source.random() < 0.1:
            line, original = line + 1, source.randrange(8)
        else:
            original += source.randrange(1, 9)
        fields.append((column, 0, line, original) + ((source.randrange(2),) if source.random() < 0.4 else ()))
    return source_map([fields])


def many_lines(count, seed, gap, sources=3, names=40, unmapped=0.05, named=0.3, columns=200):
    """Mappings over lines that stand up to `gap` lines apart."""
    source = random.Random(seed)
    lines = []
    while count > 0:
        lines += [[]] * source.randrange(gap)
        here = min(count, source.choice([1, 2, 5, 30]))
        line = []
        for column in sorted(source.randrange(columns) for _ in range(here)):
            if source.random() < unmapped:
                line.append((column,))
                continue
            name = (source.randrange(names),) if names and source.random() < named else ()
            line.append((column, source.randrange(sources), source.randrange(500), source.randrange(120)) + name)
        lines.append(line)
        count -= here
    return source_map(lines, sources=[f"src/{i}.js" for i in range(sources)], names=[f"name{i}" for i in range(names)])


def narrow_keys_and_wide_positions():
    """One block, whose key is 0, and positions past 32 bits."""
    return source_map([[(0, 0, 0, 0), (FAR, 0, 1, 1)], [(7, 0, 2, 2), (FAR, 0, 3, 3)], [],
                       [(2, 0, 4, 4), (FAR, 0, 5, 5)]])


def wide_keys():
    """Many lines that reach to column 2^31 - 1, and one that reaches to 2^32 - 1."""
    source = random.Random(11)
    lines = []
    for number in range(60):
        columns = sorted(source.randrange(FAR) for _ in range(5)) + [FAR]
        lines.append([(column, 0, number, source.randrange(FAR)) for column in columns])
    far = "A" + "AAA" + "," + vlq(FAR) + "AAA" + "," + vlq(FAR) + "AAA" + "," + vlq(1) + "CCA"
    document = source_map(lines)
    return {**document, "mappings": document["mappings"] + ";;" + far}


def same_places():
    """Up to 200 mappings at one position, over the borders of blocks."""
    source = random.Random(12)
    line = []
    for column in range(12):
        mapping = (column * 3, 0, source.randrange(50), source.randrange(50), source.randrange(2))
        line += [mapping] * source.choice([1, 70, 200])
    return source_map([line, [], line])


def unmapped():
    return source_map([[(0,), (4,), (9, 0, 0, 0), (12,)], [(column,) for column in range(150)], [(5, 0, 3, 3)]])


def named():
    """Every mapping has a name, in blocks with few different ones, with many, and with one."""
    source = random.Random(13)
    few = [(i * 4, 0, i, 3, source.choice([5, 900, 17])) for i in range(128)]
    many = [(600 + i, 0, i, 3, source.randrange(1000)) for i in range(128)]
    same = [(800 + i, 0, i, 3, 999) for i in range(128)]
    return source_map([few + many + same], names=[f"n{i}" for i in range(1000)])


def nameless():
    return source_map([[(i * 2, 0, i // 9, i % 9) for i in range(300)]], names=[])


def ranges():
    lines = [[(0, 0, 0, 0), (10, 0, 5, 2)], [], [(4, 0, 9, 1), (8, 0, 9, 30, 1), (8, 0, 9, 31)], [], []]
    lines += [[(0, 0, 20, 0), (3,)]] + [[]] * 100 + [[(6, 0, 50, 0)], []]
    return source_map(lines, rangeMappings="BB;;BC;;;C" + ";" * 101 + "B")


def contents():
    texts = ["", "one line", "a\nb\n", "a\r\nb\r\nc", "a\rb\r\rc\r\n\nd", "x\u2028y\u2029z \u2027 \u202a", None,
             "\n".join(f"line {i}" for i in range(97)), "".join(f"é {i}\r" for i in range(70)), "\r\n" * 64, "a\nb\n"]
    lines = [[(i * 3, source, i, 0)] for source in range(len(texts)) for i in range(0, 100, 9)]
    return source_map(lines, sources=[f"{i}.js" for i in range(len(texts))], sourcesContent=texts)


def null_sources():
    lines = [[(0, 0, 0, 0), (1, 1, 1, 1), (2, 2, 2, 2)]]
    return source_map(lines, sources=[None, "", "b.js"], sourcesContent=["x", None])


def metadata():
    return {"version": 3, "file": "out/app.js", "sourceRoot": "webpack://app/lib", "ignoreList": [1],
            "sources": ["a.js", "/abs.js", "http://b/c.js"], "sourcesContent": ["let a", None, "c\n"],
            "names": ["é", 7], "mappings": "AAAAA,KCEA,!,IDFA,A?", "debugId": "85314830-023f-4cf1-a267-535f4e37bb17",
            "x_facebook_sources": [None, [{"names": [], "mappings": ""}]]}


def index_map():
    first = source_map([[(2, 0, 3, 4, 1), (9, 0, 0, 0)], [(0, 0, 1, 1)]], sourceRoot="lib", sourcesContent=["text\n"])
    second = source_map([[(3, 1, 0, 0), (7,)], [(5, 0, 9, 9, 0)]], sources=["b.js", "/c.js"], names=["gamma"],
                        ignoreList=[1])
    nothing = source_map([], sources=[], names=[])
    nested = {"version": 3, "sections": [{"offset": {"line": 0, "column": 0}, "map": first},
                                         {"offset": {"line": 70, "column": 2}, "map": second}]}
    return {"version": 3, "file": "bundle.js", "sections": [
        {"offset": {"line": 1, "column": 8}, "map": first}, {"offset": {"line": 4, "column": 6}, "map": second},
        {"offset": {"line": 6, "column": 0}, "map": nothing}, {"offset": {"line": 9, "column": 0}, "map": nested}]}


def index_map_with_ranges():
    part = source_map([[(0, 0, 0, 0), (6, 0, 2, 2)], [], [(3, 0, 7, 7)]], rangeMappings="BB;;B")
    return {"version": 3, "sections": [{"offset": {"line": 0, "column": 4}, "map": part},
                                       {"offset": {"line": 5, "column": 10}, "map": source_map([[(5, 0, 1, 1)]])},
                                       {"offset": {"line": 8, "column": 0}, "map": part}]}


def last_line():
    """Mappings on the last line that there can be."""
    part = source_map([[(5, 0, 1, 1), (9,)]])
    sections = [{"offset": {"line": line, "column": 0}, "map": part} for line in (0, 0xFFFFFFFF)]
    return {"version": 3, "sections": sections}


def functions(count, seed, columns=30, lines=3):
    """Ranges of functions in a field "scopes", beside some mappings: siblings, nests, inlined and hidden ones."""
    rng = random.Random(seed)
    definitions = [Scope((i, 0), (i, 5), name=i % 45 if i % 4 else None, is_frame=True) for i in range(50)]
    place, left = (0, 3), count

    def after(place):
        if rng.random() < 0.2:
            return place[0] + rng.randrange(1, lines), rng.randrange(columns)
        return place[0], place[1] + rng.randrange(columns)

    def ranges(place, depth):
        nonlocal left
        made = []
        while left > 0 and (depth == 0 or rng.random() < 0.6):
            left -= 1
            # Half of the time right where the one before it ended: a switch.
            start = after(place) if rng.random() < 0.5 else place
            this = Range(start, start, rng.choice(definitions), is_frame=rng.random() < 0.9, is_hidden=rng.random() < 0.1)
            if rng.random() < 0.1:
                this.call_site = (rng.randrange(2), rng.randrange(100), rng.randrange(100))
            this.children = ranges(after(start), depth + 1) if depth < 90 else []
            place = this.end = after(this.children[-1].end if this.children else start)
            made.append(this)
        return made

    tops = ranges(place, 0)
    mapped = [[(column, 0, 1, column) for column in sorted(rng.sample(range(columns), rng.randrange(3)))]
              for _ in range(tops[-1].end[0] // 2)]
    root = Scope((0, 0), (99, 0), children=definitions)
    return source_map(mapped, sources=["a.js", "b.js"], names=[f"name{i // 2}" for i in range(45)],
                      scopes=Encoder().encode([root], tops))


MAPS = {
    "empty": empty(),
    "empty lines": empty_lines(),
    "one mapping": one_mapping(),
    "64 mappings": one_line(64, 1),
    "65 mappings": one_line(65, 2),
    "over 16 blocks": one_line(1100, 3),
    "over 256 blocks": many_lines(16600, 4, 2),
    "lines side by side": many_lines(900, 5, 1),
    "lines far apart": many_lines(600, 6, 400),
    "lines very far apart": many_lines(60, 7, 30000),
    "few lines with far columns": many_lines(700, 8, 3, columns=1 << 30),
    "many sources and names": many_lines(1500, 9, 4, sources=90, names=5000, named=0.9),
    "narrow keys and wide positions": narrow_keys_and_wide_positions(),
    "wide keys": wide_keys(),
    "same places": same_places(),
    "unmapped": unmapped(),
    "named": named(),
    "nameless": nameless(),
    "ranges": ranges(),
    "contents": contents(),
    "null sources": null_sources(),
    "metadata": metadata(),
    "last line": last_line(),
    "index map": index_map(),
    "index map with ranges": index_map_with_ranges(),
    "a function": functions(1, 11),
    "functions": functions(1500, 12),
    "functions with far columns": functions(200, 13, columns=1 << 26),
    "functions on lines far apart": functions(200, 14, lines=500),
}
