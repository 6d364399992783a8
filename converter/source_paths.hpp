// A source's name as the map has it, and as sourceRoot makes it.
#pragma once

#include <string>
#include <string_view>

#include "converter/string_pool.hpp"

namespace smcache::detail {

// A scheme ("webpack:", "C:" too), or a path from the root.
inline bool is_absolute_source(std::string_view name) noexcept {
  if (name.starts_with('/')) return true;
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  // RFC 3986, 3.1: a letter, then letters, digits, "+", "-", ".".
  for (std::size_t i = 0; i < colon; ++i) {
    const char c = name[i];
    const char lower = static_cast<char>(c | 0x20);
    const bool letter = lower >= 'a' && lower <= 'z';
    const bool other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    if (!letter && (i == 0 || !other)) return false;
  }
  return true;
}

// The root and the name with one '/' between them, unless the root ends in one. A null name stays null,
// an absolute one as it is; an absent or empty root changes nothing.
inline TextRef join_source_root(TextRef root, TextRef name, StringPool& strings) {
  if (!name.present() || !root.present() || root.length == 0 || is_absolute_source(strings.view(name))) return name;
  std::string joined(strings.view(root));
  if (joined.back() != '/') joined += '/';
  joined += strings.view(name);
  return strings.add(joined);
}

}  // namespace smcache::detail
