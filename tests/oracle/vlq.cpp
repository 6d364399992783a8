#include "tests/oracle/vlq.hpp"

namespace smcache::oracle {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::int64_t kTooLarge = std::int64_t{1} << 40;  // stands for any value that is larger still

std::optional<std::int64_t> read_digits(std::string_view text, std::size_t& at) {
  std::int64_t value = 0;
  std::int64_t place = 1;  // the value of the next digit's lowest bit
  while (at < text.size()) {
    const std::size_t digit = kAlphabet.find(text[at++]);
    if (digit == std::string_view::npos) return std::nullopt;
    const auto bits = static_cast<std::int64_t>(digit % 32);
    if (bits != 0) value = place == kTooLarge ? kTooLarge : value + bits * place;
    if (place < kTooLarge) place *= 32;
    if (digit < 32) return value;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> read_signed_vlq(std::string_view text, std::size_t& at) {
  const auto digits = read_digits(text, at);
  if (!digits) return std::nullopt;
  const bool negative = *digits % 2 == 1;
  const std::int64_t value = *digits / 2;
  if (negative && value == 0) return -(std::int64_t{1} << 31);  // the standard's meaning of "-0"
  if (value >= std::int64_t{1} << 31) return std::nullopt;
  return negative ? -value : value;
}

std::optional<std::int64_t> read_unsigned_vlq(std::string_view text, std::size_t& at) {
  const auto value = read_digits(text, at);
  if (!value || *value >= std::int64_t{1} << 32) return std::nullopt;
  return value;
}

}  // namespace smcache::oracle
