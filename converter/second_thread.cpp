#include "converter/second_thread.hpp"

#include <system_error>

namespace smcache::detail {

SecondThread::SecondThread(bool wanted) {
  if (!wanted) return;
  try {
    thread_ = std::thread([this] { work_until_closed(); });
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
