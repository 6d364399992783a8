"""A small service that explains stack frames from a store that all its workers share. Standard library and smcache.

    python symbolicate.py STORE [--port 8000] [--workers 4]

    PUT  /maps/RELEASE/PATH    a source map; compiled by whichever worker gets it, found by all
    POST /frames               {"release": "7", "frames": [{"file": "app.js", "line": 1, "column": 4711}, ...]}
                               answers the same list, with "source", "line", "column" and "name" where a map knows them

Lines and columns count from one, as in stack traces. `application(store)` is an ordinary WSGI application: under
gunicorn, open the store before the workers are forked (--preload) or in each of them; both work.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import socket
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import smcache


def explain(store: smcache.Store, release: str, frame: dict) -> dict:
    """The frame, with its original position where there is one."""
    cache = store.get(f"{release}/{frame['file']}")
    if cache is None:
        return {**frame, "status": "no_map"}
    found = cache.lookup(frame["line"] - 1, frame["column"] - 1)
    if found is None or found.source_index is None:
        return {**frame, "status": "not_found"}
    position = {"source": found.source, "line": found.line + 1, "column": found.column + 1, "name": found.name}
    return {**frame, **position, "status": "found"}


def application(store: smcache.Store):
    def put_map(release_and_path: str, body: bytes):
        name = release_and_path.removesuffix(".map")
        try:
            store.get_or_convert(body, key=name, name=name)
        except ValueError as error:
            return "422 Unprocessable Entity", {"error": str(error)}
        return "201 Created", {"name": name}

    def post_frames(body: bytes):
        try:
            asked = json.loads(body)
            return "200 OK", {"frames": [explain(store, asked["release"], frame) for frame in asked["frames"]]}
        except (ValueError, KeyError, TypeError, OverflowError) as error:
            return "400 Bad Request", {"error": repr(error)}

    def respond(environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if method == "PUT" and path.startswith("/maps/"):
            status, answer = put_map(path.removeprefix("/maps/"), body)
        elif method == "POST" and path == "/frames":
            status, answer = post_frames(body)
        elif method == "GET" and path == "/counters":
            status, answer = "200 OK", {"process": os.getpid(), **store.counters._asdict()}
        else:
            status, answer = "404 Not Found", {"error": "PUT /maps/RELEASE/PATH or POST /frames"}
        text = json.dumps(answer).encode()
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(text)))])
        return [text]

    return respond


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(256)
    return listener


def serve(listener: socket.socket, store: smcache.Store) -> None:
    server = make_server("127.0.0.1", 0, application(store), Server, Quiet)
    server.socket.close()
    server.socket = listener
    server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("store")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=4)
    arguments = parser.parse_args()
    listener = listen(arguments.port)
    store = smcache.Store(arguments.store, max_bytes=10 << 30)  # before the forks: each worker inherits it
    workers = []
    for _ in range(arguments.workers):
        worker = os.fork()
        if worker == 0:
            serve(listener, store)
        workers.append(worker)
    print(f"listening on port {listener.getsockname()[1]}", flush=True)

    def stop(*_):
        for worker in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGTERM)
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for worker in workers:
        os.waitpid(worker, 0)


if __name__ == "__main__":
    main()
