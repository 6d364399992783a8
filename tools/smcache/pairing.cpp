#include "pairing.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "converter/generated_file.hpp"

namespace smcache::tool {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kEnd = std::uint64_t{64} << 10;  // comments that count stand at a file's end

// Up to `size` bytes from a file's end, or from its beginning.
std::string piece(const fs::path& path, const std::optional<SpoolPart>& content, std::uint64_t size, bool from_end) {
  if (content) {
    const std::uint64_t length = std::min(size, content->size);
    auto text = content->spool->read(content->begin + (from_end ? content->size - length : 0), length);
    return text ? std::move(*text) : std::string();
  }
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const auto whole = static_cast<std::uint64_t>(std::max<std::streamoff>(0, file.tellg()));
  std::string text(std::min(size, whole), '\0');
  file.seekg(static_cast<std::streamoff>(from_end ? whole - text.size() : 0));
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  return file ? text : std::string();
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
    const std::string text = piece(map.input, map.content, kEnd, from_end);
    for (const std::string_view field : {"\"debugId\"", "\"debug_id\""}) {
      const std::size_t at = text.find(field);
      if (at == std::string::npos) continue;
      const std::size_t begin = text.find('"', at + field.size());
      if (begin != std::string::npos && text.size() > begin + kUuid) return lower(text.substr(begin + 1, kUuid));
    }
  }
  return {};
}

// "dist/a.js.map" and "dist/a.js.map.gz" belong to "dist/a.js".
std::string name_without_map(const PlannedFile& map) {
  const std::string name = map.place.lexically_normal().generic_string();
  const std::size_t at = name.rfind(".map");
  return at == std::string::npos ? std::string() : name.substr(0, at);
}

}  // namespace

void pair_with_generated(std::vector<PlannedFile*> maps, const std::vector<GeneratedFile>& generated) {
  std::unordered_map<std::string, const GeneratedFile*> by_name;
  for (const GeneratedFile& file : generated) by_name.emplace(file.place.lexically_normal().generic_string(), &file);
  std::map<const GeneratedFile*, bool> taken;
  const auto give = [&](std::vector<PlannedFile*>& left, const auto& find) {
    std::erase_if(left, [&](PlannedFile* map) {
      const GeneratedFile* const found = find(*map);
      if (found == nullptr) return false;
      map->generated = found->file;
      taken[found] = true;
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
  for (const GeneratedFile& file : generated) {
    if (taken[&file]) continue;
    const std::string end = piece(file.file.path, file.file.content, kEnd, true);
    const auto comments = detail::read_generated_comments(end);
    if (comments.source_mapping_url) {
      if (const auto map = detail::map_path(file.place, *comments.source_mapping_url)) {
        by_url.emplace(map->lexically_normal().generic_string(), &file);
      }
    }
    if (comments.debug_id) by_debug_id.emplace(lower(std::string(*comments.debug_id)), &file);
  }
  give(maps, [&](const PlannedFile& map) { return in(by_url, map.place.lexically_normal().generic_string()); });
  if (!by_debug_id.empty()) give(maps, [&](const PlannedFile& map) { return in(by_debug_id, debug_id_of_map(map)); });
}

}  // namespace smcache::tool
