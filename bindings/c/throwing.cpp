// The test build only: throws inside the library, to see that nothing comes out.
#include <new>
#include <stdexcept>
#include <utility>

#include "bindings/c/boundary.hpp"

namespace {
int next_throw = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): what the hook is
}

extern "C" void smc_test_throw_next(int kind) { next_throw = kind; }

void smcache::detail::throw_as_told() {
  switch (std::exchange(next_throw, 0)) {
    case 1: throw std::bad_alloc();
    case 2: throw std::runtime_error("thrown by the test");
    case 3: throw 3;
    default: return;
  }
}
