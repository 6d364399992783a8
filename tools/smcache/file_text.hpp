// A whole file, as it is.
#pragma once

#include <string>

#include "smcache/error.hpp"

namespace smcache::tool {

// "-": standard input. Errors: file_not_found, io.
[[nodiscard]] Result<std::string> read_file_text(const std::string& path);

}  // namespace smcache::tool
