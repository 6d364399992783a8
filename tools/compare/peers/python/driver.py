"""`driver.py PEER` serves the drivers' line protocol (see the README two folders up); `driver.py PEER
trace FILE POSITIONS` explains one stack trace and exits."""

import array
import importlib
import json
import resource
import sys
import time
from pathlib import Path

PEERS = {"symbolic": "symbolic_peer"}


def timed(work):
    start = time.perf_counter_ns()
    result = work()
    return result, time.perf_counter_ns() - start


def minor_faults() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def read_positions(path: str, count: int | None = None) -> list[tuple[int, int]]:
    words = array.array("I", Path(path).read_bytes())
    pairs = list(zip(words[::2], words[1::2], strict=True))
    return pairs[:count]


def lookup_all(peer, opened, positions) -> int:
    lookup = peer.lookup
    total = 0
    for line, column in positions:
        at = lookup(opened, line, column)
        if at is not None:
            total += at.line + at.col + len(at.src or "") + len(at.name or "")
    return total


def answer_line(peer, opened, line: int, column: int) -> str:
    at = peer.lookup(opened, line, column)
    return json.dumps(at and [at.src, at.line - 1, at.col - 1, at.name])


class Session:
    def __init__(self, peer):
        self.peer = peer
        self.opened = None

    def convert(self, path: str, _out: str) -> dict:
        data, read_ns = timed(Path(path).read_bytes)
        _, convert_ns = timed(lambda: self.peer.parse(data))
        return {"read_ns": read_ns, "convert_ns": convert_ns, "write_ns": 0, "bytes": 0}

    def open(self, path: str) -> dict:
        before = minor_faults()
        self.opened, ns = timed(lambda: self.peer.parse(Path(path).read_bytes()))
        return {"ns": ns, "faults": minor_faults() - before}

    def lookup(self, path: str, count: str) -> dict:
        positions = read_positions(path, int(count))
        before = minor_faults()
        total, ns = timed(lambda: lookup_all(self.peer, self.opened, positions))
        return {"ns": ns, "count": len(positions), "faults": minor_faults() - before, "sum": total}

    def answers(self, path: str, count: str, out: str) -> dict:
        positions = read_positions(path, int(count))
        with open(out, "w", encoding="utf-8") as file:
            for line, column in positions:
                print(answer_line(self.peer, self.opened, line, column), file=file)
        return {"count": len(positions)}


def serve(peer) -> None:
    session = Session(peer)
    commands = {"convert": session.convert, "open": session.open, "lookup": session.lookup, "answers": session.answers}
    for line in sys.stdin:
        name, *words = line.rstrip("\n").split("\t")
        print(json.dumps(commands[name](*words)), flush=True)


def trace(peer, path: str, positions: str) -> None:
    opened = peer.parse(Path(path).read_bytes())
    for line, column in read_positions(positions):
        print(answer_line(peer, opened, line, column))


def main() -> None:
    name, *rest = sys.argv[1:]
    peer = importlib.import_module(PEERS[name])
    if rest[:1] == ["trace"]:
        trace(peer, *rest[1:])
    else:
        serve(peer)


main()
