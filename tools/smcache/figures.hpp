// Numbers for people, and hashes for both.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace smcache::tool {

// "1,234,567"
[[nodiscard]] std::string grouped(std::uint64_t number);
// "6.7 MB", in thousands; below a thousand "812 bytes".
[[nodiscard]] std::string size_text(std::uint64_t bytes);
// A quotient with two decimals: "3.91".
[[nodiscard]] std::string ratio_text(std::uint64_t dividend, std::uint64_t divisor);
// "1 mapping", "2 mappings"
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view noun);

[[nodiscard]] std::string hex(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::string uuid_text(std::span<const std::uint8_t, 16> bytes);

}  // namespace smcache::tool
