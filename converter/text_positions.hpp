// From places in a text to lines and columns: lines end as ECMA-262's LineTerminatorSequence has it (ECMA-426
// counts generated lines the same way), columns are UTF-16 code units, both zero-based.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "converter/function_scanner.hpp"
#include "smcache/position.hpp"

namespace smcache::detail {

class TextPositions {
 public:
  // `text` outlives this; no more than 4 GiB - 1 of it is looked at. Takes a fifth of the text's memory, and a number a
  // line.
  explicit TextPositions(std::string_view text);

  // REQUIRES: the place is not inside a character.
  [[nodiscard]] Position at(TextOffset place) const noexcept;

  // Of every line, without what ends it. They are known once: this gives them away.
  [[nodiscard]] std::vector<std::uint32_t> take_line_lengths() noexcept { return std::move(line_lengths_); }

 private:
  // Where the first character begins that begins in a chunk of the text.
  struct Mark {
    TextOffset place;
    Position position;
  };

  static bool are_columns_between(const Mark& first, const Mark& second) noexcept;
  void pass_character(const char*& at, Position& position);
  bool pass_plain_chunk(const char* chunk, const char*& at, Position& position);

  std::string_view text_;
  std::vector<Mark> marks_;  // a chunk's; one more where the text ends with a chunk
  std::vector<std::uint32_t> line_lengths_;
};

}  // namespace smcache::detail
