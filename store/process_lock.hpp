// The one mutex of all stores in a process.
#pragma once

#include <mutex>

namespace smcache::detail {

// Locked for a few instructions at a time, where handles are put in and taken out and locks of keys are listed. A fork
// waits for it, so that no child is born with it locked and nobody there to unlock it.
class ProcessLock {
 public:
  ProcessLock();

 private:
  std::unique_lock<std::mutex> lock_;
};

// Calls `in_child` in every child of a fork, with the mutex locked. For key_lock.cpp.
void after_fork(void (*in_child)()) noexcept;

}  // namespace smcache::detail
