// What of the converter is built for more than one instruction set: the builds for this processor.
#pragma once

#include "converter/block_encoder.hpp"
#include "converter/hash.hpp"

namespace smcache::detail {

EncodeBlock block_encoder() noexcept;
const HashCode& hash_code() noexcept;

}  // namespace smcache::detail
