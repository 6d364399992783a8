// How much memory a piece of work takes at its peak.
#pragma once

#include <cstddef>
#include <functional>

namespace smcache::test {

// Bytes resident beyond what the process has before. The work is done in a child process; throws where it
// returns false there, or does not return.
std::size_t peak_memory(const std::function<bool()>& work);

// What a written buffer of `size` bytes costs so: `size`, but more under sanitizers, which keep notes on
// every byte.
std::size_t peak_memory_of_buffer(std::size_t size);

}  // namespace smcache::test
