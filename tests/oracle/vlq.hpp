// Base64 VLQs, one digit at a time (ECMA-426, "base64 VLQ").
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace smcache::oracle {

// Read the VLQ that begins at text[at] and move `at` behind it. nullopt for a character outside the
// alphabet, for a text that ends after a continuation digit, and for a value out of range: 2^31 or
// more (signed), 2^32 or more (unsigned). `at` then stands behind the last character looked at.
std::optional<std::int64_t> read_signed_vlq(std::string_view text, std::size_t& at);
std::optional<std::int64_t> read_unsigned_vlq(std::string_view text, std::size_t& at);

}  // namespace smcache::oracle
