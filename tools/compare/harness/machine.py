"""What the figures were taken on and with."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

from . import paths
from .peers import Peer


def _field(path: str, name: str) -> str:
    found = re.search(rf"^{name}\s*:\s*(.+)$", Path(path).read_text(), re.MULTILINE)
    return found[1].strip() if found else "unknown"


def _first_line(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[0]


def _distribution() -> str:
    return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")


def describe() -> dict[str, str]:
    memory = int(_field("/proc/meminfo", "MemTotal").split()[0]) / 2**20
    return {
        "processor": f"{_field('/proc/cpuinfo', 'model name')} (family {_field('/proc/cpuinfo', 'cpu family')},"
        f" model {_field('/proc/cpuinfo', 'model')}), {os.cpu_count()} processors visible",
        "memory": f"{memory:.0f} GiB",
        "system": f"{_distribution()}, Linux {platform.release()}",
    }


def _compiler() -> str:
    cache = (paths.CMAKE_BUILD / "CMakeCache.txt").read_text()
    found = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.+)$", cache, re.MULTILINE)
    return _first_line(found[1] if found else "c++", "--version")


def _smcache_version() -> str:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=paths.CHECKOUT, check=True, capture_output=True, text=True
    )
    return f"commit {commit.stdout.strip()}, {_compiler()}, CMake preset release"


def _rust_versions() -> dict[str, str]:
    lock = tomllib.loads((paths.PEERS / "rust" / "Cargo.lock").read_text())
    versions = {package["name"]: package["version"] for package in lock["package"]}
    wanted = tomllib.loads((paths.PEERS / "rust" / "Cargo.toml").read_text())["dependencies"]
    compiler = _first_line("rustc", "--version")
    return {name: f"{versions[name]}, {compiler}, release profile with thin LTO" for name in wanted}


def _node_versions() -> dict[str, str]:
    lock = json.loads((paths.PEERS / "node" / "package-lock.json").read_text())
    node = _first_line("node", "--version")
    return {
        name.removeprefix("node_modules/"): f"{package['version']}, node {node}"
        for name, package in lock["packages"].items()
        if name
    }


def _python_versions() -> dict[str, str]:
    pins = (paths.PEERS / "python" / "requirements.txt").read_text().split()
    python = _first_line(str(paths.VENV / "bin" / "python"), "--version")
    return {f"{name} (Python)": f"{version}, {python}" for name, version in (pin.split("==") for pin in pins)}


def versions(peers: Sequence[Peer]) -> dict[str, str]:
    known: dict[str, str] = {}
    groups = {peer.group for peer in peers}
    if "smcache" in groups:
        known["smcache"] = _smcache_version()
    if "rust" in groups:
        known |= _rust_versions()
    if "node" in groups:
        known |= _node_versions()
    if "python" in groups:
        known |= _python_versions()
    return {peer.key: known[peer.key] for peer in peers if peer.key in known}
