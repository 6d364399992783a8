// Releases as they are uploaded: .zip, .tar, and compressed .tar.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "smcache/error.hpp"
#include "spool.hpp"

namespace smcache::tool {

// By its name.
[[nodiscard]] bool is_archive_name(const std::filesystem::path& path);

struct ArchiveEntry {
  std::string name;  // a plain relative path: no "..", no empty parts
  SpoolPart content;
  std::optional<Error> failure;  // why there is no content; then `name` may be any text
};

struct ArchiveLimits {
  std::uint64_t max_entry_bytes = std::uint64_t{1} << 30;
  // An archive that becomes so many times its size, and more than a few megabytes, is a bomb.
  std::uint64_t max_expansion = 1000;
};

// Takes out the entries whose names are `wanted`. Nothing is written but the spool, whatever the archive says. Entries
// that are links, that would lead out of a directory, that come twice or are too large have a failure. The error says
// why the archive cannot be read on; what came before is in `entries`.
Status read_archive(const std::filesystem::path& path, const ArchiveLimits& limits, const std::shared_ptr<Spool>& spool,
                    const std::function<bool(const std::string&)>& wanted, std::vector<ArchiveEntry>& entries);

}  // namespace smcache::tool
