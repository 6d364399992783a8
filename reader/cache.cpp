#include "smcache/cache.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "reader/lookup.hpp"
#include "reader/mapped_file.hpp"
#include "reader/mapping_at.hpp"
#include "reader/scopes.hpp"
#include "reader/tables.hpp"
#include "reader/verify.hpp"

namespace smcache {
namespace {

constexpr std::size_t kAlignment = 8;

std::string_view extension_field(std::uint32_t kind) noexcept {
  switch (kind) {
    case detail::kExtensionFacebookSources: return "x_facebook_sources";
    case detail::kExtensionFacebookOffsets: return "x_facebook_offsets";
    case detail::kExtensionMetroModulePaths: return "x_metro_module_paths";
    case detail::kExtensionPastaMappings: return "x_com_bloomberg_sourcesFunctionMappings";
    case detail::kExtensionScopes: return "scopes";
    default: return {};
  }
}

CacheInfo::Bytes byte_counts(const detail::Tables& tables) noexcept {
  CacheInfo::Bytes bytes;
  bytes.mappings = tables.root->keys()->size() * 4 + tables.root->wide_keys()->size() * 8 +
                   tables.block_offsets.size_bytes() + tables.blocks.size() + tables.line_pages.size_bytes() +
                   tables.line_lows.size_bytes();
  const std::uint64_t content = std::min<std::uint64_t>(tables.root->content_size(), tables.strings.size());
  bytes.strings = tables.strings.size() - content + tables.names.size_bytes() + tables.sources.size_bytes() +
                  tables.scopes.names.size_bytes();
  bytes.sources_content = content + tables.line_starts.size_bytes();
  bytes.functions = detail::byte_count(tables.scopes);
  return bytes;
}

}  // namespace

// What a Cache owns: one allocation, which moving the Cache does not move.
class Cache::Storage {
 public:
  Storage(detail::FileBytes file, const detail::Tables& tables) noexcept : file_(std::move(file)), tables_(tables) {}
  [[nodiscard]] const detail::Tables& tables() const noexcept { return tables_; }

 private:
  detail::FileBytes file_;
  detail::Tables tables_;
};

Cache::Cache(std::unique_ptr<const Storage> storage) noexcept
    : storage_(std::move(storage)), tables_(&storage_->tables()) {}
Cache::Cache(Cache&&) noexcept = default;
Cache& Cache::operator=(Cache&&) noexcept = default;
Cache::~Cache() = default;

Result<Cache> Cache::adopt(detail::FileBytes file, std::span<const std::byte> bytes, std::string_view name) {
  auto tables = detail::find_tables(bytes, name);
  if (!tables) return tables.error();
  return Cache(std::make_unique<const Storage>(std::move(file), *tables));
}

Result<Cache> Cache::open(const std::filesystem::path& path, OpenMode mode) {
  auto file = detail::FileBytes::open(path, mode);
  if (!file) return file.error();
  const auto bytes = file->bytes();
  return adopt(std::move(*file), bytes, path.native());
}

Result<Cache> Cache::open_descriptor(int descriptor, std::string_view name, OpenMode mode) {
  auto file = detail::FileBytes::load(descriptor, name, mode);
  if (!file) return file.error();
  const auto bytes = file->bytes();
  return adopt(std::move(*file), bytes, name);
}

Result<Cache> Cache::from_bytes(std::span<const std::byte> bytes) {
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % kAlignment == 0) return adopt({}, bytes, "cache");
  auto copy = detail::FileBytes::copy(bytes);
  if (!copy) return copy.error();
  const auto copied = copy->bytes();
  return adopt(std::move(*copy), copied, "cache");
}

Location Cache::lookup(Position position, Reach reach) const noexcept {
  return tables_->lookup->one(*tables_, position, reach);
}

Location Cache::lookup(Position position, Function& function, Reach reach) const noexcept {
  std::uint32_t scope = kNone;
  const Location location = tables_->lookup->with_scope(*tables_, position, reach, scope);
  function = function_at(scope);
  return location;
}

void Cache::lookup(std::span<const Position> positions, std::span<Location> locations, Reach reach) const noexcept {
  tables_->lookup->many(*tables_, positions.data(), locations.data(), std::min(positions.size(), locations.size()),
                        reach);
}

Mappings Cache::lookup_all(Position position, Reach reach) const noexcept {
  const Location last = lookup(position, reach);
  if (last.mapping == kNone) return {};
  return mappings(detail::first_at_position(*tables_, last.mapping), last.mapping + 1);
}

std::uint32_t Cache::mapping_count() const noexcept { return tables_->mapping_count; }

std::optional<Mapping> Cache::mapping(std::uint32_t index) const noexcept {
  Mapping mapping;
  if (index >= tables_->mapping_count || !detail::read_mapping(*tables_, index, mapping)) return std::nullopt;
  return mapping;
}

Mappings Cache::mappings() const noexcept { return mappings(0, tables_->mapping_count); }

Mappings Cache::mappings(std::uint32_t first, std::uint32_t end) const noexcept {
  end = std::min(end, tables_->mapping_count);
  return {tables_, std::min(first, end), end};
}

Mappings::iterator::iterator(const detail::Tables* tables, std::uint32_t index, std::uint32_t end) noexcept
    : tables_(tables), end_(end) {
  ahead_.index = index;
  read_ahead();
}

void Mappings::iterator::read_ahead() noexcept {
  if (index() < end_) tables_->read_ahead(*tables_, end_, ahead_);
}

std::uint32_t Cache::source_count() const noexcept { return static_cast<std::uint32_t>(tables_->sources.size()); }

Source Cache::source(std::uint32_t index) const noexcept { return {tables_, index}; }

std::uint32_t Cache::name_count() const noexcept { return static_cast<std::uint32_t>(tables_->names.size()); }

std::optional<std::string_view> Cache::name(std::uint32_t index) const noexcept {
  return index < tables_->names.size() ? tables_->text(tables_->names[index]) : std::nullopt;
}

Function Cache::function(Position position) const noexcept {
  return function_at(tables_->scope_lookup(*tables_, position));
}

std::uint32_t Cache::function_count() const noexcept { return tables_->scopes.scope_count; }

Function Cache::function_at(std::uint32_t scope) const noexcept { return detail::read_scope(*tables_, scope); }

Function Cache::enclosing(const Function& function) const noexcept {
  return function_at(detail::scope_around(*tables_, function.scope));
}

std::optional<CallSite> Cache::call_site(const Function& function) const noexcept {
  return detail::call_site_of(*tables_, function.scope);
}

std::uint32_t Cache::section_count() const noexcept { return static_cast<std::uint32_t>(tables_->sections.size()); }

std::optional<Section> Cache::section(std::uint32_t index) const noexcept {
  if (index >= tables_->sections.size()) return std::nullopt;
  const format::Section& section = tables_->sections[index];
  return Section{{section.line(), section.column()}, section.first_mapping(), section.first_source()};
}

std::uint32_t Cache::mended_count() const noexcept { return static_cast<std::uint32_t>(tables_->mended.size()); }

Mended Cache::mended(std::uint32_t index) const noexcept {
  if (index >= tables_->mended.size()) return {};
  const format::Mended& mended = tables_->mended[index];
  return {static_cast<ErrorCode>(mended.code()), mended.count()};
}

std::uint32_t Cache::extension_count() const noexcept { return static_cast<std::uint32_t>(tables_->extensions.size()); }

std::optional<Cache::Extension> Cache::extension(std::uint32_t index) const noexcept {
  if (index >= tables_->extensions.size()) return std::nullopt;
  const format::Extension& extension = tables_->extensions[index];
  const auto json = tables_->text(extension.json());
  if (!json) return std::nullopt;
  return Extension{extension_field(extension.kind()), extension.section(), *json};
}

CacheInfo Cache::info() const noexcept {
  const detail::Tables& tables = *tables_;
  const format::Root& root = *tables.root;
  CacheInfo info;
  info.format_major = root.header()->format_major();
  info.format_minor = root.header()->format_minor();
  info.converter = tables.text(*root.converter()).value_or(std::string_view());
  info.size = tables.bytes.size();
  info.checksum = root.header()->checksum();
  for (unsigned i = 0; i < 8; ++i) {
    info.input_hash[i] = static_cast<std::uint8_t>(root.input_hash()->high() >> (56 - 8 * i));
    info.input_hash[8 + i] = static_cast<std::uint8_t>(root.input_hash()->low() >> (56 - 8 * i));
  }
  if (root.debug_id() != nullptr) {
    info.debug_id.emplace();
    for (unsigned i = 0; i < 16; ++i) (*info.debug_id)[i] = root.debug_id()->bytes()->Get(i);
  }
  if (root.file() != nullptr) info.file = tables.text(*root.file());
  if (root.source_root() != nullptr) info.source_root = tables.text(*root.source_root());
  info.mappings = tables.mapping_count;
  info.lines = tables.line_count;
  info.sources = source_count();
  info.names = name_count();
  info.sections = section_count();
  info.functions = function_count();
  info.bytes = byte_counts(tables);
  return info;
}

std::span<const std::byte> Cache::bytes() const noexcept { return tables_->bytes; }

Status Cache::verify() const { return detail::verify(*tables_); }

}  // namespace smcache
