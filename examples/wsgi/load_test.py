"""Starts the service with four workers, uploads maps, posts frames from several clients at once, checks every answer.

    python load_test.py [--maps 40] [--clients 4] [--seconds 5] [--workers 4]

Then it kills one worker and goes on: the others answer as before. What it prints: requests and frames a second, and how
long requests took.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
FRAMES = 30


class Service:
    def __init__(self, store, workers):
        command = [sys.executable, HERE / "symbolicate.py", store, "--port", "0", "--workers", str(workers)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().split()[-1])

    def request(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def source_map(number):
    """Line n of the generated file comes from line n of NUMBER.ts."""
    mappings = ";".join(["AAAA"] + ["AACA"] * 499)
    return json.dumps({"version": 3, "sources": [f"{number}.ts"], "names": [], "mappings": mappings}).encode()


def ask(service, maps, until, times, faults):
    rng = random.Random(threading.get_ident())
    while time.monotonic() < until:
        number = rng.randrange(maps)
        lines = [rng.randrange(1, 501) for _ in range(FRAMES)]
        frames = [{"file": f"{number}.js", "line": line, "column": 7} for line in lines]
        begin = time.monotonic()
        status, answer = service.request("POST", "/frames", json.dumps({"release": "7", "frames": frames}))
        times.append(time.monotonic() - begin)
        found = [(frame.get("source"), frame.get("line")) for frame in answer.get("frames", [])]
        if status != 200 or found != [(f"{number}.ts", line) for line in lines]:
            faults.append((status, answer))


def load(service, arguments):
    times, faults = [], []
    until = time.monotonic() + arguments.seconds
    clients = [
        threading.Thread(target=ask, args=(service, arguments.maps, until, times, faults))
        for _ in range(arguments.clients)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    times.sort()
    print(f"{len(times) / arguments.seconds:.0f} requests/s, {len(times) * FRAMES / arguments.seconds:.0f} frames/s; "
          f"median {times[len(times) // 2] * 1000:.1f} ms, 99 % under {times[len(times) * 99 // 100] * 1000:.1f} ms; "
          f"{len(faults)} wrong answers")
    if faults:
        sys.exit(f"FAILED: {faults[0]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--maps", type=int, default=40)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--workers", type=int, default=4)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as store:
        service = Service(store, arguments.workers)
        try:
            # Each map twice, from two threads: still each is compiled once.
            uploads = [
                threading.Thread(target=service.request, args=("PUT", f"/maps/7/{number}.js.map", source_map(number)))
                for number in range(arguments.maps)
                for _ in range(2)
            ]
            for upload in uploads:
                upload.start()
            for upload in uploads:
                upload.join()
            status, answer = service.request("PUT", "/maps/7/bad.js.map", b"{")
            assert status == 422, (status, answer)
            builds = {}
            while len(builds) < arguments.workers:
                _, counters = service.request("GET", "/counters")
                builds[counters["process"]] = counters["builds"]
            print(f"{arguments.maps} maps uploaded twice, to {len(builds)} workers: {sum(builds.values())} builds")
            if sum(builds.values()) != arguments.maps:
                sys.exit("FAILED: a map was compiled more than once")
            load(service, arguments)
            os.kill(next(iter(builds)), signal.SIGKILL)
            print("one worker killed")
            load(service, arguments)
        finally:
            service.stop()


if __name__ == "__main__":
    main()
