#include "stack_trace.hpp"

#include <charconv>
#include <cstdint>

namespace smcache::tool {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kAt = "at ";
constexpr std::string_view kAsync = "async ";
constexpr std::string_view kAddress = "address at ";  // Hermes, of bytecode: columns are offsets, from zero

std::string_view trimmed_end(std::string_view text) noexcept {
  return text.substr(0, text.find_last_not_of(" \t\r") + 1);
}

// Takes ":NUMBER" off the end of `text`.
std::optional<std::uint32_t> take_number(std::string_view& text) noexcept {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon + 1 == text.size()) return std::nullopt;
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data() + colon + 1, end, number);
  if (error != std::errc() || last != end) return std::nullopt;
  text.remove_suffix(text.size() - colon);
  return number;
}

// "URL:LINE:COLUMN", one-based but for columns of bytecode.
bool read_place(std::string_view text, TraceLine& out) noexcept {
  const bool is_address = text.starts_with(kAddress);
  if (is_address) text.remove_prefix(kAddress.size());
  const auto column = take_number(text);
  if (!column) return false;
  const auto line = take_number(text);
  if (!line || *line == 0 || (*column == 0 && !is_address) || text.empty()) return false;
  out.url = text;
  out.position = {*line - 1, is_address ? *column : *column - 1};
  return true;
}

// "f (PLACE)" or "PLACE".
bool read_at(std::string_view text, TraceLine& out) noexcept {
  out.style = TraceLine::Style::at;
  out.is_async = text.starts_with(kAsync);
  if (out.is_async) text.remove_prefix(kAsync.size());
  if (!text.ends_with(')')) return text.find(' ') == std::string_view::npos && read_place(text, out);
  // The bracket before the place: functions may have some in their names, and so may URLs.
  const std::size_t open = text.find(" (");
  if (open == std::string_view::npos) return false;
  out.function = text.substr(0, open);
  return read_place(text.substr(open + 2, text.size() - open - 3), out);
}

// "f@PLACE", "@PLACE" or "PLACE".
bool read_sign(std::string_view text, TraceLine& out) noexcept {
  out.style = TraceLine::Style::sign;
  const std::size_t sign = text.find('@');
  if (sign == std::string_view::npos) {
    return text.find("://") != std::string_view::npos && text.find_first_of(kBlanks) == std::string_view::npos &&
           read_place(text, out);
  }
  out.function = text.substr(0, sign);
  const std::string_view place = text.substr(sign + 1);
  return place.find_first_of(kBlanks) == std::string_view::npos && read_place(place, out);
}

}  // namespace

std::optional<TraceLine> parse_trace_line(std::string_view line) {
  TraceLine frame;
  const std::size_t begin = line.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return std::nullopt;
  frame.indent = line.substr(0, begin);
  const std::string_view text = trimmed_end(line.substr(begin));
  const bool read = text.starts_with(kAt) ? read_at(text.substr(kAt.size()), frame) : read_sign(text, frame);
  if (!read) return std::nullopt;
  return frame;
}

}  // namespace smcache::tool
