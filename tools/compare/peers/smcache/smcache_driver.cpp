// smcache behind the drivers' protocol, through its public C++ interface alone.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <optional>
#include <span>
#include <string_view>
#include <thread>

#include "answers.hpp"
#include "session.hpp"
#include "smcache/cache.hpp"
#include "smcache/convert.hpp"

namespace smcache::compare {
namespace {

using nlohmann::json;

std::uint64_t weigh_text(std::optional<std::string_view> text) {
  if (!text || text->empty()) return 0;
  return text->size() + static_cast<unsigned char>(text->front());
}

// Uses every part of an answer, the first byte of each string included, so that none of the work is
// optimised away.
std::uint64_t weigh(const Cache& cache, const Location& at) {
  if (at.status != LookupStatus::found) return 0;
  return std::uint64_t{at.original.line} + at.original.column + weigh_text(cache.source(at.source).name()) +
         weigh_text(cache.name(at.name));
}

std::uint64_t lookup_all(const Cache& cache, std::span<const Position> positions) {
  std::uint64_t sum = 0;
  for (const Position& position : positions) sum += weigh(cache, cache.lookup(position));
  return sum;
}

std::uint64_t lookup_batches(const Cache& cache, std::span<const Position> positions, std::size_t size) {
  std::uint64_t sum = 0;
  std::vector<Location> found(size);
  while (!positions.empty()) {
    const auto batch = positions.first(std::min(size, positions.size()));
    cache.lookup(batch, found);
    for (std::size_t i = 0; i < batch.size(); ++i) sum += weigh(cache, found[i]);
    positions = positions.subspan(batch.size());
  }
  return sum;
}

void write_file(const std::string& path, std::span<const std::byte> bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

// Reading the map and the generated file is part of convert_ns: convert_file() does it all. The file is written as
// other writers write theirs.
json convert_map(const Words& words) {
  std::optional<Conversion> made;
  const auto convert_ns = timed([&] {
    ConvertOptions options;
    options.functions = words.size() > 2;
    if (options.functions) options.generated_file = words[2];
    made = convert_file(words.at(0), options).value();
  });
  const auto bytes = made->cache.bytes();
  // A new file: to empty an old one first costs the file system time of its own.
  std::filesystem::remove(words.at(1));
  const auto write_ns = timed([&] { write_file(words.at(1), bytes); });
  return {{"read_ns", 0}, {"convert_ns", convert_ns}, {"write_ns", write_ns}, {"bytes", bytes.size()}};
}

// Writes a file once more as the program does it, to see what that costs.
json publish_file(const Words& words) {
  const std::string bytes = read_file(words.at(0));
  Status published = success();
  const auto ns = timed([&] { published = publish(words.at(0), std::as_bytes(std::span(bytes))); });
  if (!published.ok()) throw Failure(published.error());
  return {{"publish_ns", ns}};
}

class Session {
 public:
  json open(const Words& words) {
    const std::int64_t before = minor_faults();
    std::optional<Cache> opened;
    const auto ns = timed([&] { opened.emplace(Cache::open(words.at(0)).value()); });
    const std::int64_t faults = minor_faults() - before;
    cache_ = std::move(opened);  // closes the one before, off the clock
    return {{"ns", ns}, {"faults", faults}};
  }

  json lookup(const Words& words) const {
    const auto positions = read_positions(words.at(0), std::stoul(words.at(1)));
    return measure(positions, [&] { return lookup_all(*cache_, positions); });
  }

  json batch(const Words& words) const {
    const auto positions = read_positions(words.at(0), std::stoul(words.at(1)));
    const std::size_t size = std::stoul(words.at(2));
    return measure(positions, [&] { return lookup_batches(*cache_, positions, size); });
  }

  json answers(const Words& words) const {
    const auto positions = read_positions(words.at(0), std::stoul(words.at(1)));
    std::ofstream out(words.at(2));
    write_answers(*cache_, positions, out);
    if (!out.flush()) throw std::runtime_error("cannot write " + words.at(2));
    return {{"count", positions.size()}};
  }

  // Every thread looks all positions up, so often that it hardly matters when the system finds it a processor.
  json threads(const Words& words) const {
    const auto positions = read_positions(words.at(0), std::stoul(words.at(1)));
    std::vector<std::thread> running(std::stoul(words.at(2)));
    constexpr int kPasses = 20;
    std::atomic<std::uint64_t> sum = 0;
    const auto ns = timed([&] {
      for (std::thread& one : running) {
        one = std::thread([&] {
          for (int pass = 0; pass < kPasses; ++pass) sum += lookup_all(*cache_, positions);
        });
      }
      for (std::thread& one : running) one.join();
    });
    return {{"ns", ns}, {"sum", sum.load()}};
  }

  // Opens every file of a folder and keeps it open; looks positions up in the first of them.
  json many(const Words& words) {
    const auto positions = read_positions(words.at(2), std::stoul(words.at(3)));
    for (const auto& entry : std::filesystem::directory_iterator(words.at(0))) {
      many_.push_back(Cache::open(entry.path()).value());
    }
    std::uint64_t sum = 0;
    const std::size_t looked_up = std::min<std::size_t>(std::stoul(words.at(1)), many_.size());
    for (std::size_t i = 0; i < looked_up; ++i) sum += lookup_all(many_[i], positions);
    return {{"open", many_.size()}, {"looked_up", looked_up}, {"sum", sum}};
  }

  json sizes(const Words&) const {
    const CacheInfo info = cache_->info();
    return {{"mappings", info.mappings},
            {"bytes_mappings", info.bytes.mappings},
            {"bytes_strings", info.bytes.strings},
            {"bytes_sources_content", info.bytes.sources_content},
            {"bytes_total", info.size}};
  }

 private:
  template <typename Work>
  static json measure(std::span<const Position> positions, Work&& work) {
    std::uint64_t sum = 0;
    const std::int64_t before = minor_faults();
    const auto ns = timed([&] { sum = work(); });
    const std::int64_t faults = minor_faults() - before;
    return {{"ns", ns}, {"count", positions.size()}, {"faults", faults}, {"sum", sum}};
  }

  std::optional<Cache> cache_;
  std::vector<Cache> many_;
};

void serve_session() {
  Session session;
  serve({{"convert", convert_map},
         {"publish", publish_file},
         {"open", [&](const Words& words) { return session.open(words); }},
         {"lookup", [&](const Words& words) { return session.lookup(words); }},
         {"batch", [&](const Words& words) { return session.batch(words); }},
         {"threads", [&](const Words& words) { return session.threads(words); }},
         {"many", [&](const Words& words) { return session.many(words); }},
         {"answers", [&](const Words& words) { return session.answers(words); }},
         {"sizes", [&](const Words& words) { return session.sizes(words); }}});
}

}  // namespace
}  // namespace smcache::compare

int main() { return smcache::compare::run_main(smcache::compare::serve_session); }
