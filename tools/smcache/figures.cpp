#include "figures.hpp"

#include <array>
#include <cstdio>

namespace smcache::tool {
namespace {

std::string decimal(double number, int decimals) {
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.*f", decimals, number);
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
  return text;
}

std::string size_text(std::uint64_t bytes) {
  if (bytes < 1000) return counted(bytes, "byte");
  auto size = static_cast<double>(bytes) / 1000;
  for (const char* unit : {" kB", " MB"}) {
    if (size < 999.95) return decimal(size, 1) + unit;
    size /= 1000;
  }
  return decimal(size, 2) + " GB";
}

std::string ratio_text(std::uint64_t dividend, std::uint64_t divisor) {
  return decimal(static_cast<double>(dividend) / static_cast<double>(divisor), 2);
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return grouped(number).append(" ").append(noun).append(number == 1 ? "" : "s");
}

std::string hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) text.append({kDigits[byte >> 4], kDigits[byte & 15]});
  return text;
}

std::string uuid_text(std::span<const std::uint8_t, 16> bytes) {
  std::string text = hex(bytes);
  for (const std::size_t at : {20U, 16U, 12U, 8U}) text.insert(at, 1, '-');
  return text;
}

}  // namespace smcache::tool
