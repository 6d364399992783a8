// "rangeMappings" (ECMA-426 proposal, encoding of October 2025): which segments of each line make range
// mappings. Lines are split by ';'; on each, unsigned VLQs give the distance from one such segment to
// the next, the first counted from just before the line's first segment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "converter/diagnostics.hpp"
#include "converter/vlq.hpp"

namespace smcache::detail {

// Walks along with the decoder of "mappings", line by line and segment by segment. An entry that
// cannot be used is a fault, and is passed over. Functions return false to stop: see Diagnostics.
class RangeMappings {
 public:
  RangeMappings(std::string_view text, Diagnostics& diagnostics)
      : at_(text.data()), end_(at_ + text.size()), diagnostics_(diagnostics) {
    next();
  }

  // Does segment `index` of the current line make a range mapping? Asked in rising order.
  bool take(std::uint64_t index) {
    while (pending_ && *pending_ < index) next();  // named a segment that makes no mapping
    if (!pending_ || *pending_ != index) return false;
    next();
    return true;
  }

  // The line has `segments` segments. Goes on to the next line.
  bool end_line(std::uint64_t segments) {
    while (pending_) {
      if (*pending_ >= segments && !fault("names a place past the mappings")) return false;
      next();
    }
    if (failed_) return false;
    if (at_ != end_) ++at_;
    ++line_;
    place_ = -1;
    next();
    return !failed_;
  }

  // No line follows: entries that are left have nothing to point at.
  bool finish() {
    while (at_ != end_ || pending_) {
      if (!end_line(0)) return false;
    }
    return !failed_;
  }

 private:
  // Reads the next usable entry of the line into pending_.
  void next() {
    pending_.reset();
    while (at_ != end_ && *at_ != ';') {
      std::uint64_t distance = 0;
      const char* const begin = at_;
      if (!read_unsigned_vlq(at_, end_, distance)) {
        const bool cut = at_ == begin || (kBase64[static_cast<unsigned char>(at_[-1])] & 32) != 0;
        if (cut && at_ != end_ && *at_ != ';') ++at_;
        failed_ = failed_ || !fault("has a character or a number that it cannot have");
      } else if (distance == 0) {
        failed_ = failed_ || !fault("has a distance of zero");
      } else {
        place_ += static_cast<std::int64_t>(distance);
        pending_ = static_cast<std::uint64_t>(place_);
        return;
      }
      if (failed_) return;
    }
  }

  bool fault(std::string_view what) {
    return diagnostics_.fault(ErrorCode::range_mappings_invalid, [&] {
      return "rangeMappings: line " + std::to_string(line_ + 1) + " " + std::string(what);
    });
  }

  const char* at_;
  const char* end_;
  Diagnostics& diagnostics_;
  std::uint64_t line_ = 0;
  std::int64_t place_ = -1;
  std::optional<std::uint64_t> pending_;
  bool failed_ = false;
};

}  // namespace smcache::detail
