// A file descriptor that closes itself, and the system calls that may be interrupted.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace smcache::detail {

// Calls again as long as a signal came in between. `call` returns -1 and sets errno, as the system does.
template <typename Call>
auto uninterrupted(const Call& call) {
  auto result = call();
  while (result == -1 && errno == EINTR) result = call();
  return result;
}

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);  // never twice: Linux has let go of it even where it says EINTR
  }

  [[nodiscard]] explicit operator bool() const noexcept { return number_ >= 0; }
  [[nodiscard]] int get() const noexcept { return number_; }

 private:
  int number_ = -1;
};

// False, with errno, where it cannot be opened. No child process inherits it.
inline Descriptor open_file(const char* path, int flags, mode_t mode = 0) noexcept {
  return Descriptor(uninterrupted([&] { return ::open(path, flags | O_CLOEXEC | O_NOCTTY, mode); }));
}

}  // namespace smcache::detail
