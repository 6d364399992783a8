#include "tests/property/mappings_writer.hpp"

namespace smcache::test {

std::string unsigned_vlq(std::uint64_t value) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (; value >= 32; value /= 32) text += kDigits[value % 32 + 32];
  return text + kDigits[value];
}

std::string vlq(std::int64_t value, unsigned zeros) {
  if (value == -(std::int64_t{1} << 31)) return "B";
  const auto magnitude = static_cast<std::uint64_t>(value < 0 ? -value : value);
  std::string text = unsigned_vlq(magnitude * 2 + (value < 0 ? 1 : 0));
  if (zeros == 0) return text;
  // The last digit is made one that continues.
  std::string last = unsigned_vlq(32 + std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef").find(text.back()));
  text.back() = last.front();
  return text + std::string(zeros - 1, 'g') + 'A';
}

void MappingsWriter::segment(std::int64_t column, const std::optional<WrittenOriginal>& original, unsigned zeros) {
  std::string fields = vlq(column - column_, zeros);
  column_ = column;
  if (original) {
    fields += vlq(original->source - last_.source) + vlq(original->line - last_.line);
    fields += vlq(original->column - last_.column, zeros);
    const auto name = last_.name;
    if (original->name) fields += vlq(*original->name - *name);
    last_ = *original;
    if (!original->name) last_.name = name;
  }
  raw(fields);
}

void MappingsWriter::next_line() {
  text_ += ';';
  segments_ = 0;
  column_ = 0;
}

void MappingsWriter::raw(const std::string& segment) {
  if (segments_++ != 0) text_ += ',';
  text_ += segment;
}

}  // namespace smcache::test
