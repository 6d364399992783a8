"""Whether an installed package works, with nothing but itself: converts the map given, looks one position up."""

import platform
import sys
from pathlib import Path

import smcache

with smcache.Cache(smcache.convert(Path(sys.argv[1]).read_bytes())) as cache:
    found = cache.lookup(0, 4069)
    assert found is not None
    assert (found.source, found.line) == ("../src/payment.ts", 27), found
    assert cache.lookup_many([(0, 4069)])[0] == found
    assert "throw new PaymentDeclined" in cache.context(found).line
    cache.verify()
print(f"Python {platform.python_version()}: works")
