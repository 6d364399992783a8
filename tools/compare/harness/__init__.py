"""Measures smcache and its peers side by side; ../run is the command, ../README.md the way in."""
