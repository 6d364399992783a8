#include "converter/second_thread.hpp"

#ifdef __linux__
#include <pthread.h>
#include <sched.h>
#endif

#include <cstddef>
#include <system_error>

namespace smcache::detail {
namespace {

// Some systems leave a new thread on the processor of its maker, behind it, until they look for others at the next
// tick: milliseconds. So it is sent to another one at once, if it may run there, and is free to move again.
void send_to_another_processor([[maybe_unused]] std::thread& thread) noexcept {
#ifdef __linux__
  cpu_set_t allowed;
  const int here = ::sched_getcpu();
  if (here < 0 || ::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  cpu_set_t others = allowed;
  CPU_CLR(static_cast<std::size_t>(here), &others);
  if (CPU_COUNT(&others) == 0) return;
  // Where that does not succeed, it begins later.
  static_cast<void>(::pthread_setaffinity_np(thread.native_handle(), sizeof others, &others));
  static_cast<void>(::pthread_setaffinity_np(thread.native_handle(), sizeof allowed, &allowed));
#endif
}

}  // namespace

SecondThread::SecondThread(bool wanted) {
  if (!wanted) return;
  try {
    thread_ = std::thread([this] { work_until_closed(); });
    send_to_another_processor(thread_);
  } catch (const std::system_error&) {
    // The system has no thread to give: then there is none.
  }
}

SecondThread::~SecondThread() {
  if (!exists()) return;
  close();
  thread_.join();
}

void SecondThread::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  given_.notify_one();
}

void SecondThread::give(Work work) {
  {
    const std::lock_guard lock(mutex_);
    works_.push_back(std::move(work));
  }
  given_.notify_one();
}

// REQUIRES: there is one, and the mutex is held.
SecondThread::Work SecondThread::take() {
  Work work = std::move(works_.front());
  works_.pop_front();
  return work;
}

void SecondThread::finish_all() {
  std::unique_lock lock(mutex_);
  while (!works_.empty()) {
    const Work work = take();
    lock.unlock();
    work();
    lock.lock();
  }
  done_.wait(lock, [this] { return !is_working_; });
}

void SecondThread::work_until_closed() {
  std::unique_lock lock(mutex_);
  for (;;) {
    given_.wait(lock, [this] { return closed_ || !works_.empty(); });
    if (works_.empty()) return;
    {
      const Work work = take();
      is_working_ = true;
      lock.unlock();
      work();
    }
    lock.lock();
    is_working_ = false;
    done_.notify_one();
  }
}

}  // namespace smcache::detail
