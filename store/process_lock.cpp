#include "store/process_lock.hpp"

#include <pthread.h>

namespace smcache::detail {
namespace {

// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): one for the process is the point
std::mutex mutex;
void (*child_hook)() = nullptr;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

// When the library is loaded, not when a lock is first taken: a fork in between would find that half done, and its
// child wait for ever for the other half. Out of memory: then forks are as they are.
[[maybe_unused]] const int kRegistered = ::pthread_atfork([] { mutex.lock(); }, [] { mutex.unlock(); },
                                                          [] {
                                                            if (child_hook != nullptr) child_hook();
                                                            mutex.unlock();
                                                          });

}  // namespace

ProcessLock::ProcessLock() : lock_(mutex) {}

void after_fork(void (*in_child)()) noexcept { child_hook = in_child; }

}  // namespace smcache::detail
