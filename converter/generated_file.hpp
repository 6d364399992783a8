// What a generated file says of its source map, in comments at its end (ECMA-426, "Linking generated
// code to source maps", without parsing).
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace smcache::detail {

struct GeneratedComments {
  std::optional<std::string_view> source_mapping_url;
  std::optional<std::string_view> debug_id;  // as it stands; the text need not be a UUID
};

// Finds "sourceMappingURL" and "debugId" in comments that no code follows. Of several the last counts.
// A line comment with a quote in it, or with the end of a block comment, may stand inside a string:
// neither it nor what stands before it counts. The result points into `text`.
GeneratedComments read_generated_comments(std::string_view text);

// Is this a generated file by its name (".js", ".mjs", ".cjs", ".css", ".bundle", ".jsbundle")?
bool is_generated_name(std::string_view path) noexcept;

// The file that a plain relative `url` names beside `generated`; for an absolute URL, the file of its
// last path part. Query and fragment do not count. nullopt for what leads out of the directory.
std::optional<std::filesystem::path> map_path(const std::filesystem::path& generated, std::string_view url);

}  // namespace smcache::detail
