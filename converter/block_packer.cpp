#include "converter/block_packer.hpp"

#include <algorithm>

namespace smcache::detail {

void BlockPacker::begin_line(std::uint32_t line) {
  pass_boundaries(line);
  start_line(line);
  last_line_ = line;
}

void BlockPacker::start_line(std::uint32_t line) {
  line_start_ = end_position();
  line_ = line;
  column_ = 0;
  lines_.add(line, line_start_);
}

// Gives the boundaries of lines before `line` their room: on the line that is behind now, and on lines
// without mappings.
void BlockPacker::pass_boundaries(std::uint64_t line) {
  for (; !boundaries_.empty() && boundaries_.front().line < line; boundaries_ = boundaries_.subspan(1)) {
    const BoundaryLine& boundary = boundaries_.front();
    if (boundary.line != line_) start_line(boundary.line);
    column_ = std::max(column_, boundary.last_column);
  }
}

void BlockPacker::finish() {
  if (count_ % kBlockSize != 0) relay_.close(count_ % kBlockSize);
  relay_.finish();
  packed_.finish();
  pass_boundaries(std::uint64_t{1} << 32);
  lines_.finish(end_position());
}

}  // namespace smcache::detail
