// What a store remembers of a build that failed, so that it is not tried again a thousand times a second.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "smcache/error.hpp"

namespace smcache::detail {

// Seconds since 1970, by the system's clock: what file times count in.
using Seconds = std::int64_t;

struct FailureNote {
  Error error;
  std::string converter;  // who failed
  Seconds made = 0;
  Seconds time_to_live = 0;

  [[nodiscard]] std::string text() const;
  static std::optional<FailureNote> parse(std::string_view text);

  // Is it still worth to be believed, now, by this converter? Not once it is older than it may get; nor when it comes
  // from the future, which a clock that was set back makes; nor by a converter of a higher version.
  [[nodiscard]] bool holds(Seconds now, std::string_view for_converter) const noexcept;
};

// Does the failure lie in what was to be built, so that it would fail again? Memory and disks are another matter.
[[nodiscard]] bool is_lasting(ErrorCode code) noexcept;

// "smcache 0.10.0" is newer than "smcache 0.9.3". What is not of this form is neither newer nor older.
[[nodiscard]] bool is_newer(std::string_view converter, std::string_view than) noexcept;

}  // namespace smcache::detail
