#include "store/layout.hpp"

#include <span>
#include <system_error>
#include <utility>

#include "files/system_error.hpp"
#include "schema/format.hpp"

namespace smcache::detail {
namespace {

constexpr std::size_t kFolderDigits = 2;

bool is_hex(std::string_view text) noexcept {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

Layout::Layout(std::filesystem::path root)
    : root_(std::move(root)), version_(root_ / ("v" + std::to_string(kFormatMajor))) {}

std::filesystem::path Layout::keyed(const std::filesystem::path& folder, const StoreKey& key, std::string_view suffix) {
  const std::string digits = key.text();
  std::string path = folder.native();
  path.reserve(path.size() + digits.size() + suffix.size() + 2);
  path.append("/").append(digits, 0, kFolderDigits).append("/").append(digits, kFolderDigits).append(suffix);
  return path;
}

std::filesystem::path Layout::alias(const StoreAlias& alias) const {
  return keyed(version_ / kAliasFolder, store_key(std::as_bytes(std::span(alias.text()))), "");
}

bool is_version_folder(std::string_view name) noexcept {
  return name.size() > 1 && name.front() == 'v' && name.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

bool is_key_folder(std::string_view name) noexcept { return name.size() == kFolderDigits && is_hex(name); }

std::optional<StoreKey> key_of_name(std::string_view folder, std::string_view name, std::string_view suffix) {
  if (!is_key_folder(folder) || !name.ends_with(suffix)) return std::nullopt;
  name.remove_suffix(suffix.size());
  if (!is_hex(name)) return std::nullopt;
  return StoreKey::parse(std::string(folder).append(name));
}

bool is_temporary(std::string_view name) noexcept { return name.starts_with('.') && name.ends_with(".tmp"); }

Status make_folder_of(const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  if (!error) return success();
  return system_error(error.value(), file.parent_path().native(), "cannot make the directory");
}

}  // namespace smcache::detail
