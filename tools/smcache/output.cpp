#include "output.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "messages.hpp"

namespace smcache::tool {

void Output::flush() noexcept {
  if (in_memory_) return;
  std::size_t done = 0;
  while (open_ && done < buffer_.size()) {
    const ssize_t written = ::write(STDOUT_FILENO, buffer_.data() + done, buffer_.size() - done);
    if (written >= 0) {
      done += static_cast<std::size_t>(written);
    } else if (errno != EINTR) {
      open_ = false;
      if (errno != EPIPE) error_ = errno;
    }
  }
  buffer_.clear();
}

int Output::finish(int status) {
  flush();
  if (error_ == 0) return status;
  print_error({ErrorCode::io, "standard output: " + std::generic_category().message(error_)});
  return kFailed;
}

}  // namespace smcache::tool
