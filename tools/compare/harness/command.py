"""The command line: what to measure, then measuring it, then writing the page."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from . import answers, conversion, install, lookups, machine, maps, page, paths, peers, scaling
from .peers import Peer
from .rounds import merge


@dataclass(frozen=True)
class Settings:
    rounds: int
    positions: int


FULL = Settings(rounds=9, positions=100_000)
QUICK = Settings(rounds=1, positions=2_000)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="tools/compare/run",
        description="Measures smcache and its peers side by side and writes docs/benchmarks.md with its charts.",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="one round over the small maps: does all run, are all answers equal? writes no page",
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        choices=sorted(install.GROUPS),
        help="leave a group of peers out (may be repeated)",
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        default=paths.CHECKOUT / ".corpus",
        help="where the public maps are kept (default: %(default)s)",
    )
    parser.add_argument(
        "--large",
        type=Path,
        default=paths.CHECKOUT / ".corpus-large",
        help="where the large built maps are (default: %(default)s)",
    )
    parser.add_argument("--only", default="", help="only maps whose label contains this; leaves docs alone")
    parser.add_argument("--rounds", type=int, help=f"default: {FULL.rounds}")
    parser.add_argument("--no-page", action="store_true", help="measure, keep the results, but leave docs alone")
    parser.add_argument("--page-only", action="store_true", help="write the page from the results kept by the last run")
    return parser.parse_args()


def say(text: str) -> None:
    print(f"compare: {text}", file=sys.stderr)


def large_maps(arguments: argparse.Namespace) -> list[maps.Map]:
    return [] if arguments.quick else maps.large(arguments.large)


def measure_map(map_: maps.Map, chosen: list[Peer], settings: Settings) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(dir=paths.RESULTS) as folder:
        prepared = maps.prepare(map_, settings.positions, Path(folder))
        figures = conversion.measure_conversion(prepared, chosen, settings.rounds)
        merge(figures, [lookups.first_lookup(prepared, chosen, settings.rounds)])
        with lookups.WarmPeers(prepared, chosen, settings.positions) as warm:
            written = warm.answers(prepared.folder)
            merge(figures, [warm.timed(settings.rounds)])
        merge(figures, [lookups.stack_traces(prepared, chosen, settings.rounds)])
        found = answers.compare_all(written, peers.SMCACHE.key, prepared.explanations, prepared.positions)
        differences = {key: asdict(value) for key, value in found.items()}
        return {"label": map_.label, "facts": prepared.facts, "peers": figures, "answers": differences}


def measure_scaling(public: list[maps.Map], settings: Settings) -> dict[str, Any]:
    """On the largest public map; many caches on the largest of those whose JSON is under 1 MB."""
    by_size = sorted(public, key=lambda map_: map_.path.stat().st_size)
    largest, small = by_size[-1], [map_ for map_ in by_size if map_.path.stat().st_size < 1_000_000][-1]
    with tempfile.TemporaryDirectory(dir=paths.RESULTS) as folder:
        prepared = maps.prepare(largest, settings.positions, Path(folder))
        conversion.conversions(prepared, [peers.SMCACHE], 1)
        figures: dict[str, Any] = {"map": largest.label, "many_map": small.label}
        figures["threads"] = scaling.threads(prepared, settings.positions, settings.rounds)
        figures["conversions"] = scaling.conversions(prepared, settings.rounds)
    with tempfile.TemporaryDirectory(dir=paths.RESULTS) as folder:
        prepared = maps.prepare(small, settings.positions, Path(folder))
        conversion.conversions(prepared, [peers.SMCACHE], 1)
        return figures | {"many_caches": scaling.many_caches(prepared)}


def unexplained(results: dict[str, Any]) -> list[str]:
    lines = []
    for map_ in results["maps"]:
        for key, found in map_["answers"].items():
            if answers.UNEXPLAINED in found["counts"]:
                count, example = found["counts"][answers.UNEXPLAINED], found["examples"][answers.UNEXPLAINED]
                lines.append(f"{map_['label']}: {key}: {count} differences without explanation, as {example}")
    return lines


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    settings = QUICK if arguments.quick else FULL
    if arguments.rounds:
        settings = Settings(arguments.rounds, settings.positions)
    paths.RESULTS.mkdir(exist_ok=True)
    install.corpus_scripts()
    for group, install_group in install.GROUPS.items():
        if group not in arguments.without:
            say(f"installing and building: {group}")
            install_group()
    chosen = [peer for peer in peers.ALL if peer.group not in arguments.without]
    results: dict[str, Any] = {
        "machine": machine.describe(),
        "versions": machine.versions(chosen),
        "settings": asdict(settings),
        "maps": [],
    }
    public = maps.public(arguments.corpus, ci_only=arguments.quick)
    for map_ in public + large_maps(arguments):
        if arguments.only in map_.label:
            say(f"measuring {map_.label}")
            results["maps"].append(measure_map(map_, chosen, settings))
    if peers.SMCACHE in chosen:
        say("measuring what goes on side by side")
        results["scaling"] = measure_scaling(public, settings)
    return results


def main() -> int:
    arguments = parse_arguments()
    kept = paths.RESULTS / "results.json"
    if arguments.page_only:
        page.write(json.loads(kept.read_text()))
        return 0
    results = run(arguments)
    if not arguments.quick:
        kept.write_text(json.dumps(results, indent=1))
        if not arguments.no_page and not arguments.only:
            page.write(results)
    problems = unexplained(results)
    for line in problems:
        say(line)
    compared = sum(found["compared"] for map_ in results["maps"] for found in map_["answers"].values())
    say(f"{len(results['maps'])} maps, {compared} answers compared, {len(problems)} peers with unexplained differences")
    return 1 if problems else 0
