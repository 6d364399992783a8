// The parts of the stress test, one after the other, and what they share.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "tests/store/stress/scene.hpp"
#include "tests/support/seed.hpp"

namespace smcache::test::stress {

struct Arguments {
  std::filesystem::path directory;  // of the store; empty: one of its own
  std::uint64_t seconds = 5;
  std::uint64_t processes = 16;
  std::uint64_t keys = 200;
  std::uint64_t kill_every = 100;  // milliseconds
  std::uint64_t seed = smcache::test::seed();
  std::string disturb = "none";
};

// Says what is wrong, and lets the test go on.
void fail(const std::string& what);
[[nodiscard]] int failures();

// Every key is built once in a generation, which ends when all are removed.
void check_generations(const Scene& scene, const Arguments& arguments, Random& random);
// Everything at once, while processes are killed.
void check_under_kills(const Scene& scene, const Arguments& arguments, Random& random);
// No lock, no temporary file, and no damage but what the test did.
void check_what_is_left(const Scene& scene);

// A process that does `task`; it ends with status 0 where that is true.
template <typename Task>
pid_t start(Task task) {
  const pid_t process = ::fork();
  if (process == 0) ::_exit(task() ? 0 : 1);
  if (process < 0) throw std::runtime_error("cannot fork");
  return process;
}

}  // namespace smcache::test::stress
