#include "tests/oracle/values.hpp"

#include <cctype>
#include <cmath>

namespace smcache::oracle {
namespace {

bool is_absolute(const std::string& source) {
  if (source.starts_with("/")) return true;
  const auto letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
  std::size_t at = 0;
  while (at < source.size() && (letter(source[at]) || std::isdigit(static_cast<unsigned char>(source[at])) != 0 ||
                                source[at] == '+' || source[at] == '-' || source[at] == '.')) {
    ++at;
  }
  return at > 0 && letter(source[0]) && source.substr(at).starts_with("://");
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
