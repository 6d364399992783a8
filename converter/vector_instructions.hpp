// The processor's vector instructions as functions. GCC 12 takes for a mistake what its header leaves undefined on
// purpose (its bug 105593).
#pragma once

#ifdef __x86_64__
#ifndef __clang__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>
#ifndef __clang__
#pragma GCC diagnostic pop
#endif
#endif
