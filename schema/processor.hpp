// Which of the builds that schema/isa.hpp speaks of this processor runs.
#pragma once

namespace smcache::detail {

// Has it the instructions of x86-64-v3, and are they fast?
bool runs_v3() noexcept;

}  // namespace smcache::detail
