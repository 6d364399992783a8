#include "tests/support/peak_memory.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace smcache::test {
namespace {

long peak_kib_of_child(const std::function<bool()>& work) {
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) {
    bool done = false;
    try {
      done = work();
    } catch (...) {
    }
    ::_exit(done ? 0 : 1);
  }
  int status = 0;
  struct rusage usage;
  if (::wait4(child, &status, 0, &usage) != child) throw std::runtime_error("cannot wait");
  if (status != 0) throw std::runtime_error("the work failed");
  return usage.ru_maxrss;
}

}  // namespace

std::size_t peak_memory(const std::function<bool()>& work) {
  const long before = peak_kib_of_child([] { return true; });
  const long peak = peak_kib_of_child(work);
  return static_cast<std::size_t>(std::max(0L, peak - before)) * 1024;
}

std::size_t peak_memory_of_buffer(std::size_t size) {
  return peak_memory([size] { return std::string(size, 'x').find('y') == std::string::npos; });
}

}  // namespace smcache::test
