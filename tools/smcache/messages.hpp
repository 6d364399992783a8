// What the program says on standard error, and what it exits with.
#pragma once

#include <cstdint>
#include <string_view>

#include "smcache/error.hpp"

namespace smcache::tool {

// Exit status of every subcommand.
inline constexpr int kOk = 0;
inline constexpr int kFailed = 1;      // something failed; each failure is a line on standard error
inline constexpr int kWrongUsage = 2;  // nothing was done

// One line: "smcache: error: MESSAGE [CODE]". `subject`, the file that it is about, stands before the
// message unless the message names it already.
void print_error(const Error& error, std::string_view subject = {});
// One line: "smcache: warning: MESSAGE [CODE, COUNT times]".
void print_warning(const Error& warning, std::uint64_t count, std::string_view subject);
// Says what is wrong with the command line. Returns kWrongUsage.
int wrong_usage(std::string_view message);

}  // namespace smcache::tool
