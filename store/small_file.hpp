// The store's small text files: notes, aliases, numbers.
#pragma once

#include <charconv>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "smcache/error.hpp"

namespace smcache::detail {

// nullopt where it is not there, cannot be read, or is larger than any of these is.
[[nodiscard]] std::optional<std::string> read_small_file(const std::filesystem::path& path);
// Whole or not at all, unsynced. Makes its folder. Errors: permission_denied, no_space, io.
Status write_small_file(const std::filesystem::path& path, std::string_view text);

// Takes a line off the front of `text`, without its end.
inline std::string_view take_line(std::string_view& text) noexcept {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

// The decimal number behind "NAME " on a line; nullopt where the line says something else.
template <typename Number>
std::optional<Number> number_on(std::string_view line, std::string_view name) noexcept {
  if (!line.starts_with(name) || line.size() < name.size() + 2 || line[name.size()] != ' ') return std::nullopt;
  line.remove_prefix(name.size() + 1);
  Number number{};
  const char* const end = line.data() + line.size();
  const auto parsed = std::from_chars(line.data(), end, number);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(number) : std::nullopt;
}

}  // namespace smcache::detail
