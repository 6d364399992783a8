// Where everything in a store's directory stands, and what its names say. docs/store.md shows it to operators.
//
//   ROOT/lock                        a byte of it is locked for each key that is being built
//   ROOT/usage                       how much there is, about
//   ROOT/v1/ab/cdef....smcache       the cache of the key abcdef...
//   ROOT/v1/ab/cdef....failed        what is remembered of a failed build
//   ROOT/v1/aliases/01/2345...       an alias, named by its hash; holds the key that it leads to
//   ROOT/quarantine/v1-abcdef....N   damaged caches
//
// v1 stands for the major version of the file format; each has its own folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "smcache/error.hpp"
#include "smcache/store_key.hpp"

namespace smcache::detail {

inline constexpr std::string_view kEntrySuffix = ".smcache";
inline constexpr std::string_view kNoteSuffix = ".failed";
inline constexpr std::string_view kAliasFolder = "aliases";
inline constexpr std::string_view kQuarantineFolder = "quarantine";

class Layout {
 public:
  explicit Layout(std::filesystem::path root);

  [[nodiscard]] const std::filesystem::path& root() const noexcept { return root_; }
  // The folder of this build's format version.
  [[nodiscard]] const std::filesystem::path& version() const noexcept { return version_; }
  [[nodiscard]] std::filesystem::path lock_file() const { return root_ / "lock"; }
  [[nodiscard]] std::filesystem::path usage_file() const { return root_ / "usage"; }
  [[nodiscard]] std::filesystem::path entry(const StoreKey& key) const { return keyed(version_, key, kEntrySuffix); }
  [[nodiscard]] std::filesystem::path note(const StoreKey& key) const { return keyed(version_, key, kNoteSuffix); }
  [[nodiscard]] std::filesystem::path alias(const StoreAlias& alias) const;
  [[nodiscard]] std::filesystem::path quarantine() const { return root_ / kQuarantineFolder; }

  // FOLDER/ab/cdef...SUFFIX
  static std::filesystem::path keyed(const std::filesystem::path& folder, const StoreKey& key, std::string_view suffix);

 private:
  std::filesystem::path root_;
  std::filesystem::path version_;
};

// Is this the name of a format version's folder: "v1"?
[[nodiscard]] bool is_version_folder(std::string_view name) noexcept;
// Is it one of the 256 folders that keys are spread over: "ab"?
[[nodiscard]] bool is_key_folder(std::string_view name) noexcept;
// The key of a file "cdef...SUFFIX" in the folder "ab"; nullopt for any other name.
[[nodiscard]] std::optional<StoreKey> key_of_name(std::string_view folder, std::string_view name,
                                                  std::string_view suffix);
// Is it a name of files/temporary_file.hpp?
[[nodiscard]] bool is_temporary(std::string_view name) noexcept;

// Makes the folder of a file, and those above it, where they are not there.
// Errors: permission_denied, no_space, io.
Status make_folder_of(const std::filesystem::path& file);

// What a file takes of the byte cap.
constexpr std::uint64_t counted_size(std::uint64_t size) noexcept { return (size + 4095) / 4096 * 4096; }

}  // namespace smcache::detail
