#include "converter/data_url.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace smcache::detail {
namespace {

constexpr std::string_view kScheme = "data:";
constexpr std::string_view kWhitespace = "\t\n\f\r ";

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view text, std::string_view lower_case) noexcept {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return lower(a) == b; });
}

std::string_view trimmed(std::string_view text) noexcept {
  const std::size_t first = text.find_first_not_of(kWhitespace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhitespace) + 1 - first);
}

// Whether what stands before the comma ends in ";base64".
bool says_base64(std::string_view media_type) noexcept {
  const std::size_t semicolon = media_type.rfind(';');
  return semicolon != std::string_view::npos &&
         equal_ignoring_case(trimmed(media_type.substr(semicolon + 1)), "base64");
}

constexpr unsigned hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (lower(c) >= 'a' && lower(c) <= 'f') return static_cast<unsigned>(lower(c) - 'a') + 10;
  return 16;
}

// A '%' without two hex digits behind it stays as it is.
std::size_t decode_percent(std::string_view from, char* to) noexcept {
  char* out = to;
  while (!from.empty()) {
    const std::size_t plain = std::min(from.find('%'), from.size());
    out = std::copy_n(from.data(), plain, out);  // to the front or onto itself
    from.remove_prefix(plain);
    if (from.empty()) break;
    const unsigned high = from.size() > 2 ? hex_digit(from[1]) : 16;
    const unsigned low = from.size() > 2 ? hex_digit(from[2]) : 16;
    const bool escape = high < 16 && low < 16;
    *out++ = escape ? static_cast<char>(high << 4 | low) : '%';
    from.remove_prefix(escape ? 3 : 1);
  }
  return static_cast<std::size_t>(out - to);
}

constexpr std::uint8_t kSkipped = 64;
constexpr std::uint8_t kPad = 65;
constexpr std::uint8_t kInvalid = 255;

constexpr std::array<std::uint8_t, 256> kBase64 = [] {
  std::array<std::uint8_t, 256> table{};
  table.fill(kInvalid);
  std::uint8_t value = 0;
  for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")) {
    table[static_cast<unsigned char>(c)] = value++;
  }
  for (const char c : kWhitespace) table[static_cast<unsigned char>(c)] = kSkipped;
  table['='] = kPad;
  return table;
}();

std::uint32_t base64_digit(char c) noexcept { return kBase64[static_cast<unsigned char>(c)]; }

// nullopt where this is not base64. `to` may be where `from` begins, or before.
std::optional<std::size_t> decode_base64(std::string_view from, char* to) noexcept {
  char* out = to;
  std::uint32_t group = 0;  // the digits since the last whole group of four
  std::size_t digits = 0;
  std::size_t pads = 0;
  for (std::size_t i = 0; i < from.size();) {
    if (digits % 4 == 0 && from.size() - i >= 4) {
      const std::uint32_t a = base64_digit(from[i]), b = base64_digit(from[i + 1]), c = base64_digit(from[i + 2]),
                          d = base64_digit(from[i + 3]);
      if ((a | b | c | d) < 64 && pads == 0) {
        group = a << 18 | b << 12 | c << 6 | d;
        *out++ = static_cast<char>(group >> 16);
        *out++ = static_cast<char>(group >> 8);
        *out++ = static_cast<char>(group);
        i += 4;
        continue;
      }
    }
    const std::uint32_t digit = base64_digit(from[i++]);
    if (digit == kSkipped) continue;
    if (digit == kPad) {
      ++pads;
      continue;
    }
    if (digit == kInvalid || pads != 0) return std::nullopt;
    group = group << 6 | digit;
    if (++digits % 4 != 0) continue;
    *out++ = static_cast<char>(group >> 16);
    *out++ = static_cast<char>(group >> 8);
    *out++ = static_cast<char>(group);
  }
  // Padding may be left out, but not be wrong.
  const std::size_t left = digits % 4;
  if (left == 1 || (pads != 0 && (pads > 2 || left + pads != 4))) return std::nullopt;
  if (left >= 2) *out++ = static_cast<char>(group >> (left == 2 ? 4 : 10));
  if (left == 3) *out++ = static_cast<char>(group >> 2);
  return static_cast<std::size_t>(out - to);
}

Error invalid(std::string_view name, std::string_view what) {
  return {ErrorCode::data_url_invalid, std::string(name).append(": data URL: ").append(what)};
}

}  // namespace

bool is_data_url(std::string_view text) noexcept {
  return equal_ignoring_case(text.substr(0, kScheme.size()), kScheme);
}

Result<std::size_t> decode_data_url(std::span<char> url, std::string_view name) {
  const std::string_view text(url.data(), url.size());
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return invalid(name, "no comma, so no data");
  const bool base64 = says_base64(text.substr(0, comma));
  const std::size_t size = decode_percent(text.substr(comma + 1), url.data());
  if (!base64) return size;
  const std::optional<std::size_t> decoded = decode_base64({url.data(), size}, url.data());
  if (!decoded) return invalid(name, "its data is not base64");
  return *decoded;
}

}  // namespace smcache::detail
