#include "pairing.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "converter/generated_file.hpp"
#include "files/descriptor.hpp"

namespace smcache::tool {
namespace {

namespace fs = std::filesystem;

// Comments that count stand at a generated file's end, and name a file: no path is longer than half of this.
constexpr std::uint64_t kComments = std::uint64_t{8} << 10;
constexpr std::uint64_t kFields = std::uint64_t{64} << 10;  // of a map, at either end

// Up to `size` bytes from a file's end, or from its beginning.
std::string piece(const std::string& path, const std::optional<SpoolPart>& content, std::uint64_t size, bool from_end) {
  if (content) {
    const std::uint64_t length = std::min(size, content->size);
    auto text = content->spool->read(content->begin + (from_end ? content->size - length : 0), length);
    return text ? std::move(*text) : std::string();
  }
  const detail::Descriptor file = detail::open_file(path.c_str(), O_RDONLY);
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0) return {};
  const auto whole = static_cast<std::uint64_t>(status.st_size);
  std::string text(std::min(size, whole), '\0');
  const auto read = ::pread(file.get(), text.data(), text.size(), from_end ? status.st_size - std::ssize(text) : 0);
  return read == std::ssize(text) ? text : std::string();
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; });
  return text;
}

// The debug id that a map states near its beginning or its end, where the tools write it; only to find its generated
// file by.
std::string debug_id_of_map(const PlannedFile& map) {
  constexpr std::size_t kUuid = 36;
  for (const bool from_end : {false, true}) {
    const std::string text = piece(map.input.native(), map.content, kFields, from_end);
    for (const std::string_view field : {"\"debugId\"", "\"debug_id\""}) {
      const std::size_t at = text.find(field);
      if (at == std::string::npos) continue;
      const std::size_t begin = text.find('"', at + field.size());
      if (begin != std::string::npos && text.size() > begin + kUuid) return lower(text.substr(begin + 1, kUuid));
    }
  }
  return {};
}

// A place in the form in which two of the same file are equal.
std::string normal(const std::string& place) {
  const bool is_normal = place.find("//") == std::string::npos && place.find("./") == std::string::npos;
  return is_normal ? place : fs::path(place).lexically_normal().generic_string();
}

// "dist/a.js.map" and "dist/a.js.map.gz" belong to "dist/a.js".
std::string name_without_map(const PlannedFile& map) {
  const std::string name = normal(map.place);
  const std::size_t at = name.rfind(".map");
  return at == std::string::npos ? std::string() : name.substr(0, at);
}

// What a generated file says of its map; empty where it does not.
struct Claim {
  std::string map;  // its place
  std::string debug_id;
};

Claim claim_of(const GeneratedFile& file) {
  const std::string end = piece(file.file.path, file.file.content, kComments, true);
  const auto comments = detail::read_generated_comments(end);
  Claim claim;
  if (comments.source_mapping_url) {
    if (const auto map = detail::map_path(file.place, *comments.source_mapping_url)) claim.map = normal(map->native());
  }
  if (comments.debug_id) claim.debug_id = lower(std::string(*comments.debug_id));
  return claim;
}

// The files are read by as many threads.
std::vector<Claim> claims_of(const std::vector<const GeneratedFile*>& files, unsigned threads) {
  constexpr std::size_t kWorthAThread = 100;
  std::vector<Claim> claims(files.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) claims[i] = claim_of(*files[i]);
  };
  std::vector<std::jthread> helpers;
  while (helpers.size() + 1 < std::min<std::size_t>(threads, files.size() / kWorthAThread)) helpers.emplace_back(work);
  work();
  helpers.clear();
  return claims;
}

}  // namespace

void pair_with_generated(std::vector<PlannedFile*> maps, const std::vector<GeneratedFile>& generated,
                         unsigned threads) {
  std::unordered_map<std::string, const GeneratedFile*> by_name;
  for (const GeneratedFile& file : generated) by_name.emplace(normal(file.place), &file);
  std::unordered_set<const GeneratedFile*> taken;
  const auto give = [&](std::vector<PlannedFile*>& left, const auto& find) {
    std::erase_if(left, [&](PlannedFile* map) {
      const GeneratedFile* const found = find(*map);
      if (found == nullptr) return false;
      map->generated = found->file;
      taken.insert(found);
      return true;
    });
  };
  const auto in = [](const auto& table, const std::string& name) -> const GeneratedFile* {
    const auto found = table.find(name);
    return found == table.end() || name.empty() ? nullptr : found->second;
  };
  std::erase_if(maps, [](const PlannedFile* map) { return map->failure.has_value(); });
  give(maps, [&](const PlannedFile& map) { return in(by_name, name_without_map(map)); });
  if (maps.empty()) return;

  std::unordered_map<std::string, const GeneratedFile*> by_url;
  std::unordered_map<std::string, const GeneratedFile*> by_debug_id;
  std::vector<const GeneratedFile*> others;
  for (const GeneratedFile& file : generated) {
    if (!taken.contains(&file)) others.push_back(&file);
  }
  const std::vector<Claim> claims = claims_of(others, threads);
  for (std::size_t i = 0; i < others.size(); ++i) {
    if (!claims[i].map.empty()) by_url.emplace(claims[i].map, others[i]);
    if (!claims[i].debug_id.empty()) by_debug_id.emplace(claims[i].debug_id, others[i]);
  }
  give(maps, [&](const PlannedFile& map) { return in(by_url, normal(map.place)); });
  if (!by_debug_id.empty()) give(maps, [&](const PlannedFile& map) { return in(by_debug_id, debug_id_of_map(map)); });
}

}  // namespace smcache::tool
