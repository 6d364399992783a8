"""Reading the kept results: medians by map and peer, and ratios between peers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .figures import Figure, figure
from .peers import ALL


@dataclass(frozen=True)
class Measure:
    key: str  # as the samples are kept
    unit: float  # what a sample is divided by to be shown


CONVERT_FIRST = Measure("convert_first_ns", 1e6)
CONVERT_AGAIN = Measure("convert_again_ns", 1e6)
FUNCTIONS = Measure("functions_ns", 1e6)
PEAK = Measure("peak_kib", 1024)
NEW = Measure("new_ns", 1e3)
NEW_FAULTS = Measure("new_faults", 1)
RUNNING = Measure("running_ns", 1e3)
RUNNING_FAULTS = Measure("running_faults", 1)
LOOKUP = Measure("lookup_ns", 1)
BATCH = Measure("batch_ns", 1)
FLOOR_COPY = Measure("floor_copy_ns", 1e6)
FLOOR_WALK = Measure("floor_walk_ns", 1e6)
FLOOR_WRITE = Measure("floor_write_ns", 1e6)
PUBLISH = Measure("publish_ns", 1e6)
TRACE = Measure("trace_ns", 1e6)


class MapResults:
    def __init__(self, kept: dict[str, Any]):
        self._kept = kept
        self.label: str = kept["label"]
        self.facts: dict[str, Any] = kept["facts"]
        self.answers: dict[str, dict[str, Any]] = kept["answers"]

    def figure(self, peer: str, measure: Measure) -> Figure | None:
        samples = self._kept["peers"].get(peer, {}).get(measure.key)
        return figure(samples, measure.unit) if samples else None

    def middle(self, peer: str, measure: Measure) -> float | None:
        found = self.figure(peer, measure)
        return found.middle if found else None

    def fact(self, peer: str, name: str) -> int | None:
        """A count kept as it is, or the last of equal samples."""
        value = self._kept["peers"].get(peer, {}).get(name)
        return int(value[-1] if isinstance(value, list) else value) if value else None


class Results:
    def __init__(self, kept: dict[str, Any]):
        self.machine: dict[str, str] = kept["machine"]
        self.versions: dict[str, str] = kept["versions"]
        self.settings: dict[str, int] = kept["settings"]
        self.scaling: dict[str, Any] = kept["scaling"]
        self.maps = sorted((MapResults(entry) for entry in kept["maps"]), key=lambda map_: map_.facts["bytes"])
        self.peers = [peer.key for peer in ALL if any(peer.key in entry["peers"] for entry in kept["maps"])]

    def peers_with(self, measure: Measure) -> list[str]:
        return [peer for peer in self.peers if any(map_.figure(peer, measure) for map_ in self.maps)]

    def ratios(self, theirs: str, measure: Measure, own: str, own_measure: Measure | None = None) -> Figure | None:
        """How many times theirs ours goes into, over the maps."""
        found = []
        for map_ in self.maps:
            above, below = map_.middle(theirs, measure), map_.middle(own, own_measure or measure)
            if above is not None and below:
                found.append(above / below)
        return figure(found) if found else None
