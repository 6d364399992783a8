// All files of a store, one after the other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "smcache/error.hpp"

namespace smcache::detail {

enum class FileKind : std::uint8_t {
  entry,  // in the folder of a format version
  note,
  alias,
  temporary,  // of a writer, living or dead
  quarantined,
};

struct StoreFile {
  FileKind kind;
  std::string_view version;  // the folder of the format version, "v1"; empty outside of them
  std::string_view folder;   // "ab"; empty outside of them
  std::string_view name;
  std::filesystem::path path;
};

// Calls `visit` for each file whose name is one of the store's; what else may lie there is not the store's business.
// Folders that vanish meanwhile are passed over. Errors: permission_denied, io.
Status walk_store(const std::filesystem::path& root, const std::function<void(const StoreFile&)>& visit);

}  // namespace smcache::detail
