// Vendors' fields that name the functions of sources: "x_facebook_sources" of Metro and Hermes, and
// "x_com_bloomberg_sourcesFunctionMappings" (pasta).
#pragma once

#include <span>
#include <string_view>

#include "converter/diagnostics.hpp"
#include "converter/original_functions.hpp"
#include "converter/string_pool.hpp"

namespace smcache::detail {

// Each reads a field's JSON, which is known to be valid, for a map of so many sources. What is wrong with
// a source's part leaves that source without functions and is reported; in strict mode false is returned.
bool read_facebook_sources(std::string_view json, std::uint32_t source_count, StringPool& strings,
                           Diagnostics& diagnostics, OriginalFunctions& out);

// `names` are the map's.
bool read_pasta(std::string_view json, std::uint32_t source_count, std::span<const TextRef> names,
                Diagnostics& diagnostics, OriginalFunctions& out);

}  // namespace smcache::detail
