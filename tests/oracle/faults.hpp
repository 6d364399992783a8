// How the oracle's decoder reports what is wrong.
#pragma once

#include <cstdint>
#include <map>

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
  // Counted in both modes.
  void warn(ErrorCode code) { ++counts_[code]; }
  [[nodiscard]] bool strict() const { return mode_ == Mode::strict; }
  [[nodiscard]] const std::map<ErrorCode, std::uint64_t>& counts() const { return counts_; }

 private:
  Mode mode_;
  std::map<ErrorCode, std::uint64_t> counts_;
};

}  // namespace smcache::oracle
