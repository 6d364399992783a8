#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <thread>
#include <vector>

#include "tests/store/stress/phases.hpp"
#include "tests/support/sanitizer.hpp"

namespace smcache::test::stress {
namespace {

namespace fs = std::filesystem;

// Something that happens to a store from outside.
void disturb(const Scene& scene, const std::string& how, Random& random) {
  std::error_code ignored;
  if (how == "remove") {
    fs::remove_all(scene.root, ignored);
  } else if (how == "clock") {
    for (fs::recursive_directory_iterator at(scene.root, ignored), end; !ignored && at != end; at.increment(ignored)) {
      if (!random.chance(0.1)) continue;
      const timespec then{std::time(nullptr) + random.between(-1'000'000, 1'000'000), 0};
      const timespec times[2] = {then, then};
      ::utimensat(AT_FDCWD, at->path().c_str(), times, AT_SYMLINK_NOFOLLOW);
    }
  }
}

}  // namespace

void check_under_kills(const Scene& scene, const Arguments& arguments, Random& random) {
  using Clock = std::chrono::steady_clock;
  const auto begin_worker = [&] {
    return start([&scene, seed = random.below(UINT32_MAX)] {
      const auto forever = [](const Scene& of, Store& store, std::uint64_t own) {
        return work(of, store, own, UINT64_MAX);
      };
      if (seed % 4 != 0) return open_and(scene, forever, seed);
      // Some have threads, and children that go on with their parent's store.
      return open_and(
          scene,
          [](const Scene& of, Store& store, std::uint64_t own) {
            if (kForksWithThreads) {
              std::thread([&of, &store, own] {
                if (!work(of, store, own + 1, UINT64_MAX)) ::_exit(1);
              }).detach();
            }
            for (std::uint64_t round = 0;; ++round) {
              if (!work(of, store, own + round, 200)) return false;
              const pid_t child = start([&] { return work(of, store, own + round + 1, 20); });
              int status = 0;
              if (::waitpid(child, &status, 0) != child || status != 0) return false;
            }
          },
          seed);
    });
  };
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);  // children of those that are killed become this process's
  std::vector<pid_t> workers;
  for (std::uint64_t i = 0; i < arguments.processes; ++i) workers.push_back(begin_worker());
  const auto end = Clock::now() + std::chrono::seconds(arguments.seconds);
  std::uint64_t kills = 0;
  while (Clock::now() < end && failures() == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(arguments.kill_every));
    int status = 0;
    for (pid_t dead = 0; (dead = ::waitpid(-1, &status, WNOHANG)) > 0;) {
      const bool orphan = std::find(workers.begin(), workers.end(), dead) == workers.end();
      if (!orphan || status != 0)
        fail("process " + std::to_string(dead) + " ended with status " + std::to_string(status));
    }
    pid_t& victim = workers[random.below(workers.size())];
    ::kill(victim, SIGKILL);
    ::waitpid(victim, nullptr, 0);
    victim = begin_worker();
    ++kills;
    disturb(scene, arguments.disturb, random);
  }
  for (const pid_t worker : workers) ::kill(worker, SIGKILL);
  for (const pid_t worker : workers) ::waitpid(worker, nullptr, 0);
  for (int status = 0; ::wait(&status) > 0;) {
    if (status != 0) fail("a child of a killed process ended with status " + std::to_string(status));
  }
  const Shared& shared = *scene.shared;
  std::cout << kills << " kills among " << arguments.processes << " processes in " << arguments.seconds
            << " s: " << shared.operations << " operations, " << shared.builds << " builds, " << shared.waits
            << " waits, " << shared.removed << " removed, " << shared.corrupted << " damaged, " << shared.evicted
            << " evicted, " << shared.unstored << " answered from memory, " << shared.wrong << " wrong" << std::endl;
  if (shared.wrong != 0) fail("wrong answers");
}

}  // namespace smcache::test::stress
