"""Installs and builds the drivers: each peer through its own package manager, smcache from this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import paths

JOBS = str(os.cpu_count() or 1)


def _run(*command: str | os.PathLike[str], cwd: Path | None = None) -> None:
    subprocess.run(command, cwd=cwd, check=True, stdout=sys.stderr)


def _need(program: str, for_what: str) -> None:
    if shutil.which(program) is None:
        raise SystemExit(
            f"compare: {program} is missing, which {for_what} need; install it, or leave them out with --without"
        )


def _node_packages(folder: Path) -> None:
    lock = folder / "package-lock.json"
    installed = folder / "node_modules" / ".installed-lock.json"
    if not installed.exists() or installed.read_bytes() != lock.read_bytes():
        _run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", cwd=folder)
        shutil.copyfile(lock, installed)


def corpus_scripts() -> None:
    """The scripts that fetch maps and read them independently: always needed."""
    _need("node", "the corpus scripts")
    _node_packages(paths.CORPUS_SCRIPTS)


def smcache() -> None:
    _need("cmake", "smcache's drivers")
    options = ["-DSMCACHE_BUILD_COMPARE=ON", "-DSMCACHE_BUILD_TOOLS=OFF"]
    _run("cmake", "--preset", "release", "-B", paths.CMAKE_BUILD, *options, cwd=paths.CHECKOUT)
    _run("cmake", "--build", paths.CMAKE_BUILD, "-j", JOBS)


def rust() -> None:
    _need("cargo", "the Rust peers")
    _run(
        "cargo",
        "build",
        "--release",
        "--quiet",
        "-j",
        JOBS,
        "--target-dir",
        paths.RUST_TARGET,
        cwd=paths.PEERS / "rust",
    )


def node() -> None:
    _need("npm", "the node peers")
    _node_packages(paths.PEERS / "node")


def python() -> None:
    wanted = paths.PEERS / "python" / "requirements.txt"
    installed = paths.VENV / "installed-requirements.txt"
    if installed.exists() and installed.read_bytes() == wanted.read_bytes():
        return
    _run(sys.executable, "-m", "venv", "--clear", paths.VENV)
    _run(paths.VENV / "bin" / "python", "-m", "pip", "install", "--quiet", "-r", wanted)
    shutil.copyfile(wanted, installed)


GROUPS = {"smcache": smcache, "rust": rust, "node": node, "python": python}
