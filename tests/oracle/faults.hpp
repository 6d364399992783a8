// How the oracle's decoder reports what is wrong.
#pragma once

#include <cstdint>
#include <map>
#include <set>

#include "smcache/error.hpp"
#include "tests/oracle/source_map.hpp"

namespace smcache::oracle {

// Thrown where decoding ends; decode() catches it.
struct Failed {
  ErrorCode code;
};

class Faults {
 public:
  explicit Faults(Mode mode) : mode_(mode) {}
  [[noreturn]] void fail(ErrorCode code) const { throw Failed{code}; }
  // Mended and counted in lenient mode, the end in strict mode.
  void fault(ErrorCode code) {
    if (strict()) fail(code);
    ++counts_[code];
  }
  // Passed over in lenient mode, the end in strict mode.
  void mind_in_strict(ErrorCode code) {
    if (strict()) fail(code);
    strict_only_.insert(code);
  }
  // Counted in both modes.
  void warn(ErrorCode code) { ++counts_[code]; }
  [[nodiscard]] bool strict() const { return mode_ == Mode::strict; }
  [[nodiscard]] const std::map<ErrorCode, std::uint64_t>& counts() const { return counts_; }
  [[nodiscard]] const std::set<ErrorCode>& strict_only() const { return strict_only_; }

 private:
  Mode mode_;
  std::map<ErrorCode, std::uint64_t> counts_;
  std::set<ErrorCode> strict_only_;
};

}  // namespace smcache::oracle
