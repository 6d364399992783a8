// What is wrong with the input: mended and counted (lenient), or the end of the conversion (strict).
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "smcache/convert.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

// Every function that reports here and can be told to stop returns false for "stop": the error is
// then in error(). Messages are made only where one is kept: the first of each code.
class Diagnostics {
 public:
  Diagnostics(std::string_view input_name, bool strict) : input_name_(input_name), strict_(strict) {}

  // No way on, in either mode.
  bool fail(ErrorCode code, std::string_view message) {
    if (!error_) error_ = Error{code, input_name_ + ": " + std::string(message)};
    return false;
  }

  // A fault that lenient conversion mends. `describe` returns the message: field and place.
  template <typename Describe>
  bool fault(ErrorCode code, const Describe& describe) {
    if (strict_) return fail(code, describe());
    warn(code, describe);
    return true;
  }

  // Something to know in both modes.
  template <typename Describe>
  void warn(ErrorCode code, const Describe& describe, std::uint64_t count = 1) {
    const auto at = std::lower_bound(warnings_.begin(), warnings_.end(), code,
                                     [](const Warning& warning, ErrorCode wanted) { return warning.code < wanted; });
    if (at != warnings_.end() && at->code == code) {
      at->count += count;
    } else {
      warnings_.insert(at, Warning{code, input_name_ + ": " + std::string(describe()), count});
    }
  }

  [[nodiscard]] bool strict() const noexcept { return strict_; }
  [[nodiscard]] bool failed() const noexcept { return error_.has_value(); }
  [[nodiscard]] const Error& error() const noexcept { return *error_; }
  [[nodiscard]] const std::vector<Warning>& warnings() const noexcept { return warnings_; }  // by rising code
  [[nodiscard]] std::vector<Warning> take_warnings() noexcept { return std::move(warnings_); }

  // Forgets warnings that came after `mark`: for work that is done again.
  [[nodiscard]] std::vector<Warning> mark() const { return warnings_; }
  void rewind(std::vector<Warning> mark) noexcept { warnings_ = std::move(mark); }

 private:
  std::string input_name_;
  bool strict_;
  std::optional<Error> error_;
  std::vector<Warning> warnings_;
};

}  // namespace smcache::detail
