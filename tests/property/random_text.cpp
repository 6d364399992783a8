#include "tests/property/random_text.hpp"

#include <string_view>
#include <vector>

namespace smcache::test {
namespace {

using namespace std::string_view_literals;

const std::vector<std::string_view>& pieces() {
  static const std::vector<std::string_view> kPieces = {
      "a"sv,  "main"sv,   " "sv,      "/"sv,      "\\"sv,     "\""sv,           "?v=1"sv,       "#"sv,
      "\t"sv, "\x7F"sv,   "\0"sv,     "\x01"sv,   "\u00E9"sv, "\u4E2D\u6587"sv, "\U0001F600"sv, "\uFEFF"sv,
      "$"sv,  "\u2027"sv, "\u202A"sv, "\uFFFD"sv, "..."sv,    "function(){}"sv, "\v"sv,         "\u0085"sv};
  return kPieces;
}

const std::vector<std::string_view>& terminators() {
  static const std::vector<std::string_view> kTerminators = {"\n"sv, "\r\n"sv, "\r"sv, "\u2028"sv, "\u2029"sv};
  return kTerminators;
}

std::string joined_pieces(Random& random, std::uint64_t count) {
  std::string text;
  for (; count > 0; --count) text += random.pick(pieces());
  return text;
}

}  // namespace

std::string random_name(Random& random) {
  static const std::vector<std::string> kBeginnings = {
      "", "src/", "/", "webpack://app/./", "file:///", "../", "C:\\app\\", "node:", "1x://", "a.b+c-d://"};
  if (random.chance(0.6)) return "name" + std::to_string(random.below(1000)) + ".js";
  return random.pick(kBeginnings) + joined_pieces(random, random.below(6));
}

std::string random_content(Random& random, std::uint64_t lines) {
  const bool line_feeds_only = random.chance(0.5);
  std::string text;
  for (auto count = random.below(lines + 1); count > 0; --count) {
    if (!random.chance(0.2)) text += joined_pieces(random, random.below(12));
    text += line_feeds_only ? "\n"sv : random.pick(terminators());
  }
  if (random.chance(0.5)) text += joined_pieces(random, random.below(5));
  return text;
}

}  // namespace smcache::test
