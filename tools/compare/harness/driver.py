"""Talks to a driver: a process that serves tab-separated commands and answers each with a JSON line."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any


class Driver:
    """A driver that runs; it ends with the `with` block."""

    def __init__(self, command: tuple[str, ...]):
        self._command = command
        self._said: tuple[object, ...] = ()
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def say(self, *words: object) -> None:
        assert self._process.stdin
        self._said = words
        print(*words, sep="\t", file=self._process.stdin, flush=True)

    def hear(self) -> dict[str, Any]:
        assert self._process.stdout
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{' '.join(self._command)} failed at: {' '.join(map(str, self._said))}")
        told: dict[str, Any] = json.loads(answer)
        return told

    def ask(self, *words: object) -> dict[str, Any]:
        self.say(*words)
        return self.hear()

    def ask_in_a_row(self, times: int, *words: object) -> dict[str, Any]:
        """The answer to the last of several equal commands, between which the driver does not wait: a process that has
        slept begins on a core that has slept."""
        for _ in range(times):
            self.say(*words)
        return [self.hear() for _ in range(times)][-1]

    def process_file(self, name: str) -> str:
        return Path(f"/proc/{self._process.pid}/{name}").read_text()

    def peak_kib(self) -> int:
        """The most memory that the process has held so far.

        VmHWM and not wait4's ru_maxrss: the latter also remembers the process that forked, which is this one."""
        lines = self.process_file("status").splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))

    def __enter__(self) -> Driver:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def whole_process_ns(command: tuple[str, ...]) -> int:
    """Wall time of a process from its start to its end, its output thrown away."""
    start = time.perf_counter_ns()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return time.perf_counter_ns() - start
