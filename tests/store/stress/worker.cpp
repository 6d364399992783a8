// What each process of the stress test does.
#include <unistd.h>

#include <iostream>
#include <numeric>
#include <string>
#include <string_view>

#include "files/atomic_file.hpp"
#include "tests/store/caches.hpp"
#include "tests/store/stress/scene.hpp"

namespace smcache::test::stress {
namespace {

class Worker {
 public:
  Worker(const Scene& scene, Store& store, std::uint64_t seed) : scene_(scene), store_(store), random_(seed) {}

  bool ask(std::uint64_t number) {
    const Result<CacheHandle> got = store_.get_or_build(Scene::key(number), scene_.building(number));
    if (Scene::is_bad(number)) {
      return expect(!got && got.error().code == ErrorCode::json_invalid, number, "a bad map was not told by its error");
    }
    if (!got) return expect(false, number, got.error().message);
    return right(number, *got);
  }

  bool do_something() {
    const std::uint64_t number = random_.below(scene_.keys);
    const std::uint64_t dice = random_.below(1000);
    if (dice < 750) return ask(number);
    if (dice < 850) return look(number);
    if (dice < 900) return remove(number);
    if (dice < 940) return publish(number);
    if (dice < 970) return corrupt(number);
    if (dice < 995) return alias(number);
    return evict();
  }

 private:
  bool expect(bool holds, std::uint64_t number, std::string_view what) {
    if (holds) return true;
    ++scene_.shared->wrong;
    std::cerr << "process " + std::to_string(::getpid()) + ": key " + std::to_string(number) + ": " +
                     std::string(what) + "\n";
    return false;
  }

  bool right(std::uint64_t number, const CacheHandle& handle) {
    if (!handle) return expect(false, number, "nothing was built");
    const auto bytes = handle->bytes();
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (text != scene_.caches[number]) return expect(false, number, "another file than it must be");
    const Location at = handle->lookup({0, 3});
    return expect(handle->source(at.source).name() == std::to_string(number) + ".js", number, "a wrong answer");
  }

  bool look(std::uint64_t number) {
    const Result<CacheHandle> got = store_.get(Scene::key(number));
    if (!got) return expect(false, number, got.error().message);
    return !*got || right(number, *got);
  }

  bool remove(std::uint64_t number) {
    ++scene_.shared->removed;
    const auto removed = store_.remove(Scene::key(number));
    return removed || expect(false, number, removed.error().message);
  }

  // What the machine does not let it do is no fault; the disk may be full.
  bool tolerable(const Status& status, std::uint64_t number) {
    if (status || status.error().code == ErrorCode::no_space || status.error().code == ErrorCode::file_not_found)
      return true;
    return expect(false, number, status.error().message);
  }

  bool publish(std::uint64_t number) {
    if (Scene::is_bad(number)) return true;
    return tolerable(store_.publish(Scene::key(number), as_bytes(scene_.caches[number])), number);
  }

  bool corrupt(std::uint64_t number) {
    if (Scene::is_bad(number) || !store_.contains(Scene::key(number))) return true;
    auto file = detail::AtomicFile::create(store_.path_of(Scene::key(number)));
    const int way = static_cast<int>(random_.below(Scene::kDamages));
    if (file && file->write(as_bytes(scene_.damaged(number, way))) && file->commit(detail::Durability::unsynced)) {
      ++scene_.shared->corrupted;
    }
    return true;
  }

  bool alias(std::uint64_t number) {
    if (!tolerable(store_.set_alias(Scene::alias(number), Scene::key(number)), number)) return false;
    const auto found = store_.find(Scene::alias(number));
    return expect(!found || found == Scene::key(number), number, "the alias leads elsewhere");
  }

  bool evict() {
    const auto evicted = store_.evict(scene_.keys * (5'000 + random_.below(20'000)));
    if (evicted) scene_.shared->evicted += evicted->evicted;
    return evicted || expect(false, 0, evicted.error().message);
  }

  const Scene& scene_;
  Store& store_;
  Random random_;
};

}  // namespace

bool open_and(const Scene& scene, bool (*task)(const Scene&, Store&, std::uint64_t), std::uint64_t seed) {
  auto store = Store::open(scene.root, scene.options());
  if (!store) std::cerr << store.error().message + "\n";
  return store && task(scene, *store, seed);
}

bool work(const Scene& scene, Store& store, std::uint64_t seed, std::uint64_t operations) {
  Worker worker(scene, store, seed);
  StoreCounters before{};
  for (std::uint64_t done = 0; done < operations; ++done) {
    if (!worker.do_something()) return false;
    ++scene.shared->operations;
    const StoreCounters now = store.counters();
    scene.shared->waits += now.waits - before.waits;
    scene.shared->unstored += now.unstored - before.unstored;
    before = now;
  }
  return true;
}

bool ask_for_all(const Scene& scene, Store& store, std::uint64_t seed) {
  Worker worker(scene, store, seed);
  std::vector<std::uint64_t> order(scene.keys);
  std::iota(order.begin(), order.end(), 0);
  Random(seed).shuffle(order);
  for (const std::uint64_t number : order) {
    if (!worker.ask(number)) return false;
    ++scene.shared->operations;
  }
  scene.shared->waits += store.counters().waits;
  return true;
}

}  // namespace smcache::test::stress
