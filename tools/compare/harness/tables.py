"""The page's tables, each from the results alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from . import answers
from .figures import number
from .peers import SMCACHE, SYMBOLIC
from .results import (
    BATCH,
    CONVERT_AGAIN,
    CONVERT_FIRST,
    FLOOR_COPY,
    FLOOR_WALK,
    FLOOR_WRITE,
    FUNCTIONS,
    LOOKUP,
    NEW,
    NEW_FAULTS,
    PEAK,
    PUBLISH,
    RUNNING,
    RUNNING_FAULTS,
    TRACE,
    MapResults,
    Measure,
    Results,
)

MIB = 2**20
OWN = SMCACHE.key


def table(head: Sequence[str], rows: Iterable[Sequence[object]], column: str = "---:") -> str:
    lines = [f"| {' | '.join(head)} |", "|---" + f"|{column}" * (len(head) - 1) + "|"]
    lines += [f"| {' | '.join('' if cell is None else str(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def by_peer(results: Results, measure: Measure) -> str:
    """Maps down, peers across."""
    peers = results.peers_with(measure)
    rows = ([map_.label, *(map_.figure(peer, measure) for peer in peers)] for map_ in results.maps)
    return table(["map", *peers], rows)


def maps(results: Results) -> str:
    def row(map_: MapResults) -> list[object]:
        facts = map_.facts
        counts = [f"{facts[name]:,}" for name in ("mappings", "lines", "sources", "names")]
        return [map_.label, number(facts["bytes"] / MIB), *counts, number(facts["content_bytes"] / MIB)]

    head = ["map", "JSON, MiB", "mappings", "generated lines", "sources", "names", "sources' text, MiB"]
    return table(head, map(row, results.maps))


def machine(results: Results) -> str:
    return table(["what", ""], results.machine.items(), "---")


def versions(results: Results) -> str:
    return table(["peer", "version, and what runs it"], results.versions.items(), "---")


def ratios(results: Results) -> str:
    """How many times as much each peer needs: the median over the maps, the least and the most."""
    asked = [
        ("conversion, or parsing", CONVERT_AGAIN, None),
        ("conversion with functions", FUNCTIONS, None),
        ("peak memory of the first", PEAK, None),
        ("opening and first lookup, new process", NEW, None),
        ("opening and first lookup, running process", RUNNING, None),
        ("warm lookup", LOOKUP, None),
        ("warm lookup, ours in batches", LOOKUP, BATCH),
        ("a process that explains one stack trace", TRACE, None),
    ]
    peers = [peer for peer in results.peers if peer != OWN]
    rows = (
        [title, *(results.ratios(peer, measure, OWN, own_measure) for peer in peers)]
        for title, measure, own_measure in asked
    )
    return table(["their need / ours", *peers], rows)


def sizes(results: Results) -> str:
    def row(map_: MapResults) -> list[object]:
        facts = map_.facts
        count = max(facts["mappings"], 1)
        own, other = map_.fact(OWN, "table_bytes"), map_.fact(SYMBOLIC.key, "table_bytes")
        files = [map_.fact(peer, "output_bytes") for peer in (OWN, SYMBOLIC.key)]
        in_mib = [size / MIB if size else None for size in (facts["bytes"], *files)]
        a_mapping = [size / count if size else None for size in (facts["encoded_bytes"], own, other)]
        ratio = other / own if own and other else None
        return [map_.label, *(None if cell is None else number(cell) for cell in (*in_mib, *a_mapping, ratio))]

    head = ["map", "JSON, MiB", "smcache, MiB", "symbolic, MiB"]
    head += ["VLQ text, bytes a mapping", "smcache, bytes a mapping", "symbolic, bytes a mapping", "symbolic / smcache"]
    return table(head, map(row, results.maps))


def floor(results: Results) -> str:
    def row(map_: MapResults) -> list[object]:
        parts = [map_.middle(OWN, part) or 0 for part in (FLOOR_COPY, FLOOR_WALK, FLOOR_WRITE)]
        own, publish = map_.middle(OWN, CONVERT_AGAIN) or 0, map_.middle(OWN, PUBLISH) or 0
        return [map_.label, *map(number, [*parts, sum(parts), own, own / sum(parts), publish])]

    head = ["map", "copy the JSON", "walk it", "write the output", "sum: the floor"]
    return table([*head, "smcache", "smcache / floor", "(publish the output)"], map(row, results.maps))


def with_functions(results: Results) -> str:
    def row(map_: MapResults) -> list[object]:
        own, other = (map_.figure(peer, FUNCTIONS) for peer in (OWN, SYMBOLIC.key))
        return [map_.label, own, other, number(other.middle / own.middle) if own and other else None]

    found = [map_ for map_ in results.maps if map_.figure(OWN, FUNCTIONS)]
    return table(["map", OWN, SYMBOLIC.key, "symbolic / smcache"], map(row, found))


def memory(results: Results) -> str:
    peers = results.peers_with(PEAK)

    def cell(map_: MapResults, peer: str) -> str | None:
        peak = map_.middle(peer, PEAK)
        return None if peak is None else f"{number(peak)} ({number(peak * MIB / map_.facts['bytes'])}x)"

    return table(["map", *peers], ([map_.label, *(cell(map_, peer) for peer in peers)] for map_ in results.maps))


def differences(results: Results) -> str:
    rows = []
    for peer in results.peers:
        counts: dict[str, int] = {}
        compared = 0
        for map_ in results.maps:
            compared += map_.answers[peer]["compared"]
            for kind, count in map_.answers[peer]["counts"].items():
                counts[kind] = counts.get(kind, 0) + count
        cells = [f"{counts[kind]:,}" if kind in counts else "" for kind in answers.CLASSES]
        rows.append([peer, f"{compared:,}", *cells])
    return table(["peer", "answers", *answers.CLASSES], rows)


def difference_classes(results: Results) -> str:
    """What each class of difference means, with the first example met."""
    lines = []
    for kind, meaning in answers.CLASSES.items():
        found = (
            f"{peer}, {map_.label}, {map_.answers[peer]['examples'][kind]}"
            for map_ in results.maps
            for peer in results.peers
            if kind in map_.answers[peer]["examples"]
        )
        example = next(found, None)
        lines.append(f"- **{kind}**: {meaning}." + (f" First met: {example}." if example else " None in this run."))
    return "\n".join(lines)


def all_tables(results: Results) -> dict[str, str]:
    return {
        "machine": machine(results),
        "versions": versions(results),
        "maps": maps(results),
        "ratios": ratios(results),
        "sizes": sizes(results),
        "convert": by_peer(results, CONVERT_AGAIN),
        "convert_first": by_peer(results, CONVERT_FIRST),
        "floor": floor(results),
        "with_functions": with_functions(results),
        "memory": memory(results),
        "new": by_peer(results, NEW),
        "new_faults": by_peer(results, NEW_FAULTS),
        "running": by_peer(results, RUNNING),
        "running_faults": by_peer(results, RUNNING_FAULTS),
        "lookup": by_peer(results, LOOKUP),
        "batch": by_peer(results, BATCH),
        "trace": by_peer(results, TRACE),
        "differences": differences(results),
        "difference_classes": difference_classes(results),
    }
