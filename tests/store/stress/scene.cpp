#include "tests/store/stress/scene.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <new>
#include <stdexcept>

#include "tests/store/caches.hpp"

namespace smcache::test::stress {

StoreKey Scene::key(std::uint64_t number) { return numbered_key(number); }

StoreAlias Scene::alias(std::uint64_t number) { return StoreAlias::name("number " + std::to_string(number)); }

std::string Scene::map(std::uint64_t number) {
  if (is_bad(number)) return R"({"version":3,"sources":[],"mappings":)";
  return numbered_map(number, 100 + number * number % 50'000);
}

BuildFunction Scene::building(std::uint64_t number) const {
  return [this, number] {
    ++shared->builds;
    ++shared->builds_of[number];
    ::usleep(300);  // so that there is somebody to wait for
    return build_map(map(number));
  };
}

StoreOptions Scene::options() const {
  return {.max_bytes = keys * 25'000, .durable = false, .verify_on_open = true, .max_handles = 64};
}

std::string Scene::damaged(std::uint64_t number, int way) const {
  std::string bytes = caches[number];
  switch (way) {
    case 0: return {};
    case 1: return bytes.substr(0, bytes.size() / 2);
    case 2: bytes[5] = 'x'; return bytes;
    default: bytes[bytes.size() / 2] ^= 1; return bytes;
  }
}

Scene make_scene(const std::filesystem::path& root, std::uint64_t keys, std::uint64_t seed) {
  if (keys > kMaxKeys) throw std::runtime_error("too many keys");
  Scene scene;
  scene.root = root;
  scene.keys = keys;
  scene.seed = seed;
  void* const memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  scene.shared = new (memory) Shared();
  for (std::uint64_t number = 0; number < keys; ++number) {
    const auto built = build_map(Scene::map(number));
    scene.caches.emplace_back();
    if (!Scene::is_bad(number)) {
      scene.caches.back().assign(reinterpret_cast<const char*>(built.value().bytes.data()), built->bytes.size());
    }
  }
  return scene;
}

}  // namespace smcache::test::stress
