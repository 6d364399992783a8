// std::upper_bound for searches that mostly end near where the last one did.
#pragma once

#include <algorithm>
#include <cstddef>

namespace smcache::detail {

// The first element that `value` is before, looked for from `near` on in steps that double. REQUIRES: [begin, end)
// ascends, and `near` is in it.
template <typename Iterator, typename Value, typename Before>
Iterator upper_bound_near(Iterator begin, Iterator end, Iterator near, const Value& value, Before before) {
  std::ptrdiff_t step = 1;
  Iterator low = near;
  Iterator high = near;
  if (before(value, *near)) {
    for (; step < high - begin && before(value, high[-step]); step *= 2) high -= step;
    low = high - std::min(step, high - begin);
  } else {
    for (; step < end - low && !before(value, low[step]); step *= 2) low += step;
    high = low + std::min(step, end - low);
  }
  return std::upper_bound(low, high, value, before);
}

}  // namespace smcache::detail
