// Where a position stands among a cache's mappings: what explain looks at beside the answer.
#pragma once

#include <optional>
#include <string>

#include "position_text.hpp"
#include "smcache/cache.hpp"

namespace smcache::tool {

// Index of the first mapping that begins after `position`. A mapping that cannot be read counts as one
// that does not.
[[nodiscard]] std::uint32_t first_after(const Cache& cache, Position position) noexcept;

// Index of the section that covers `position`; nullopt in a cache of a regular map, and before the first section.
[[nodiscard]] std::optional<std::uint32_t> section_at(const Cache& cache, Position position) noexcept;

// Why the lookup at `asked` answers what it does: one sentence without its full stop.
[[nodiscard]] std::string reason_text(const Cache& cache, Position asked, const Location& at, Base base);

// What is known of the text of the original line that an answer names.
[[nodiscard]] std::string text_state(const Cache& cache, const Location& at, Base base);

}  // namespace smcache::tool
