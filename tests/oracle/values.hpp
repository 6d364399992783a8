// Single values of a source map's JSON.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace smcache::oracle {

// A whole number of 0 to 2^32-1, however it is written: 3, 3.0, 3e0.
std::optional<std::int64_t> whole_number(const nlohmann::json& value);

// A source's name with its map's sourceRoot before it, unless the name is absolute itself.
std::string joined(const std::optional<std::string>& root, const std::string& source);

// 8-4-4-4-12 hexadecimal digits.
std::optional<std::array<std::uint8_t, 16>> uuid(std::string text);

}  // namespace smcache::oracle
