#include "conversion_batch.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <new>
#include <optional>
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

Outcome convert_one(const PlannedFile& file, const ConvertOptions& options) {
  Outcome outcome;
  if (file.failure) {
    outcome.failure = file.failure;
    return outcome;
  }
  auto made = convert_file(file.input, options);
  if (!made) {
    outcome.failure = made.error();
    return outcome;
  }
  const auto bytes = made->cache.bytes();
  outcome.mappings = made->mappings;
  outcome.sources = made->sources;
  outcome.names = made->names;
  outcome.bytes = bytes.size();
  outcome.warnings = std::move(made->warnings);
  if (const auto cache = Cache::from_bytes(bytes)) outcome.mapping_bytes = cache->info().bytes.mappings;

  Status written = make_directory_for(file.output);
  if (written) written = write_result(file.output, bytes);
  if (!written) outcome.failure = written.error();
  return outcome;
}

// convert_one(), also where memory runs out: of a batch, that is one input's failure.
Outcome convert_safely(const PlannedFile& file, const ConvertOptions& options) {
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
  Batch(std::span<const PlannedFile> files, const ConvertOptions& options)
      : files_(files), options_(options), outcomes_(files.size()) {}

  // Converts what nobody has begun, until nothing is left.
  void work() {
    std::unique_lock lock(mutex_);
    while (next_ < files_.size()) {
      const std::size_t index = next_++;
      lock.unlock();
      Outcome outcome = convert_safely(files_[index], options_);
      lock.lock();
      outcomes_[index] = std::move(outcome);
      ++done_;
      done_bytes_ += files_[index].input_size;
      changed_.notify_one();
    }
  }

  void report(const BatchCallbacks& callbacks) {
    std::size_t noticed = 0;
    std::size_t reported = 0;
    std::unique_lock lock(mutex_);
    while (reported < files_.size()) {
      changed_.wait(lock, [&] { return done_ > noticed; });
      noticed = done_;
      const std::uint64_t bytes = done_bytes_;
      while (reported < files_.size() && outcomes_[reported]) {
        const Outcome outcome = std::move(*outcomes_[reported]);
        lock.unlock();
        callbacks.report(files_[reported++], outcome);
        lock.lock();
      }
      lock.unlock();
      callbacks.progress(noticed, bytes);
      lock.lock();
    }
  }

 private:
  std::span<const PlannedFile> files_;
  const ConvertOptions& options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::optional<Outcome>> outcomes_;
  std::size_t next_ = 0;
  std::size_t done_ = 0;
  std::uint64_t done_bytes_ = 0;
};

}  // namespace

void run_batch(std::span<const PlannedFile> files, const ConvertOptions& options, unsigned threads,
               const BatchCallbacks& callbacks) {
  Batch batch(files, options);
  std::vector<std::jthread> workers;
  const std::size_t count = std::min<std::size_t>(threads, files.size());
  for (std::size_t i = 0; i < count; ++i) workers.emplace_back([&batch] { batch.work(); });
  batch.report(callbacks);
}

}  // namespace smcache::tool
