"""Looking up: in a new process, warm, in batches, and as the whole life of a process."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from .conversion import lookup_input
from .driver import Driver, whole_process_ns
from .maps import Prepared
from .peers import SMCACHE, Peer
from .rounds import Samples, measure

BATCH = 32
CALIBRATION = 1000
BUDGET_NS = 1_000_000_000  # a timed pass is cut short rather than take longer


def first_lookup(prepared: Prepared, peers: Sequence[Peer], rounds: int) -> dict[str, Samples]:
    """Opening (or parsing), then one lookup: in a process that has done nothing else, and there once more."""

    def once(peer: Peer) -> dict[str, float]:
        with Driver(peer.command) as driver:
            figures = {}
            for process in ("new", "running"):
                opened = driver.ask("open", lookup_input(prepared, peer))
                found = driver.ask("lookup", prepared.first_position, 1)
                figures[f"{process}_ns"] = opened["ns"] + found["ns"]
                figures[f"{process}_faults"] = opened["faults"] + found["faults"]
        return figures

    return measure(peers, rounds, once)


def _per_lookup(answer: dict[str, float]) -> float:
    return answer["ns"] / answer["count"]


class WarmPeers:
    """All peers at once, each in a process of its own with the map open."""

    def __init__(self, prepared: Prepared, peers: Sequence[Peer], count: int):
        self._prepared = prepared
        self._peers = peers
        self._count = count
        self._stack = ExitStack()
        self._drivers: dict[str, Driver] = {}
        self._counts: dict[str, int] = {}

    def __enter__(self) -> WarmPeers:
        for peer in self._peers:
            driver = self._stack.enter_context(Driver(peer.command))
            driver.ask("open", lookup_input(self._prepared, peer))
            self._drivers[peer.key] = driver
            self._counts[peer.key] = self._affordable(driver)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _affordable(self, driver: Driver) -> int:
        few = min(CALIBRATION, self._count)
        cost = _per_lookup(driver.ask("lookup", self._prepared.positions, few))
        return max(few, min(self._count, int(BUDGET_NS / cost)))

    def answers(self, folder: Path) -> dict[str, Path]:
        """Every peer's answers to all positions; it also warms what the timed passes will touch."""
        written: dict[str, Path] = {}
        for peer in self._peers:
            written[peer.key] = folder / (peer.key.replace("/", "-") + ".answers")
            self._drivers[peer.key].ask("answers", self._prepared.positions, self._count, written[peer.key])
        return written

    def timed(self, rounds: int) -> dict[str, Samples]:
        def once(peer: Peer) -> dict[str, float]:
            driver, count = self._drivers[peer.key], self._counts[peer.key]
            driver.ask("lookup", self._prepared.positions, count)  # other peers have had the caches since
            figures = {"lookup_ns": _per_lookup(driver.ask("lookup", self._prepared.positions, count))}
            if peer == SMCACHE:
                figures["batch_ns"] = _per_lookup(driver.ask("batch", self._prepared.positions, count, BATCH))
            return figures

        return measure(self._peers, rounds, once)


def stack_traces(prepared: Prepared, peers: Sequence[Peer], rounds: int) -> dict[str, Samples]:
    """A process that opens, explains one stack trace and ends."""

    def once(peer: Peer) -> dict[str, float]:
        command = (*peer.trace_command, "trace", str(lookup_input(prepared, peer)), str(prepared.trace_positions))
        return {"trace_ns": whole_process_ns(command)}

    return measure(peers, rounds, once)
