// Which function each place of a map's sources is in, for those sources of knowledge that tell it by
// original position: places from which on it is another one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "converter/string_pool.hpp"
#include "schema/format.hpp"
#include "smcache/position.hpp"

namespace smcache::detail {

class OriginalFunctions {
 public:
  struct Change {
    Position at;
    std::uint32_t function;  // of add(); kAbsent: none
  };

  struct Range {
    Position start;
    Position end;  // exclusive
    std::uint32_t function;
  };

  explicit OriginalFunctions(std::uint32_t provenance) : provenance_(provenance) {}

  [[nodiscard]] std::uint32_t provenance() const noexcept { return provenance_; }
  [[nodiscard]] bool empty() const noexcept { return names_.empty(); }

  // A function; absent name: anonymous.
  std::uint32_t add(TextRef name) {
    names_.push_back(name);
    return static_cast<std::uint32_t>(names_.size() - 1);
  }
  [[nodiscard]] TextRef name(std::uint32_t function) const noexcept { return names_[function]; }

  // What holds in one of the map's sources. REQUIRES: changes in order of their places; of those at one
  // place the last counts.
  void set(std::uint32_t source, std::vector<Change> changes) {
    if (source >= sources_.size()) sources_.resize(source + 1);
    sources_[source] = std::move(changes);
  }

  // The same from ranges that nest or are disjoint: the innermost counts. REQUIRES: in order of their
  // starts, outer ones before those inside them.
  void set_ranges(std::uint32_t source, std::span<const Range> ranges) {
    std::vector<Change> changes;
    std::vector<Range> open;
    const auto close_until = [&](Position place) {
      while (!open.empty() && open.back().end <= place) {
        const Position end = std::max(open.back().end, changes.back().at);  // the former, where they nest
        open.pop_back();
        changes.push_back({end, open.empty() ? kAbsent : open.back().function});
      }
    };
    for (const Range& range : ranges) {
      close_until(range.start);
      changes.push_back({range.start, range.function});
      open.push_back(range);
    }
    close_until({0xFFFFFFFF, 0xFFFFFFFF});
    set(source, std::move(changes));
  }

  // kAbsent: none that is known.
  [[nodiscard]] std::uint32_t at(std::uint32_t source, Position place) const noexcept {
    if (source >= sources_.size()) return kAbsent;
    const std::vector<Change>& changes = sources_[source];
    const auto after = std::upper_bound(changes.begin(), changes.end(), place,
                                        [](Position wanted, const Change& change) { return wanted < change.at; });
    return after == changes.begin() ? kAbsent : (after - 1)->function;
  }

 private:
  std::uint32_t provenance_;
  std::vector<TextRef> names_;
  std::vector<std::vector<Change>> sources_;
};

}  // namespace smcache::detail
