// The code of a lookup is compiled once for every x86-64 processor and once more for those with newer
// instructions (reader/CMakeLists.txt); which one runs is chosen when a cache is opened. So that the
// linker never takes one's inline functions for the other's, they stand in a namespace of their own.
#pragma once

#ifdef SMCACHE_X86_64_V3
#define SMCACHE_ISA x86_64_v3
#else
#define SMCACHE_ISA portable
#endif
