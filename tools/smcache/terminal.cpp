#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

namespace smcache::tool {

bool is_terminal(int descriptor) noexcept { return ::isatty(descriptor) == 1; }

unsigned terminal_width(int descriptor, unsigned fallback) noexcept {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return fallback;
  return size.ws_col;
}

Palette palette(int descriptor) noexcept {
  // NOLINTBEGIN(concurrency-mt-unsafe): nothing here changes the environment
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  // NOLINTEND(concurrency-mt-unsafe)
  const bool refused =
      (no_color != nullptr && *no_color != '\0') || (term != nullptr && std::string_view(term) == "dumb");
  if (refused || !is_terminal(descriptor)) return {};
  return {.position = "\x1b[1m",
          .source = "\x1b[36m",
          .name = "\x1b[33m",
          .dim = "\x1b[2m",
          .good = "\x1b[32m",
          .bad = "\x1b[1;31m",
          .reset = "\x1b[0m"};
}

}  // namespace smcache::tool
