// What the system says, as this project's errors.
#pragma once

#include <string_view>

#include "smcache/error.hpp"

namespace smcache::detail {

// "app.js.map: cannot open: No such file or directory", for an errno.
Error system_error(int number, std::string_view name, std::string_view what);

}  // namespace smcache::detail
