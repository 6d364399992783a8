#include "store/key_lock.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

#include "tests/support/sanitizer.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/without_root.hpp"

using smcache::detail::KeyLock;
using smcache::test::kForksWithThreads;
using smcache::test::Scratch;
using State = KeyLock::State;
using Wait = KeyLock::Wait;

namespace {

State tried(const std::filesystem::path& file, std::uint64_t place) {
  return KeyLock::acquire(file, place, Wait::no).state();
}

// A process that holds a lock until it is killed.
class Holder {
 public:
  Holder(const std::filesystem::path& file, std::uint64_t place) {
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    child_ = ::fork();
    if (child_ == 0) {
      const KeyLock lock = KeyLock::acquire(file, place, Wait::yes);
      const char state = lock.state() == State::held ? 'h' : 'x';
      if (::write(ready[1], &state, 1) == 1) ::pause();
      ::_exit(1);
    }
    char state = 0;
    REQUIRE(::read(ready[0], &state, 1) == 1);
    CHECK(state == 'h');
    ::close(ready[0]);
    ::close(ready[1]);
  }
  ~Holder() { kill(); }
  void kill() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = -1;
  }

 private:
  pid_t child_ = -1;
};

}  // namespace

TEST_CASE("a place is held by one, and others are free") {
  const Scratch scratch;
  const auto file = scratch / "lock";
  {
    const KeyLock lock = KeyLock::acquire(file, 7, Wait::yes);
    CHECK(lock.state() == State::held);
    CHECK(tried(file, 7) == State::busy);
    CHECK(tried(file, 8) == State::held);
    CHECK(tried(file, KeyLock::kSweep) == State::held);
    CHECK(tried(file, KeyLock::kUsage) == State::held);
  }
  CHECK(tried(file, 7) == State::held);
  CHECK(std::filesystem::file_size(file) == 0);
}

TEST_CASE("a lock that is moved is held on") {
  const Scratch scratch;
  KeyLock outer;
  {
    KeyLock inner = KeyLock::acquire(scratch / "lock", 1, Wait::yes);
    outer = std::move(inner);
  }
  CHECK(tried(scratch / "lock", 1) == State::busy);
  outer = KeyLock();
  CHECK(tried(scratch / "lock", 1) == State::held);
}

TEST_CASE("a process that dies lets go of its lock") {
  const Scratch scratch;
  Holder holder(scratch / "lock", 3);
  CHECK(tried(scratch / "lock", 3) == State::busy);
  holder.kill();
  bool waited = false;
  CHECK(KeyLock::acquire(scratch / "lock", 3, Wait::yes, &waited).state() == State::held);
}

TEST_CASE("whoever waits gets the lock when its holder dies, and knows that it waited") {
  const Scratch scratch;
  Holder holder(scratch / "lock", 3);
  std::atomic<bool> got = false;
  bool waited = false;
  std::thread waiter([&] {
    const KeyLock lock = KeyLock::acquire(scratch / "lock", 3, Wait::yes, &waited);
    got = lock.state() == State::held;
  });
  ::usleep(20'000);
  CHECK_FALSE(got);
  holder.kill();
  waiter.join();
  CHECK(got);
  CHECK(waited);
}

TEST_CASE("a child of a fork holds none of its parent's locks, and frees none") {
  const Scratch scratch;
  const auto file = scratch / "lock";
  auto lock = std::make_unique<KeyLock>(KeyLock::acquire(file, 5, Wait::yes));
  int go[2];
  REQUIRE(::pipe(go) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    lock.reset();  // as a destructor would that runs in the child
    const bool right = tried(file, 5) == State::busy;
    char byte = 0;
    ::close(go[1]);
    if (::read(go[0], &byte, 1) != 0) ::_exit(3);  // until the parent says so
    ::_exit(right ? 0 : 2);
  }
  ::close(go[0]);
  ::usleep(20'000);
  CHECK(tried(file, 5) == State::busy);
  lock.reset();
  CHECK(tried(file, 5) == State::held);  // although the child lives
  ::close(go[1]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}

TEST_CASE("forks while other threads take locks leave nothing behind") {
  if (!kForksWithThreads) return;
  const Scratch scratch;
  const auto file = scratch / "lock";
  std::atomic<bool> done = false;
  std::vector<std::thread> threads;
  for (std::uint64_t place = 0; place < 3; ++place) {
    threads.emplace_back([&, place] {
      while (!done) static_cast<void>(KeyLock::acquire(file, place, Wait::yes));
    });
  }
  int failed = 0;
  for (int i = 0; i < 100; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      // The child can take locks itself: none is held by a thread that it does not have.
      static_cast<void>(KeyLock::acquire(file, 1, Wait::yes));
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (status != 0) ++failed;
  }
  done = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(failed == 0);
  for (std::uint64_t place = 0; place < 3; ++place) CHECK(tried(file, place) == State::held);
}

TEST_CASE("of many threads one at a time holds a lock") {
  const Scratch scratch;
  std::atomic<int> inside = 0;
  std::atomic<int> clashes = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 200; ++round) {
        const KeyLock lock = KeyLock::acquire(scratch / "lock", 9, Wait::yes);
        if (lock.state() != State::held || ++inside != 1) ++clashes;
        --inside;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(clashes == 0);
}

TEST_CASE("where there can be no lock file there are no locks, and nobody waits for one") {
  const Scratch scratch;
  CHECK(tried(scratch / "missing" / "lock", 1) == State::unavailable);
  std::filesystem::create_directory(scratch / "closed");
  std::filesystem::permissions(scratch / "closed",
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const smcache::test::WithoutRoot without_root;
  CHECK(tried(scratch / "closed" / "lock", 1) == State::unavailable);
}

TEST_CASE("a lock file may be deleted at any time") {
  const Scratch scratch;
  const KeyLock old = KeyLock::acquire(scratch / "lock", 1, Wait::yes);
  std::filesystem::remove(scratch / "lock");
  CHECK(tried(scratch / "lock", 1) == State::held);
  CHECK(old.state() == State::held);
}
