// Some code is compiled once for every x86-64 processor and once more for those with newer instructions:
// lookups, and what a conversion does with each mapping and each byte (smcache_v3_code() in
// schema/CMakeLists.txt); which one runs is chosen at run time. So that the linker never takes one's inline
// functions for the other's, they stand in a namespace of their own.
#pragma once

#ifdef SMCACHE_X86_64_V3
#define SMCACHE_ISA x86_64_v3
#else
#define SMCACHE_ISA portable
#endif
