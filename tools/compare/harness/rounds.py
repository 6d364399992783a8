"""Interleaving: every peer is measured once before any is measured again, so that a machine that grows
slower or faster in between does so for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from .peers import Peer

Samples = dict[str, list[float]]


def turns(peers: Sequence[Peer], rounds: int) -> Iterator[Peer]:
    """All peers in each round, a different one first each time."""
    for number in range(rounds):
        first = number % len(peers) if peers else 0
        yield from peers[first:]
        yield from peers[:first]


def measure(peers: Sequence[Peer], rounds: int, once: Callable[[Peer], dict[str, float]]) -> dict[str, Samples]:
    """Calls `once` for each turn and keeps every figure it gives: peer -> figure -> samples."""
    kept: dict[str, Samples] = {peer.key: {} for peer in peers}
    for peer in turns(peers, rounds):
        for name, value in once(peer).items():
            kept[peer.key].setdefault(name, []).append(value)
    return kept


def merge(into: dict[str, dict[str, Any]], parts: Iterable[dict[str, dict[str, Any]]]) -> None:
    for part in parts:
        for key, values in part.items():
            into.setdefault(key, {}).update(values)
