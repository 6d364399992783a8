#include "store/process_lock.hpp"

#include <pthread.h>

namespace smcache::detail {
namespace {

// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): one for the process is the point
std::mutex mutex;
void (*child_hook)() = nullptr;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

std::mutex& guarded_against_forks() {
  static const int registered = ::pthread_atfork([] { mutex.lock(); }, [] { mutex.unlock(); },
                                                 [] {
                                                   if (child_hook != nullptr) child_hook();
                                                   mutex.unlock();
                                                 });
  static_cast<void>(registered);  // out of memory: then forks are as they are
  return mutex;
}

}  // namespace

ProcessLock::ProcessLock() : lock_(guarded_against_forks()) {}

void after_fork(void (*in_child)()) noexcept { child_hook = in_child; }

}  // namespace smcache::detail
