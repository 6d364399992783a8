// Writes a "mappings" string as a generator does: each field as the distance from the one before it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace smcache::test {

// A base64 VLQ of a signed number (an unsigned one), with `zeros` needless digits at its end.
std::string vlq(std::int64_t value, unsigned zeros = 0);
std::string unsigned_vlq(std::uint64_t value);

struct WrittenOriginal {
  std::int64_t source, line, column;
  std::optional<std::int64_t> name;
};

class MappingsWriter {
 public:
  // Numbers differ from those of the segment before by less than 2^31.
  void segment(std::int64_t column, const std::optional<WrittenOriginal>& original = std::nullopt, unsigned zeros = 0);
  void next_line();
  // Puts text in as it stands, as a segment of its own.
  void raw(const std::string& segment);

  [[nodiscard]] const std::string& text() const { return text_; }
  // Segments of the current line so far.
  [[nodiscard]] std::uint64_t segments() const { return segments_; }

 private:
  std::string text_;
  std::uint64_t segments_ = 0;
  std::int64_t column_ = 0;
  WrittenOriginal last_ = {0, 0, 0, 0};
};

}  // namespace smcache::test
