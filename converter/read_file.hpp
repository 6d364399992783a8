// A file's bytes, or standard input's, in one buffer.
#pragma once

#include <filesystem>

#include "converter/input_buffer.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

// "-" is standard input, from where it stands to its end. A file that grows or shrinks meanwhile gives
// what was there to read. Errors: file_not_found, permission_denied, io, input_too_large.
Result<InputBuffer> read_file(const std::filesystem::path& path, const InputLimits& limits);

}  // namespace smcache::detail
