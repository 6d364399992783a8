// The JSON that the program prints: one object a line, keys in the order in which they are set.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace smcache::tool {

using Json = nlohmann::ordered_json;

// On one line, without its end. Text that is not UTF-8 (out of a damaged cache, or in a file's name)
// gets U+FFFD in its place: printing never throws.
inline std::string json_text(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

inline Json text_or_null(std::optional<std::string_view> text) { return text ? Json(*text) : Json(nullptr); }

}  // namespace smcache::tool
