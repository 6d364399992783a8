"""JavaScript source maps, compiled once and looked up from a mapped file.

>>> import smcache
>>> compiled = smcache.convert(b'{"version": 3, "sources": ["a.ts"], "names": ["go"], "mappings": "AACEA"}')
>>> with smcache.Cache(compiled) as cache:
...     cache.lookup(0, 17)
Location(source='a.ts', line=1, column=2, name='go', generated_line=0, generated_column=0, source_index=0, name_index=0, mapping=0, is_range=False, function=None, function_kind='none', provenance=None)

Lines and columns count from zero everywhere in this package (but in :mod:`smcache.symbolic`), and columns are UTF-16
code units, as in ECMA-426. A stack trace counts from one: subtract at the edge.

A cache may be used from any number of threads, and by children after a fork. It may be closed at any moment: a call
that is under way in another thread finishes, and later ones raise ``ValueError``.
"""  # noqa: E501

from smcache._batch import Locations
from smcache._cache import Cache, open  # noqa: A004
from smcache._convert import ConversionWarning, convert, convert_file
from smcache._errors import Error, ErrorCode
from smcache._info import Extension, Info, Section
from smcache._location import CallSite, Function, Location, Mapping
from smcache._source import Context, Source
from smcache._stack import Frame, symbolicate
from smcache._store import Contents, Counters, Eviction, Key, Store

__all__ = [
    "Cache",
    "CallSite",
    "Contents",
    "Context",
    "ConversionWarning",
    "Counters",
    "Error",
    "ErrorCode",
    "Eviction",
    "Extension",
    "Frame",
    "Function",
    "Info",
    "Key",
    "Location",
    "Locations",
    "Mapping",
    "Section",
    "Source",
    "Store",
    "convert",
    "convert_file",
    "open",
    "symbolicate",
]
