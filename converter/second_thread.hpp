// A thread beside the caller's, for work whose result is not needed at once. Tasks are begun in the order in which they
// were given; one that is not begun when its result is asked for, is done by whoever asks. So nobody waits for what
// nobody does, and without a thread all is done where it is asked for.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>

namespace smcache::detail {

// Something to do, and what comes of it. It is done, withdrawn or waited for before this is gone: what it works on has
// only to outlive the Task.
template <typename Result>
class Task {
 public:
  Task(Task&&) noexcept = default;
  Task& operator=(Task&&) = delete;
  ~Task() {
    if (state_ != nullptr && state_->begun.test_and_set() && result_.valid()) result_.wait();
  }

  // Does the work, or waits for it; throws what it threw. REQUIRES: is called once.
  Result get() {
    run(*state_);
    return result_.get();
  }
  // The same, but for the result.
  void wait() {
    run(*state_);
    result_.wait();
  }

 private:
  friend class SecondThread;
  struct State {
    explicit State(std::packaged_task<Result()> to_do) : work(std::move(to_do)) {}
    std::packaged_task<Result()> work;
    std::atomic_flag begun;
  };

  explicit Task(std::shared_ptr<State> state) : state_(std::move(state)), result_(state_->work.get_future()) {}

  static void run(State& state) {
    if (!state.begun.test_and_set()) state.work();
  }

  std::shared_ptr<State> state_;
  std::future<Result> result_;
};

class SecondThread {
 public:
  // Without a thread, where none is `wanted` or to be had.
  explicit SecondThread(bool wanted);
  ~SecondThread();  // waits until all is done that was given, and not withdrawn
  SecondThread(const SecondThread&) = delete;
  SecondThread& operator=(const SecondThread&) = delete;

  [[nodiscard]] bool exists() const noexcept { return thread_.joinable(); }

  template <typename Work>
  [[nodiscard]] auto begin(Work&& work) {
    using Result = std::invoke_result_t<Work>;
    Task<Result> task = put_off(std::forward<Work>(work));
    if (exists()) give([state = task.state_] { Task<Result>::run(*state); });
    return task;
  }
  // A task that is given to nobody: on either thread, the first that asks for it does it.
  template <typename Work>
  [[nodiscard]] static auto put_off(Work&& work) {
    using Result = std::invoke_result_t<Work>;
    return Task<Result>(
        std::make_shared<typename Task<Result>::State>(std::packaged_task<Result()>(std::forward<Work>(work))));
  }

  // Does, or waits for, all that was given.
  void finish_all();

  // Nothing more will be given: the thread ends when it has done what was, so that nobody has to wait for that.
  void close();

 private:
  using Work = std::function<void()>;

  void give(Work work);
  void work_until_closed();
  [[nodiscard]] Work take();

  std::mutex mutex_;
  std::condition_variable given_;
  std::condition_variable done_;
  std::deque<Work> works_;
  bool is_working_ = false;
  bool closed_ = false;
  std::thread thread_;
};

}  // namespace smcache::detail
