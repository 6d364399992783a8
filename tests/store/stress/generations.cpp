#include <sys/wait.h>

#include <iostream>
#include <vector>

#include "tests/store/caches.hpp"
#include "tests/store/stress/phases.hpp"

namespace smcache::test::stress {

void check_generations(const Scene& scene, const Arguments& arguments, Random& random) {
  constexpr std::uint32_t kGenerations = 5;
  for (std::uint32_t generation = 1; generation <= kGenerations; ++generation) {
    StoreOptions options = scene.options();
    options.max_bytes = 0;
    Store store = must(Store::open(scene.root, options));
    for (std::uint64_t number = 0; number < scene.keys; ++number) must(store.remove(Scene::key(number)));
    std::vector<pid_t> processes;
    for (std::uint64_t i = 0; i < arguments.processes; ++i) {
      processes.push_back(start([&scene, options, seed = random.below(UINT32_MAX)] {
        auto mine = Store::open(scene.root, options);
        return mine && ask_for_all(scene, *mine, seed);
      }));
    }
    for (const pid_t process : processes) {
      int status = 0;
      ::waitpid(process, &status, 0);
      if (status != 0)
        fail("a process of generation " + std::to_string(generation) + " ended with " + std::to_string(status));
    }
    for (std::uint64_t number = 0; number < scene.keys; ++number) {
      const std::uint32_t builds = scene.shared->builds_of[number];
      if (builds == generation) continue;
      fail("key " + std::to_string(number) + ": " + std::to_string(builds) + " builds in " +
           std::to_string(generation) + " generations");
      return;
    }
  }
  std::cout << kGenerations << " generations of " << scene.keys << " keys, asked for by " << arguments.processes
            << " processes: " << scene.shared->builds << " builds, " << scene.shared->waits << " waits" << std::endl;
}

}  // namespace smcache::test::stress
