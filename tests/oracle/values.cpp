#include "tests/oracle/values.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace smcache::oracle {
namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

bool is_in_scheme(char c) {
  return is_letter(c) || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.';
}

// A path from the root, or a scheme before a colon (RFC 3986, section 3.1).
bool is_absolute(const std::string& source) {
  if (source.starts_with("/")) return true;
  const std::string scheme = source.substr(0, source.find(':'));
  return scheme.size() < source.size() && !scheme.empty() && is_letter(scheme[0]) &&
         std::all_of(scheme.begin(), scheme.end(), is_in_scheme);
}

}  // namespace

std::optional<std::int64_t> whole_number(const nlohmann::json& value) {
  if (!value.is_number()) return std::nullopt;
  const double number = value.get<double>();
  if (!(number >= 0 && number <= 4294967295.0) || number != std::floor(number)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::string joined(const std::optional<std::string>& root, const std::string& source) {
  if (!root || root->empty() || is_absolute(source)) return source;
  return *root + (root->ends_with("/") ? "" : "/") + source;
}

std::optional<std::array<std::uint8_t, 16>> uuid(std::string text) {
  if (text.size() != 36) return std::nullopt;
  for (const std::size_t dash : {23U, 18U, 13U, 8U}) {
    if (text[dash] != '-') return std::nullopt;
    text.erase(dash, 1);
  }
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < 32; ++i) {
    if (std::isxdigit(static_cast<unsigned char>(text[i])) == 0) return std::nullopt;
    const int digit = std::isdigit(static_cast<unsigned char>(text[i])) != 0
                          ? text[i] - '0'
                          : std::tolower(static_cast<unsigned char>(text[i])) - 'a' + 10;
    bytes[i / 2] = static_cast<std::uint8_t>(bytes[i / 2] * 16 + digit);
  }
  return bytes;
}

}  // namespace smcache::oracle
