"""Which maps are measured, and what is made of each before the clock starts."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import paths
from .peers import NODE

# Two seeds: one for the positions of the timed lookups, one for the frames of the stack trace.
LOOKUP_SEED = 1
TRACE_SEED = 2
TRACE_FRAMES = 40

LIST_MAPS = paths.COMPARE / "positions" / "list_maps.mjs"
MAKE_POSITIONS = paths.COMPARE / "positions" / "make_positions.mjs"


@dataclass(frozen=True)
class Map:
    label: str
    path: Path

    @property
    def generated(self) -> Path | None:
        """The JavaScript beside the map, where there is some."""
        path = self.path.with_suffix("")
        return path if path.suffix in (".js", ".mjs") and path.exists() else None


@dataclass(frozen=True)
class Prepared:
    """A map with its positions, its copy without the sources' text, and a folder for what peers write."""

    map: Map
    facts: dict[str, Any]  # bytes, mappings, lines, sources, names, encoded_bytes, content_bytes
    bare: Path
    positions: Path
    explanations: Path
    first_position: Path
    trace_positions: Path
    folder: Path

    def source(self, without_contents: bool) -> Path:
        return self.bare if without_contents else self.map.path


def public(corpus: Path, ci_only: bool) -> list[Map]:
    """Fetches what is missing of the published maps."""
    chosen = ["--ci"] if ci_only else ["--all"]
    subprocess.run([paths.CHECKOUT / "tools" / "corpus", "fetch", *chosen, corpus], check=True)
    listed = subprocess.run(["node", LIST_MAPS, *chosen, corpus], check=True, capture_output=True, text=True)
    return [Map(entry["label"], Path(entry["path"])) for entry in json.loads(listed.stdout)]


def large(folder: Path) -> list[Map]:
    """The large built maps, as far as they have been built (tools/corpus build-large)."""
    return [Map(path.name, path) for path in sorted(folder.glob("*.map"))]


def _make_positions(map_path: Path, seed: int, count: int, positions: Path, explanations: Path) -> dict[str, Any]:
    command: list[str | Path] = [*NODE, MAKE_POSITIONS, map_path, str(seed), str(count), positions, explanations]
    facts: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return facts


def _write_bare(map_path: Path, bare: Path) -> None:
    content = json.loads(map_path.read_bytes())
    content.pop("sourcesContent", None)
    bare.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8", errors="replace")


def prepare(map_: Map, count: int, folder: Path) -> Prepared:
    made = Prepared(
        map=map_,
        facts={"bytes": map_.path.stat().st_size},
        bare=folder / "bare.map",
        positions=folder / "positions",
        explanations=folder / "explanations",
        first_position=folder / "first-position",
        trace_positions=folder / "trace-positions",
        folder=folder,
    )
    _make_positions(map_.path, TRACE_SEED, TRACE_FRAMES, made.trace_positions, made.explanations)
    made.facts.update(_make_positions(map_.path, LOOKUP_SEED, count, made.positions, made.explanations))
    made.first_position.write_bytes(made.trace_positions.read_bytes()[:8])
    _write_bare(map_.path, made.bare)
    return made
