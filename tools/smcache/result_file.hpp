// Where a subcommand's result goes: a file, or standard output.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

#include "smcache/error.hpp"

namespace smcache::tool {

// Writes the result whole or not at all; "-" is standard output. What is no regular file (a device, a pipe) is written
// to as it stands: nothing is ever renamed over it. Errors: those of smcache::publish().
Status write_result(const std::filesystem::path& path, std::span<const std::byte> bytes);

}  // namespace smcache::tool
