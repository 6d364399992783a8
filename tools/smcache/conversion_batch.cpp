#include "conversion_batch.hpp"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <thread>

#include "result_file.hpp"
#include "smcache/cache.hpp"

namespace smcache::tool {
namespace {

Status make_directory_for(const std::filesystem::path& file) {
  const auto directory = file.parent_path();
  if (directory.empty()) return success();
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (!error) return success();
  const bool denied = error == std::errc::permission_denied;
  return Error{denied ? ErrorCode::permission_denied : ErrorCode::io, directory.string() + ": " + error.message()};
}

// What conversion takes: the text, its strings, the cache. Compressed text is larger than it looks.
std::uint64_t memory_for(const PlannedFile& file, const ConvertOptions& options) {
  constexpr std::uint64_t kAtLeast = std::uint64_t{1} << 20;
  constexpr std::uint64_t kCompression = 10;
  const bool compressed = file.input.extension() != ".map";
  const std::uint64_t text =
      compressed ? std::min(options.max_input_bytes, file.input_size * kCompression) : file.input_size;
  return kAtLeast + 3 * text + (file.content ? file.input_size : 0) + 3 * (file.generated ? file.generated->size : 0);
}

// What is known of a cache that stands where it is to go.
void describe(const Cache& cache, Outcome& outcome) {
  const CacheInfo info = cache.info();
  outcome.mappings = info.mappings;
  outcome.sources = info.sources;
  outcome.names = info.names;
  outcome.bytes = info.size;
  outcome.mapping_bytes = info.bytes.mappings;
}

Result<Conversion> convert_text(const PlannedFile& file, const ConvertOptions& options) {
  if (!file.content) return convert_file(file.input, options);
  auto text = file.content->read();
  if (!text) return text.error();
  ConvertOptions named = options;
  const std::string name = file.input.string();
  named.input_name = name;
  return convert(std::as_bytes(std::span(*text)), named);
}

Result<Conversion> convert_with_generated(const PlannedFile& file, const ConvertOptions& options) {
  if (!file.generated) return convert_text(file, options);
  ConvertOptions paired = options;
  if (!file.generated->content) {
    paired.generated_file = file.generated->path;
    return convert_text(file, paired);
  }
  const auto text = file.generated->content->read();
  if (!text) return text.error();
  paired.generated = *text;
  return convert_text(file, paired);
}

Outcome convert_one(const PlannedFile& file, const BatchOptions& options) {
  Outcome outcome;
  if (file.failure) {
    outcome.failure = file.failure;
    return outcome;
  }
  std::optional<StoreKey> key;
  if (options.ledger != nullptr && file.of_release) {
    const auto hash = made_of(file, options.conversion);
    if (hash) key = *hash;
    const auto there = key ? Cache::open(file.output) : Result<Cache>(Error{});
    if (there && options.ledger->has(file.output, *key, there->info().checksum)) {
      outcome.unchanged = true;
      describe(*there, outcome);
      return outcome;
    }
  }
  auto made = convert_with_generated(file, options.conversion);
  if (!made) {
    outcome.failure = made.error();
    return outcome;
  }
  outcome.warnings = std::move(made->warnings);
  const auto cache = Cache::from_bytes(made->cache.bytes());
  if (!cache) {
    outcome.failure = cache.error();
    return outcome;
  }
  describe(*cache, outcome);
  Status written = make_directory_for(file.output);
  if (written) written = write_result(file.output, made->cache.bytes());
  if (!written) {
    outcome.failure = written.error();
  } else if (key) {
    options.ledger->add(file.output, *key, cache->info().checksum);
  }
  return outcome;
}

// convert_one(), also where memory runs out: of a batch, that is one input's failure.
Outcome convert_safely(const PlannedFile& file, const BatchOptions& options) {
  try {
    return convert_one(file, options);
  } catch (const std::bad_alloc&) {
    Outcome outcome;
    outcome.failure = Error{ErrorCode::out_of_memory, file.input.string() + ": out of memory"};
    return outcome;
  }
}

class Batch {
 public:
  Batch(std::span<const PlannedFile> files, const BatchOptions& options)
      : files_(files), options_(options), outcomes_(files.size()), order_(files.size()) {
    // Only where a thread would be left without a file.
    options_.conversion.scan_on_thread = files.size() < options.threads;
    std::iota(order_.begin(), order_.end(), 0);
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::size_t a, std::size_t b) { return files[a].input_size > files[b].input_size; });
  }

  // Converts what nobody has begun, until nothing is left.
  void work() {
    std::unique_lock lock(mutex_);
    while (next_ < order_.size()) {
      const std::size_t turn = next_++;
      const std::size_t index = order_[turn];
      const std::uint64_t needed = memory_for(files_[index], options_.conversion);
      // In turn, so that a large one is not passed over for ever.
      freed_.wait(lock, [&] { return turn == turn_ && (used_ == 0 || used_ + needed <= options_.memory); });
      ++turn_;
      used_ += needed;
      freed_.notify_all();
      lock.unlock();
      Outcome outcome = convert_safely(files_[index], options_);
      lock.lock();
      used_ -= needed;
      freed_.notify_all();
      outcomes_[index] = std::move(outcome);
      ++done_;
      done_bytes_ += files_[index].input_size;
      if (done_ == files_.size()) finished_.notify_one();
    }
  }

  // Now and then: to be woken for each of thousands would take the workers' time.
  void report(const BatchCallbacks& callbacks) {
    constexpr std::chrono::milliseconds kPause{50};
    std::size_t reported = 0;
    std::unique_lock lock(mutex_);
    while (reported < files_.size()) {
      finished_.wait_for(lock, kPause, [&] { return done_ == files_.size(); });
      const std::size_t done = done_;
      const std::uint64_t bytes = done_bytes_;
      while (reported < files_.size() && outcomes_[reported]) {
        const Outcome outcome = std::move(*outcomes_[reported]);
        lock.unlock();
        callbacks.report(files_[reported++], outcome);
        lock.lock();
      }
      lock.unlock();
      callbacks.progress(done, bytes);
      lock.lock();
    }
  }

 private:
  std::span<const PlannedFile> files_;
  BatchOptions options_;
  std::mutex mutex_;
  std::condition_variable finished_;
  std::condition_variable freed_;
  std::vector<std::optional<Outcome>> outcomes_;
  std::vector<std::size_t> order_;
  std::size_t next_ = 0;
  std::size_t turn_ = 0;    // which of them may begin
  std::uint64_t used_ = 0;  // bytes that are being worked with
  std::size_t done_ = 0;
  std::uint64_t done_bytes_ = 0;
};

}  // namespace

void run_batch(std::span<const PlannedFile> files, const BatchOptions& options, const BatchCallbacks& callbacks) {
  // What a conversion is done with goes back to the system. Left alone, glibc keeps ever larger pieces for each thread.
  // What is smaller is used again for the next file, which spares the system from clearing its pages anew.
  constexpr int kLargePiece = 8 << 20;
  ::mallopt(M_MMAP_THRESHOLD, kLargePiece);      // NOLINT(concurrency-mt-unsafe): no other thread yet
  ::mallopt(M_TRIM_THRESHOLD, 4 * kLargePiece);  // NOLINT(concurrency-mt-unsafe)
  Batch batch(files, options);
  std::vector<std::jthread> workers;
  const std::size_t count = std::min<std::size_t>(options.threads, files.size());
  for (std::size_t i = 0; i < count; ++i) workers.emplace_back([&batch] { batch.work(); });
  batch.report(callbacks);
}

}  // namespace smcache::tool
