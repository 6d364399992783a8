#include <filesystem>
#include <iostream>

#include "store/key_lock.hpp"
#include "tests/store/caches.hpp"
#include "tests/store/stress/phases.hpp"

namespace smcache::test::stress {
namespace {

namespace fs = std::filesystem;

// Is every damaged file one that the test damaged?
void check_damage(const Scene& scene) {
  std::size_t seen = 0;
  for (const auto& entry : fs::directory_iterator(scene.root / "quarantine")) {
    const std::string bytes = read_file(entry.path());
    bool ours = false;
    for (std::uint64_t number = 0; number < scene.keys; ++number) {
      if (entry.path().filename().string().find(Scene::key(number).text()) == std::string::npos) continue;
      for (int way = 0; way < Scene::kDamages; ++way) ours = ours || bytes == scene.damaged(number, way);
    }
    if (!ours) fail("half a file: " + entry.path().string());
    ++seen;
  }
  std::cout << seen << " damaged files put aside, all as the test damaged them" << std::endl;
}

}  // namespace

void check_what_is_left(const Scene& scene) {
  Store store = must(Store::open(scene.root, scene.options()));
  must(store.check());  // puts aside what the test damaged and nobody asked for since
  const auto evicted = must(store.evict());
  const auto left = must(store.contents());
  if (left.temporaries != 0) fail(std::to_string(left.temporaries) + " temporary files left");
  if (const auto checked = must(store.check()); !checked.damaged.empty()) fail("damaged files left");
  for (std::uint64_t number = 0; number < scene.keys; ++number) {
    const auto place = detail::KeyLock::place_of(Scene::key(number));
    if (detail::KeyLock::acquire(scene.root / "lock", place, detail::KeyLock::Wait::no).state() !=
        detail::KeyLock::State::held) {
      fail("key " + std::to_string(number) + " is still locked");
    }
  }
  if (!open_and(scene, ask_for_all, 1)) fail("after all, keys cannot be asked for");
  std::cout << "left: " << left.entries << " caches, " << left.bytes << " bytes, " << left.failures << " notes, "
            << left.aliases << " aliases; " << evicted.leftovers << " leftovers removed" << std::endl;
  if (fs::exists(scene.root / "quarantine")) check_damage(scene);
}

}  // namespace smcache::test::stress
