#include "source_map_writer.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "figures.hpp"
#include "json.hpp"
#include "vlq_writer.hpp"

namespace smcache::tool {
namespace {

// "mappings", and "rangeMappings" beside it.
class MappingsText {
 public:
  MappingsText(Output& out, const Cache& cache) : out_(out), cache_(cache) {}

  // Writes "mappings", quotes and all.
  Status write() {
    out_ << '"';
    std::uint32_t count = 0;
    Position last;
    for (const Mapping& mapping : cache_.mappings()) {
      if (!out_.open()) return success();
      if (mapping.generated < last) break;  // damaged, and the way back would lead through all lines there can be
      last = mapping.generated;
      if (!append(mapping)) {
        return Error{ErrorCode::position_too_large,
                     "mapping " + std::to_string(count) + ": too far from the mapping before it for a source map"};
      }
      ++count;
    }
    if (count != cache_.mapping_count()) return Error{ErrorCode::corrupt, "mappings are damaged; verify says where"};
    out_ << '"';
    return success();
  }

  // Complete after write(); empty where no mapping is a range mapping.
  [[nodiscard]] const std::string& ranges() const noexcept { return ranges_; }

 private:
  // False where a difference is too large.
  bool append(const Mapping& mapping) {
    segment_.clear();
    if (mapping.generated.line != line_) {
      for (; line_ != mapping.generated.line; ++line_) out_ << ';';
      place_ = last_range_ = 0;
      before_[generated_column] = 0;
    } else if (place_ > 0) {
      segment_ = ",";
    }
    ++place_;
    bool fits = append_difference(generated_column, mapping.generated.column);
    if (mapping.source != kNone) {
      fits = append_difference(source, mapping.source) && append_difference(original_line, mapping.original.line) &&
             append_difference(original_column, mapping.original.column) && fits;
      if (mapping.name != kNone) fits = append_difference(name, mapping.name) && fits;
    }
    if (mapping.is_range) append_range();
    out_ << segment_;
    return fits;
  }

  enum Field : unsigned { generated_column, source, original_line, original_column, name, field_count };

  bool append_difference(Field field, std::uint32_t value) {
    const std::int64_t difference = std::int64_t{value} - before_[field];
    before_[field] = value;
    if (!fits_vlq(difference)) return false;
    append_vlq(segment_, difference);
    return true;
  }

  void append_range() {
    ranges_.append(line_ - ranges_line_, ';');
    ranges_line_ = line_;
    append_unsigned_vlq(ranges_, place_ - last_range_);
    last_range_ = place_;
  }

  Output& out_;
  const Cache& cache_;
  std::array<std::int64_t, field_count> before_{};
  std::uint32_t line_ = 0;
  std::uint64_t place_ = 0;  // of the latest mapping on its line, the first being 1
  std::string segment_;
  std::string ranges_;
  std::uint32_t ranges_line_ = 0;
  std::uint64_t last_range_ = 0;
};

class SourceMapWriter {
 public:
  SourceMapWriter(Output& out, const Cache& cache) : out_(out), cache_(cache), joined_(cache.section_count() > 0) {}

  Status write() {
    const CacheInfo info = cache_.info();
    out_ << R"({"version":3)";
    field("file", info.file);
    if (!joined_) field("sourceRoot", info.source_root);
    write_sources();
    out_ << R"(,"names":)";
    list(cache_.name_count(), [&](std::uint32_t i) { text(cache_.name(i)); });
    out_ << R"(,"mappings":)";
    MappingsText mappings(out_, cache_);
    if (auto status = mappings.write(); !status) return status;
    if (!mappings.ranges().empty()) out_ << R"(,"rangeMappings":")" << mappings.ranges() << '"';
    write_ignore_list();
    if (info.debug_id) field("debugId", uuid_text(*info.debug_id));
    if (!joined_) write_extensions();
    out_ << "}\n";
    return success();
  }

 private:
  void text(std::optional<std::string_view> value) { out_ << json_text(text_or_null(value)); }

  void field(std::string_view key, std::optional<std::string_view> value) {
    if (!value) return;
    out_ << ",\"" << key << "\":";
    text(value);
  }

  template <typename Item>
  void list(std::uint32_t count, const Item& item) {
    for (std::uint32_t i = 0; i < count; ++i) {
      out_ << (i == 0 ? '[' : ',');
      item(i);
    }
    out_ << (count == 0 ? "[]" : "]");
  }

  void write_sources() {
    const std::uint32_t count = cache_.source_count();
    out_ << R"(,"sources":)";
    list(count, [&](std::uint32_t i) { text(joined_ ? cache_.source(i).name() : cache_.source(i).raw_name()); });
    std::uint32_t with_content = 0;
    while (with_content < count && !cache_.source(with_content).content()) ++with_content;
    if (with_content == count) return;
    out_ << R"(,"sourcesContent":)";
    list(count, [&](std::uint32_t i) { text(cache_.source(i).content()); });
  }

  void write_ignore_list() {
    std::string indices;
    for (std::uint32_t i = 0; i < cache_.source_count(); ++i) {
      if (cache_.source(i).ignored()) indices.append(indices.empty() ? "" : ",").append(std::to_string(i));
    }
    if (!indices.empty()) out_ << R"(,"ignoreList":[)" << indices << ']';
  }

  // Their indexes are the map's own: they hold as long as it is written as it came, in one piece.
  void write_extensions() {
    for (std::uint32_t i = 0; i < cache_.extension_count(); ++i) {
      if (const auto extension = cache_.extension(i)) out_ << ",\"" << extension->field << "\":" << extension->json;
    }
  }

  Output& out_;
  const Cache& cache_;
  bool joined_;
};

}  // namespace

Status write_source_map(Output& out, const Cache& cache) { return SourceMapWriter(out, cache).write(); }

}  // namespace smcache::tool
