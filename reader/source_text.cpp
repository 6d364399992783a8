// Lines of a source, found in its text from the nearest sample on (spec.md 8.2).
#include <algorithm>

#include "reader/tables.hpp"
#include "schema/line_scan.hpp"
#include "smcache/cache.hpp"

namespace smcache {
namespace {

const format::Source* source_at(const detail::Tables& tables, std::uint32_t index) noexcept {
  return index < tables.sources.size() ? &tables.sources[index] : nullptr;
}

}  // namespace

std::optional<std::string_view> Source::name() const noexcept {
  const auto* const source = source_at(*tables_, index_);
  return source == nullptr ? std::nullopt : tables_->text(source->name());
}

std::optional<std::string_view> Source::raw_name() const noexcept {
  const auto* const source = source_at(*tables_, index_);
  return source == nullptr ? std::nullopt : tables_->text(source->raw_name());
}

std::optional<std::string_view> Source::content() const noexcept {
  const auto* const source = source_at(*tables_, index_);
  return source == nullptr ? std::nullopt : tables_->text(source->content());
}

bool Source::ignored() const noexcept {
  const auto* const source = source_at(*tables_, index_);
  return source != nullptr && (source->flags() & detail::kSourceIgnored) != 0;
}

std::uint32_t Source::line_count() const noexcept { return content() ? tables_->sources[index_].line_count() : 0; }

std::optional<std::string_view> Source::line(std::uint32_t line) const noexcept {
  const SourceLines found = lines(line, 1);
  return found.empty() ? std::nullopt : std::optional(*found.begin());
}

SourceLines Source::lines(std::uint32_t first, std::uint32_t count) const noexcept {
  SourceLines lines;
  const std::uint32_t line_count = this->line_count();
  if (first >= line_count || count == 0) return lines;
  std::string_view text = *content();
  const format::Source& source = tables_->sources[index_];
  if (const std::uint32_t sample = first / detail::kLinesPerSample; sample != 0) {
    const std::uint64_t at = std::uint64_t{source.line_starts()} + sample - 1;
    if (at >= tables_->line_starts.size() || tables_->line_starts[at] > text.size()) return lines;
    text.remove_prefix(tables_->line_starts[at]);
  }
  lines.line_feeds_only_ = (source.flags() & detail::kSourceLineFeedsOnly) != 0;
  for (std::uint32_t skip = first % detail::kLinesPerSample; skip != 0; --skip) {
    const std::size_t next = detail::find_line_end(text, lines.line_feeds_only_).next;
    if (next == std::string_view::npos) return {};
    text.remove_prefix(next);
  }
  lines.text_ = text;
  lines.first_ = first;
  lines.count_ = std::min(count, line_count - first);
  return lines;
}

SourceLines Source::context(std::uint32_t line, std::uint32_t before, std::uint32_t after) const noexcept {
  if (line >= line_count()) return {};
  const std::uint32_t first = line - std::min(line, before);
  return lines(first, (line - first) + 1 + std::min(after, line_count() - 1 - line));
}

SourceLines::iterator::iterator(std::string_view text, std::uint32_t count, bool line_feeds_only) noexcept
    : rest_(text), left_(count), line_feeds_only_(line_feeds_only) {
  if (left_ != 0) cut_line();
}

SourceLines::iterator& SourceLines::iterator::operator++() noexcept {
  if (--left_ != 0) cut_line();
  return *this;
}

// Takes the next line off the rest.
void SourceLines::iterator::cut_line() noexcept {
  const detail::LineEnd end = detail::find_line_end(rest_, line_feeds_only_);
  line_ = rest_.substr(0, end.length);
  rest_.remove_prefix(end.next == std::string_view::npos ? rest_.size() : end.next);
}

}  // namespace smcache
