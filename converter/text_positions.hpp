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
  // `text` outlives this; no more than 4 GiB - 1 of it is looked at. Of memory it takes a mark and a length a line; at
  // the worst, where runs of ASCII just long enough for a mark take turns with other characters, a few times the text's
  // own.
  explicit TextPositions(std::string_view text);

  // Looks places up: fast, where each is near the one before.
  class Cursor {
   public:
    // `positions` outlive this.
    explicit Cursor(const TextPositions& positions) noexcept : positions_(positions) {}

    // REQUIRES: the place is not inside a character.
    [[nodiscard]] Position at(TextOffset place) noexcept;

   private:
    const TextPositions& positions_;
    std::size_t last_ = 0;  // the mark before the last place asked for
  };

  // Of every line, without what ends it. They are known once: this gives them away.
  [[nodiscard]] std::vector<std::uint32_t> take_line_lengths() noexcept { return std::move(line_lengths_); }

 private:
  // A place whose position is known; the text's end is the last.
  struct Mark {
    TextOffset place;
    Position position;
    bool is_plain;  // ASCII characters stand up to the next mark, none of which ends a line, but for the last
  };

  [[nodiscard]] bool precedes(std::size_t mark, TextOffset place) const noexcept;

  std::string_view text_;
  std::vector<Mark> marks_;
  std::vector<std::uint32_t> line_lengths_;
};

}  // namespace smcache::detail
