// What file permissions say, also where the tests run as root.
#pragma once

#include <unistd.h>

#include <stdexcept>

namespace smcache::test {

// While this lives, the process has the rights of the user nobody, if it was root; else those it had.
class WithoutRoot {
 public:
  WithoutRoot() {
    if (was_root_ && ::seteuid(65534) != 0) throw std::runtime_error("cannot drop root's rights");
  }
  ~WithoutRoot() {
    if (was_root_ && ::seteuid(0) != 0) ::_exit(1);
  }
  WithoutRoot(const WithoutRoot&) = delete;
  WithoutRoot& operator=(const WithoutRoot&) = delete;

 private:
  bool was_root_ = ::geteuid() == 0;
};

}  // namespace smcache::test
