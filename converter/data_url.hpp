// `data:` URLs (RFC 2397), read as browsers read them (Fetch, "data: URL processor"; Infra,
// "forgiving-base64 decode"), with one exception: a '#' does not end the data, since JSON that nobody
// escaped may hold one.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "smcache/error.hpp"

namespace smcache::detail {

[[nodiscard]] bool is_data_url(std::string_view text) noexcept;

// Decodes the URL over itself, which never needs more room; returns how many bytes stand at the front of
// `url` then. Any media type will do. `name` is what messages call the input.
// Errors: data_url_invalid: no comma, or not base64 where it says so.
// REQUIRES: is_data_url(url).
Result<std::size_t> decode_data_url(std::span<char> url, std::string_view name);

}  // namespace smcache::detail
