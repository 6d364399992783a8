// Functions by their places and by their numbers (spec.md 8.6).
#pragma once

#include <cstdint>
#include <optional>

#include "reader/tables.hpp"
#include "smcache/function.hpp"
#include "smcache/position.hpp"

namespace smcache::detail {

// The scope with a number; kind none where there is no such scope.
Function read_scope(const Tables& tables, std::uint32_t number) noexcept;

// The number of the scope around another; kAbsent where there is none, and where the file is damaged. Less
// than `number` otherwise.
std::uint32_t scope_around(const Tables& tables, std::uint32_t number) noexcept;

std::optional<CallSite> call_site_of(const Tables& tables, std::uint32_t number) noexcept;

}  // namespace smcache::detail
