"""Where things stand. What is installed, built or measured goes into folders that git ignores."""

from pathlib import Path

COMPARE = Path(__file__).resolve().parent.parent
CHECKOUT = COMPARE.parent.parent
PEERS = COMPARE / "peers"
INSTALLED = COMPARE / ".peers"
RESULTS = COMPARE / ".results"
CORPUS_SCRIPTS = CHECKOUT / "tools" / "corpus.d"

CMAKE_BUILD = INSTALLED / "build"
RUST_TARGET = INSTALLED / "target"
VENV = INSTALLED / "venv"

SMCACHE_DRIVER = CMAKE_BUILD / "tools" / "compare" / "smcache-compare-driver"
TRACE_DRIVER = CMAKE_BUILD / "tools" / "compare" / "smcache-trace-driver"
FLOOR_DRIVER = CMAKE_BUILD / "tools" / "compare" / "smcache-floor-driver"
RUST_DRIVER = RUST_TARGET / "release" / "rust-driver"
NODE_DRIVER = PEERS / "node" / "driver.mjs"
PYTHON_DRIVER = PEERS / "python" / "driver.py"

PAGE = CHECKOUT / "docs" / "benchmarks.md"
CHARTS = CHECKOUT / "docs" / "charts"
