// A directory of caches that any number of processes share.
//
//   auto store = smcache::Store::open("/var/cache/smcache", {.max_bytes = 20ull << 30});
//   auto cache = store->get_or_build(smcache::store_key(map), [&] { return convert_it(map); });
//   if (cache) use((*cache)->lookup({.line = 0, .column = 4711}));
//
// Of all processes and threads that ask for a key at the same time, one builds; the others wait and map its
// file. Whoever dies while it builds frees the others. A file appears whole or not at all and is never
// changed in place; eviction and removal unlink it, and whoever has it mapped keeps it. Everything in the
// directory may be deleted at any time, also the directory itself: it is built again. docs/store.md describes
// the files.
//
// The store is there to make answers cheap, and never stands in their way: where the directory cannot be
// written to (read-only, disk full, wrong permissions), get_or_build() builds into memory, this process keeps
// the result for as long as its handle cache does, and counters().unstored says how often.
//
// Threads: every member may be called from any number of threads at the same time; a Store may be
// moved only while nobody uses it. Fork: a child may use its parent's Store.
// Handles outlive the Store.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "smcache/cache_handle.hpp"
#include "smcache/error.hpp"
#include "smcache/store_key.hpp"

namespace smcache {

struct StoreOptions {
  // Bytes that the store's caches may take, each file counted in whole blocks of 4096. 0: no cap. Past it,
  // those that were not used for longest are removed, until `low_water` of the cap is left. Processes that
  // publish at the same moment may pass it by what they publish.
  std::uint64_t max_bytes = 0;
  double low_water = 0.9;
  // Caches that nobody used for so long are removed. 0: never. Use is noted once an hour, or in a quarter of this.
  std::chrono::seconds max_idle{0};
  // For how long a failed build is remembered. 0: not at all.
  std::chrono::seconds failure_ttl{3600};
  // Sync each file and its directory before it counts as stored. Without, a loss of power may leave files
  // that only verify() or check() tells from good ones.
  bool durable = true;
  // Read all of a file, and check its checksum and every invariant, whenever this process opens it. Without, what
  // opening checks is checked (size, version, structure), in constant time.
  bool verify_on_open = false;
  // How files are opened. nullopt: mapped; on a network file system, where a mapped file may vanish, copied.
  std::optional<OpenMode> open_mode = std::nullopt;
  // How many caches this process keeps open for those who ask again, about.
  std::uint32_t max_handles = 2048;
  // How many bytes those may take that are in memory rather than mapped.
  std::uint64_t max_copied_bytes = std::uint64_t{256} << 20;
  // Who builds, as "NAME MAJOR.MINOR.PATCH": a failure that a lower version left is tried again. Empty: this version of
  // smcache.
  std::string converter = {};
};

// What a build gives: bytes, and what they live in.
struct Built {
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> owner;
};
// Builds the cache of a key. Must not use the store. May throw: the lock is freed.
using BuildFunction = std::function<Result<Built>()>;

// What this process did, since it opened the store.
struct StoreCounters {
  std::uint64_t hits = 0;                 // get: from a handle
  std::uint64_t opens = 0;                // get: from a file
  std::uint64_t misses = 0;               // get: not there
  std::uint64_t builds = 0;               // build functions and claims that gave a cache
  std::uint64_t waits = 0;                // how often another's build was waited for
  std::uint64_t failures = 0;             // builds that failed
  std::uint64_t failures_remembered = 0;  // and how often that spared a build
  std::uint64_t evictions = 0;
  std::uint64_t quarantined = 0;  // damaged files that were put aside
  std::uint64_t unstored = 0;     // caches that could not be stored, and were answered from memory
  std::uint64_t handles = 0;      // open now, or held by somebody
};

// What is in the directory.
struct StoreContents {
  std::uint64_t entries = 0;  // of all format versions
  std::uint64_t bytes = 0;    // of these, in whole blocks
  std::uint64_t old_entries = 0;
  std::uint64_t failures = 0;
  std::uint64_t aliases = 0;
  std::uint64_t quarantined = 0;
  std::uint64_t quarantined_bytes = 0;
  std::uint64_t temporaries = 0;  // of writers, living or dead
};

// What an eviction did.
struct StoreEviction {
  std::uint64_t evicted = 0;
  std::uint64_t evicted_bytes = 0;
  std::uint64_t leftovers = 0;  // temporary files of dead processes, outdated notes, aliases that lead nowhere
  std::uint64_t entries = 0;    // that are left
  std::uint64_t bytes = 0;
};

// What a check of all files found.
struct StoreCheck {
  std::uint64_t good = 0;
  std::uint64_t bytes = 0;
  struct Damaged {
    StoreKey key;
    Error error;
  };
  std::vector<Damaged> damaged;  // and put aside, where that was possible
};

class Store;

// The right to build the cache of a key, or the cache. Whoever holds the right keeps others waiting: finish,
// fail or destroy it.
class StoreClaim {
 public:
  StoreClaim(StoreClaim&&) noexcept;
  StoreClaim& operator=(StoreClaim&&) noexcept;
  ~StoreClaim();  // without finish() or fail(): the next one builds

  // The cache, where it is there already. Empty: this caller has to build it.
  [[nodiscard]] const CacheHandle& cache() const noexcept { return cache_; }

  // Stores what was built. Where it cannot be stored, the handle has it in memory. To be called once.
  // Errors: not_a_cache and the like, for bytes that are no cache.
  Result<CacheHandle> finish(const Built& built);
  // Remembers the failure, if it lies in what was to be built and not in this machine. To be called once.
  void fail(const Error& error);

 private:
  friend class Store;
  class Right;
  explicit StoreClaim(CacheHandle cache) noexcept;
  explicit StoreClaim(std::unique_ptr<Right> right) noexcept;
  CacheHandle cache_;
  std::unique_ptr<Right> right_;
};

class Store {
 public:
  // Opens a directory as a store, and makes it if it is not there. A directory that cannot be written to will do.
  // Errors: invalid_argument (options), and those of making a directory.
  static Result<Store> open(const std::filesystem::path& root, StoreOptions options = {});

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // The cache of a key; an empty handle where there is none. A file that is damaged is put aside and not there.
  // Errors: permission_denied, io, out_of_memory.
  [[nodiscard]] Result<CacheHandle> get(const StoreKey& key);
  // The same by an alias.
  [[nodiscard]] Result<CacheHandle> get(const StoreAlias& alias);

  // The cache of a key, built by whoever asks first.
  // Errors: those of `build`, also remembered ones.
  [[nodiscard]] Result<CacheHandle> get_or_build(const StoreKey& key, const BuildFunction& build);
  // The same in two steps, for those who cannot give a function. Waits while another builds.
  // Errors: remembered failures.
  [[nodiscard]] Result<StoreClaim> claim(const StoreKey& key);

  // Stores a finished cache, in the place of the one that may be there, and aliases its debug id. All of it is verified
  // first. Errors: not_a_cache, corrupt and the like; no_space, permission_denied, io; output_too_large for one that
  // would not leave room for others.
  Status publish(const StoreKey& key, std::span<const std::byte> cache);

  // Does the directory hold the key? Nothing is opened.
  [[nodiscard]] bool contains(const StoreKey& key) const;
  // Removes the key's cache, and what is remembered of its failure. False where there was neither.
  // Errors: permission_denied, io.
  Result<bool> remove(const StoreKey& key);

  // Lets an alias lead to a key, whether that is there or not. Errors: no_space, permission_denied, io.
  Status set_alias(const StoreAlias& alias, const StoreKey& key);
  // Where an alias leads. What it leads to may have been evicted.
  [[nodiscard]] std::optional<StoreKey> find(const StoreAlias& alias) const;

  // What a person may call a cache: a key's digits, a debug id, or a name that was set. nullopt where no alias says so;
  // of a key, whether it is there, contains() says.
  [[nodiscard]] std::optional<StoreKey> resolve(std::string_view text) const;

  // Removes what the options say: idle caches, those past the cap, and what dead processes left. `max_bytes` stands in
  // for the options' cap. Publishing does this by itself from time to time.
  // Errors: permission_denied, io.
  Result<StoreEviction> evict(std::optional<std::uint64_t> max_bytes = std::nullopt);
  // Verifies every file of this format version, and puts aside the damaged ones. Errors: permission_denied, io, where
  // directories cannot be listed.
  Result<StoreCheck> check();

  [[nodiscard]] StoreCounters counters() const noexcept;
  // Counts the files. Takes time in proportion to their number. Errors: permission_denied, io.
  [[nodiscard]] Result<StoreContents> contents() const;
  // Where a key's file stands, if it is there.
  [[nodiscard]] std::filesystem::path path_of(const StoreKey& key) const;

 private:
  friend class StoreClaim;
  class State;
  explicit Store(std::shared_ptr<State> state) noexcept;
  std::shared_ptr<State> state_;
};

}  // namespace smcache
