// Paths that an input names: only what stands below the input's own directory is ever read.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace smcache::detail {

// `url` below `directory`; nullopt unless it is a plain relative path that stays there.
inline std::optional<std::filesystem::path> relative_path(const std::filesystem::path& directory,
                                                          std::string_view url) {
  if (url.empty() || url.find_first_of(std::string_view(":?#\\%\0", 6)) != std::string_view::npos) return std::nullopt;
  const std::filesystem::path relative(url);
  if (relative.is_absolute()) return std::nullopt;
  for (const auto& part : relative) {
    if (part == "..") return std::nullopt;
  }
  return directory / relative;
}

}  // namespace smcache::detail
