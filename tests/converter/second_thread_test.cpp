#include "converter/second_thread.hpp"

#ifdef __linux__
#include <sched.h>
#endif

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace smcache::detail;

TEST_CASE("a task's result is the same with a second thread as without one") {
  for (const bool wanted : {false, true}) {
    SecondThread thread(wanted);
    CHECK(thread.exists() == wanted);
    std::vector<Task<int>> tasks;
    tasks.reserve(200);
    for (int i = 0; i < 200; ++i) tasks.push_back(thread.begin([i] { return i * i; }));
    for (int i = 0; i < 200; ++i) CHECK(tasks[static_cast<std::size_t>(i)].get() == i * i);
  }
}

TEST_CASE("without a second thread a task is done where its result is asked for, and not before") {
  SecondThread thread(false);
  bool done = false;
  Task<std::thread::id> task = thread.begin([&] {
    done = true;
    return std::this_thread::get_id();
  });
  CHECK_FALSE(done);
  CHECK(task.get() == std::this_thread::get_id());
  CHECK(done);
}

TEST_CASE("the second thread does what it was given, in that order, before it is gone") {
  std::vector<int> order;
  std::vector<Task<void>> tasks;
  tasks.reserve(10);
  {
    SecondThread thread(true);
    for (int i = 0; i < 10; ++i) tasks.push_back(thread.begin([&order, i] { order.push_back(i); }));
  }
  CHECK(order == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE("who asks for a task that is not begun does it, while the second thread is busy") {
  SecondThread thread(true);
  std::promise<void> done;
  Task<void> busy = thread.begin([&] { done.get_future().wait(); });
  Task<std::thread::id> task = thread.begin([] { return std::this_thread::get_id(); });
  // Were it left to the second thread, nobody would ever come to the next line.
  const std::thread::id asker = task.get();
  CHECK(asker == std::this_thread::get_id());
  done.set_value();
}

#ifdef __linux__
TEST_CASE("the second thread may run wherever its maker may") {
  const auto processors = [] {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    ::sched_getaffinity(0, sizeof allowed, &allowed);
    return allowed;
  };
  std::vector<Task<cpu_set_t>> task;
  {
    SecondThread thread(true);
    task.push_back(thread.begin(processors));
  }
  const cpu_set_t here = processors();
  const cpu_set_t there = task.front().get();
  CHECK(CPU_COUNT(&here) > 0);
  CHECK(CPU_EQUAL(&here, &there));
}
#endif

TEST_CASE("what a task throws is thrown where its result is asked for") {
  for (const bool wanted : {false, true}) {
    SecondThread thread(wanted);
    Task<int> task = thread.begin([]() -> int { throw std::runtime_error("no"); });
    CHECK_THROWS_AS(task.get(), std::runtime_error);
  }
}

TEST_CASE("a task that is gone is not done any more") {
  std::atomic<int> runs = 0;
  SecondThread thread(true);
  std::promise<void> withdrawn;
  Task<void> busy = thread.begin([&] { withdrawn.get_future().wait(); });
  {
    auto on_the_stack = std::make_unique<int>(1);
    const Task<void> task = thread.begin([&runs, &number = *on_the_stack] { runs += number; });
  }
  withdrawn.set_value();
  thread.finish_all();
  CHECK(runs == 0);
}

TEST_CASE("all that was given is done once all is finished") {
  for (const bool wanted : {false, true}) {
    std::atomic<int> runs = 0;
    SecondThread thread(wanted);
    std::vector<Task<void>> tasks;
    tasks.reserve(100);
    for (int i = 0; i < 100; ++i) tasks.push_back(thread.begin([&runs] { ++runs; }));
    thread.finish_all();
    CHECK(runs == (wanted ? 100 : 0));  // without a thread nothing is ever begun that nobody asks for
  }
}
