"""What the tests share: a map, and every way to open its cache."""

import json
import sys
from pathlib import Path

import pytest
import smcache
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "shop" / "dist" / "shop.min.js.map"
sys.path.insert(0, str(Path(__file__).parent))

# No test has a time limit; what fails prints how to repeat it.
settings.register_profile(
    "smcache", deadline=None, database=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("smcache")

MAP = json.dumps(
    {
        "version": 3,
        "file": "out.js",
        "sourceRoot": "src",
        "debugId": "00112233-4455-6677-8899-aabbccddeeff",
        "sources": ["a.ts", "b.ts", None, "/d.ts"],
        "sourcesContent": ["first\nsecond\r\n\nfourth", "", None, None],
        "names": ["go", "\u00fcber"],
        "ignoreList": [1],
        # line 0: 0 -> a.ts 0:0 go; 4 -> a.ts 1:2 über, and b.ts 0:0; 6: unmapped. Line 2: 2 -> /d.ts 7:1; a bad one.
        "mappings": "AAAAA,IACEC,ACDF,E;;EEOC,CC",
    }
).encode()


@pytest.fixture(scope="session")
def compiled():
    return smcache.convert(MAP)


@pytest.fixture
def file(compiled, tmp_path):
    path = tmp_path / "out.js.smcache"
    path.write_bytes(compiled)
    return path


@pytest.fixture
def cache(compiled):
    with smcache.Cache(compiled) as opened:
        yield opened


@pytest.fixture(scope="session")
def shop():
    return SHOP.read_bytes()
