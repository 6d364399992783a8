#include "converter/cache_builder.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include <flatbuffers/flatbuffers.h>

#include "converter/key_index.hpp"
#include "converter/processor_code.hpp"
#include "schema/format.hpp"
#include "schema/smcache_generated.h"

namespace smcache::detail {
namespace {

// Memory that is there already, for a builder that needs no more of it.
class Placement final : public flatbuffers::Allocator {
 public:
  explicit Placement(std::byte* at) noexcept : at_(at) {}
  std::uint8_t* allocate(std::size_t /*size*/) override { return reinterpret_cast<std::uint8_t*>(at_); }
  void deallocate(std::uint8_t* /*at*/, std::size_t /*size*/) override {}

 private:
  std::byte* at_;
};

format::Text text(TextRef ref) { return {ref.offset, ref.length}; }

const std::uint8_t* bytes_of(const ByteBuffer& buffer) { return reinterpret_cast<const std::uint8_t*>(buffer.data()); }

// Vectors of structs are copied as they stand: same layout on both sides (static_asserts below).
template <typename Struct, typename Record>
auto struct_vector(flatbuffers::FlatBufferBuilder& builder, const std::vector<Record>& records) {
  static_assert(sizeof(Struct) == sizeof(Record));
  static_assert(alignof(Struct) == alignof(Record));
  return builder.CreateVectorOfStructs(reinterpret_cast<const Struct*>(records.data()), records.size());
}

std::vector<format::Source> source_structs(const CacheContents& contents) {
  std::vector<format::Source> structs;
  structs.reserve(contents.sources.size());
  for (const SourceRecord& source : contents.sources) {
    const std::uint32_t flags =
        (source.ignored ? kSourceIgnored : 0) | (source.lines.line_feeds_only ? kSourceLineFeedsOnly : 0);
    structs.emplace_back(text(source.raw_name), text(source.name), text(source.content), source.lines.first_sample,
                         source.lines.line_count, flags);
  }
  return structs;
}

std::vector<format::Mended> mended_structs(const std::vector<Warning>& warnings) {
  std::vector<format::Mended> structs;
  structs.reserve(warnings.size());
  for (const Warning& warning : warnings) {
    structs.emplace_back(static_cast<std::int32_t>(warning.code), 0, warning.count);
  }
  return structs;
}

std::uint64_t scopes_size(const ScopePacker& scopes) noexcept {
  return scopes.boundaries().size() + scopes.scopes().size() + scopes.blocks().size() * sizeof(format::ScopeBlock) +
         scopes.classes().size() * sizeof(format::ScopeClass) + scopes.function_names().size() * sizeof(format::Text) +
         scopes.call_sites().size() * sizeof(format::CallSite);
}

// Where the tables of functions stand; nowhere in a cache that has none.
struct ScopeTables {
  flatbuffers::Offset<flatbuffers::Vector<std::uint32_t>> keys;
  flatbuffers::Offset<flatbuffers::Vector<std::uint64_t>> wide_keys;
  flatbuffers::Offset<flatbuffers::Vector<const format::ScopeBlock*>> blocks;
  flatbuffers::Offset<flatbuffers::Vector<std::uint8_t>> boundaries;
  flatbuffers::Offset<flatbuffers::Vector<const format::ScopeClass*>> classes;
  flatbuffers::Offset<flatbuffers::Vector<std::uint8_t>> scopes;
  flatbuffers::Offset<flatbuffers::Vector<const format::Text*>> names;
  flatbuffers::Offset<flatbuffers::Vector<const format::CallSite*>> call_sites;
};

ScopeTables create_scopes(flatbuffers::FlatBufferBuilder& builder, const ScopePacker& scopes, const KeyIndex& keys) {
  ScopeTables tables;
  if (scopes.scope_count() == 0) return tables;
  tables.call_sites = struct_vector<format::CallSite>(builder, scopes.call_sites());
  tables.names = struct_vector<format::Text>(builder, scopes.function_names());
  tables.scopes = builder.CreateVector(bytes_of(scopes.scopes()), scopes.scopes().size());
  tables.classes = struct_vector<format::ScopeClass>(builder, scopes.classes());
  tables.boundaries = builder.CreateVector(bytes_of(scopes.boundaries()), scopes.boundaries().size());
  tables.blocks = struct_vector<format::ScopeBlock>(builder, scopes.blocks());
  tables.wide_keys = builder.CreateVector(keys.wide());
  tables.keys = builder.CreateVector(keys.narrow());
  return tables;
}

void add_scopes(format::RootBuilder& root, const ScopePacker& scopes, const ScopeTables& tables) {
  root.add_boundary_count(scopes.boundary_count());
  root.add_scope_count(scopes.scope_count());
  root.add_scope_keys(tables.keys);
  root.add_wide_scope_keys(tables.wide_keys);
  root.add_scope_blocks(tables.blocks);
  root.add_boundaries(tables.boundaries);
  root.add_scope_classes(tables.classes);
  root.add_scopes(tables.scopes);
  root.add_function_names(tables.names);
  root.add_call_sites(tables.call_sites);
}

}  // namespace

Result<Bytes> build_cache(const CacheContents& contents, const BlockPacker& packer, const ScopePacker& scopes,
                          StringPool strings, const std::vector<Warning>& mended, std::string_view input_name) {
  const auto too_large = [&](std::string_view what) {
    return Error{ErrorCode::output_too_large,
                 std::string(input_name) + ": a cache holds at most 2 GiB, and " + std::string(what) + " pass that"};
  };
  const LineTableBuilder& lines = packer.lines();
  const auto sources = source_structs(contents);
  const KeyIndex keys(packer.keys());
  const KeyIndex scope_keys(scopes.keys());

  // Said beforehand, since the builder aborts where it runs over; and so that it allocates once.
  struct Part {
    std::string_view name;
    std::uint64_t size;
  };
  const std::array<Part, 7> parts{{
      {"its strings and sources' texts", strings.too_large() ? kMaxFileSize + 1 : strings.size()},
      {"its mappings", packer.blocks().size() + packer.offsets().size() * 4 + keys.byte_size()},
      {"its generated lines", lines.pages().size() * sizeof(format::LinePage) + lines.lows().size() * 8},
      {"its sources", sources.size() * sizeof(format::Source) + contents.line_samples.size() * 4},
      {"its names", contents.names.size() * sizeof(format::Text)},
      {"its sections",
       contents.sections.size() * sizeof(format::Section) + contents.extensions.size() * sizeof(format::Extension)},
      {"its functions", scopes_size(scopes) + scope_keys.byte_size()},
  }};
  std::uint64_t total = 1024;  // root table, vector lengths, alignment
  for (const Part& part : parts) total += part.size;
  if (total > kMaxFileSize || packer.end_position() >= kMaxLinearPosition) {
    return too_large(std::max_element(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
                       return a.size < b.size;
                     })->name);
  }

  // Written back to front: what is looked at first is created last, and stands first in the file. The
  // strings, most of a file, are where they have to be already.
  const std::size_t strings_size = strings.size();
  const std::size_t capacity = round_up(static_cast<std::size_t>(total), StringPool::kBufferAlignment);
  StringPool::Placed placed = strings.place(capacity - strings_size);
  Placement memory(placed.storage.get() + placed.end - capacity);
  flatbuffers::FlatBufferBuilder builder(capacity, &memory);
  std::uint8_t* strings_begin = nullptr;
  const auto strings_at = builder.CreateUninitializedVector(strings_size, &strings_begin);
  const ScopeTables functions = create_scopes(builder, scopes, scope_keys);
  const auto extensions_at = struct_vector<format::Extension>(builder, contents.extensions);
  const auto line_starts_at = builder.CreateVector(contents.line_samples);
  const auto names_at = struct_vector<format::Text>(builder, contents.names);
  const auto blocks_at = builder.CreateVector(bytes_of(packer.blocks()), packer.blocks().size());
  const auto sources_at = builder.CreateVectorOfStructs(sources);
  const auto line_lows_at = builder.CreateVector(lines.lows());
  const auto line_pages_at = struct_vector<format::LinePage>(builder, lines.pages());
  const auto offsets_at = builder.CreateVector(packer.offsets());
  const auto wide_keys_at = builder.CreateVector(keys.wide());
  const auto keys_at = builder.CreateVector(keys.narrow());
  const auto sections_at = struct_vector<format::Section>(builder, contents.sections);
  const auto mended_at = builder.CreateVectorOfStructs(mended_structs(mended));

  const format::Header header(0, 0, kFormatMajor, kFormatMinor, 0);
  const format::Hash128 input_hash(contents.input_hash[0], contents.input_hash[1]);
  const format::Text converter = text(contents.converter);
  const format::Text file = text(contents.file);
  const format::Text source_root = text(contents.source_root);
  format::Uuid debug_id;
  if (contents.debug_id) std::memcpy(debug_id.mutable_bytes()->Data(), contents.debug_id->data(), 16);

  format::RootBuilder root(builder);
  root.add_header(&header);
  root.add_input_hash(&input_hash);
  root.add_converter(&converter);
  if (contents.debug_id) root.add_debug_id(&debug_id);
  if (contents.file.present()) root.add_file(&file);
  if (contents.source_root.present()) root.add_source_root(&source_root);
  root.add_mapping_count(packer.mapping_count());
  root.add_line_count(packer.line_count());
  root.add_range_count(packer.range_count());
  root.add_content_size(static_cast<std::uint32_t>(contents.content_size));
  root.add_line_pages(line_pages_at);
  root.add_line_lows(line_lows_at);
  root.add_keys(keys_at);
  root.add_wide_keys(wide_keys_at);
  root.add_block_offsets(offsets_at);
  root.add_blocks(blocks_at);
  root.add_sections(sections_at);
  root.add_sources(sources_at);
  root.add_names(names_at);
  root.add_line_starts(line_starts_at);
  root.add_mended(mended_at);
  root.add_extensions(extensions_at);
  root.add_strings(strings_at);
  if (scopes.scope_count() != 0) add_scopes(root, scopes, functions);
  format::FinishRootBuffer(builder, root.Finish());

  format::Header* const final_header = format::GetMutableRoot(builder.GetBufferPointer())->mutable_header();
  final_header->mutate_total_size(builder.GetSize());
  final_header->mutate_checksum(hash_code().xxh3_64(builder.GetBufferPointer(), builder.GetSize()));
  return Bytes(std::move(placed.storage), placed.end - builder.GetSize(), builder.GetSize());
}

}  // namespace smcache::detail
