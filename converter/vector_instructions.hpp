// The processor's vector instructions as functions. GCC 12 takes for a mistake what its header leaves undefined on
// purpose (its bug 105593).
#pragma once

#ifdef __x86_64__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>
#pragma GCC diagnostic pop
#endif
