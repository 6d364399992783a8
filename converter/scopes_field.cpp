#include "converter/scopes_field.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "converter/vlq.hpp"

namespace smcache::detail {
namespace {

constexpr std::uint64_t kLargest = 0xFFFFFFFF;

// What items begin with.
constexpr std::uint64_t kScopeStart = 1;
constexpr std::uint64_t kScopeEnd = 2;
constexpr std::uint64_t kScopeVariables = 3;
constexpr std::uint64_t kRangeStart = 4;
constexpr std::uint64_t kRangeEnd = 5;
constexpr std::uint64_t kRangeBindings = 6;
constexpr std::uint64_t kRangePartBindings = 7;
constexpr std::uint64_t kRangeCallSite = 8;

constexpr std::uint64_t kHasName = 1;
constexpr std::uint64_t kHasKind = 2;
constexpr std::uint64_t kHasLine = 1;
constexpr std::uint64_t kHasDefinition = 2;
constexpr std::uint64_t kIsStackFrame = 4;
constexpr std::uint64_t kIsHidden = 8;

// A generated range, or what is known of it before its end is met.
struct Range {
  WidePosition start;
  WidePosition end;
  std::size_t behind = 0;  // the first range that is not inside it
  TextRef name;
  std::uint32_t flags = 0;
  bool is_stack_frame = false;
  std::optional<InlinedCall> call;
};

class ScopesDecoder {
 public:
  explicit ScopesDecoder(const ScopesText& text)
      : text_(text), at_(text.scopes.data()), end_(at_ + text.scopes.size()) {}

  // What is wrong; nullptr: nothing.
  const char* run() {
    while (at_ != end_) {
      if (const char* wrong = item()) return wrong;
      if (at_ == end_) break;
      ++at_;
      ++item_;
    }
    if (!open_scopes_.empty() || !open_ranges_.empty()) return "ends before a scope or range does";
    return nullptr;
  }

  [[nodiscard]] std::size_t item_number() const noexcept { return item_; }
  [[nodiscard]] const std::vector<Range>& ranges() const noexcept { return ranges_; }

 private:
  const char* item() {
    if (*at_ == ',') return no_tree();
    std::uint64_t tag = 0;
    if (!read_unsigned_vlq(at_, end_, tag)) return kNotVlq;
    const char* wrong = nullptr;
    switch (tag) {
      case kScopeStart: wrong = scope_start(); break;
      case kScopeEnd: wrong = scope_end(); break;
      case kScopeVariables: wrong = open_scopes_.empty() ? "has variables outside of scopes" : nullptr; break;
      case kRangeStart: wrong = range_start(); break;
      case kRangeEnd: wrong = range_end(); break;
      case kRangeBindings:
      case kRangePartBindings: wrong = open_ranges_.empty() ? "has bindings outside of ranges" : nullptr; break;
      case kRangeCallSite: wrong = call_site(); break;
      default: break;
    }
    return wrong != nullptr ? wrong : rest_of_item();
  }

  // What more stands in an item is for readers of later versions, or of no use here.
  const char* rest_of_item() {
    std::uint64_t value = 0;
    while (more()) {
      if (!read_unsigned_vlq(at_, end_, value)) return kNotVlq;
    }
    return nullptr;
  }

  // Does another number stand in the item?
  [[nodiscard]] bool more() const noexcept { return at_ != end_ && *at_ != ','; }

  bool number(std::uint64_t& value) { return more() && read_unsigned_vlq(at_, end_, value); }

  // Adds a signed number to what it is relative to.
  bool relative(std::int64_t& value) {
    std::int64_t step = 0;
    if (!more() || !read_vlq(at_, end_, step)) return false;
    value += step;
    return true;
  }

  // An empty item: a source that has no tree.
  const char* no_tree() {
    if (open_scopes_.empty() && open_ranges_.empty()) ++tree_;
    return nullptr;
  }

  // Moves a place on. False where it leaves what 32 bits hold.
  static bool move(WidePosition& at, std::uint64_t lines, std::uint64_t columns) noexcept {
    at.column = lines == 0 ? at.column + columns : columns;
    at.line += lines;
    return at.line <= kLargest && at.column <= kLargest;
  }

  const char* scope_start() {
    if (!open_ranges_.empty()) return "has a scope inside of a range";
    if (open_scopes_.empty()) {
      if (tree_ >= text_.source_count) return "has more trees than there are sources";
      scope_at_ = {};
    }
    std::uint64_t flags = 0;
    std::uint64_t line = 0;
    std::uint64_t column = 0;
    if (!number(flags) || !number(line) || !number(column)) return kNotVlq;
    if (!move(scope_at_, line, column)) return kTooFar;
    TextRef name;
    if ((flags & kHasName) != 0) {
      if (!relative(name_)) return kNotVlq;
      if (name_ < 0 || name_ >= static_cast<std::int64_t>(text_.names.size())) return "has a name that is not there";
      name = text_.names[static_cast<std::size_t>(name_)];
    }
    if ((flags & kHasKind) != 0) {
      if (!relative(kind_)) return kNotVlq;
      if (kind_ < 0 || kind_ >= static_cast<std::int64_t>(text_.names.size())) return "has a kind that is not there";
    }
    // The name that a frame in this scope has: that of the nearest scope that is a stack frame.
    if ((flags & kIsStackFrame) == 0) name = open_scopes_.empty() ? TextRef{} : frame_names_[open_scopes_.back()];
    open_scopes_.push_back(frame_names_.size());
    frame_names_.push_back(name);
    return nullptr;
  }

  const char* scope_end() {
    if (open_scopes_.empty()) return "ends a scope that did not start";
    std::uint64_t line = 0;
    std::uint64_t column = 0;
    if (!number(line) || !number(column)) return kNotVlq;
    if (!move(scope_at_, line, column)) return kTooFar;
    open_scopes_.pop_back();
    if (open_scopes_.empty()) ++tree_;
    return nullptr;
  }

  const char* range_start() {
    if (!open_scopes_.empty()) return "has a range inside of a scope";
    std::uint64_t flags = 0;
    std::uint64_t line = 0;
    std::uint64_t column = 0;
    if (!number(flags) || ((flags & kHasLine) != 0 && !number(line)) || !number(column)) return kNotVlq;
    if (!move(range_at_, line, column)) return kTooFar;
    Range range;
    range.start = range_at_;
    range.is_stack_frame = (flags & kIsStackFrame) != 0;
    if ((flags & kIsHidden) != 0) range.flags |= kScopeHidden;
    if ((flags & kHasDefinition) != 0) {
      if (!relative(definition_)) return kNotVlq;
      if (definition_ < 0 || definition_ >= static_cast<std::int64_t>(frame_names_.size())) {
        return "has a definition that is not there";
      }
      range.name = frame_names_[static_cast<std::size_t>(definition_)];
    }
    open_ranges_.push_back(ranges_.size());
    ranges_.push_back(range);
    return nullptr;
  }

  const char* range_end() {
    if (open_ranges_.empty()) return "ends a range that did not start";
    std::uint64_t line = 0;
    std::uint64_t column = 0;
    if (!number(column)) return kNotVlq;
    if (more()) {
      line = column;
      if (!number(column)) return kNotVlq;
    }
    if (!move(range_at_, line, column)) return kTooFar;
    Range& range = ranges_[open_ranges_.back()];
    range.end = range_at_;
    range.behind = ranges_.size();
    open_ranges_.pop_back();
    return nullptr;
  }

  const char* call_site() {
    if (open_ranges_.empty()) return "has a call site outside of ranges";
    std::uint64_t source = 0;
    std::uint64_t line = 0;
    std::uint64_t column = 0;
    if (!number(source) || !number(line) || !number(column)) return kNotVlq;
    if (source >= text_.source_count) return "has a call site in a source that is not there";
    Range& range = ranges_[open_ranges_.back()];
    range.call = InlinedCall{text_.first_source + static_cast<std::uint32_t>(source), static_cast<std::uint32_t>(line),
                             static_cast<std::uint32_t>(column)};
    range.flags |= kScopeInlined;
    return nullptr;
  }

  static constexpr const char* kNotVlq = "is not base64 VLQ, or lacks a number";
  static constexpr const char* kTooFar = "has a position past 2^32-1";

  const ScopesText& text_;
  const char* at_;
  const char* end_;
  std::size_t item_ = 0;

  std::uint64_t tree_ = 0;  // source whose tree is next, or open
  WidePosition scope_at_;
  std::int64_t name_ = 0;
  std::int64_t kind_ = 0;
  std::vector<std::size_t> open_scopes_;
  std::vector<TextRef> frame_names_;  // of every scope

  WidePosition range_at_;
  std::int64_t definition_ = 0;
  std::vector<std::size_t> open_ranges_;
  std::vector<Range> ranges_;
};

// Puts ranges into the list as they start and end in the whole generated file.
class RangeList {
 public:
  RangeList(const ScopesText& text, ScopeList& out) : text_(text), out_(out) {}

  void add(const std::vector<Range>& ranges) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      close(ranges, open, i);
      const Range& range = ranges[i];
      const bool matters = range.is_stack_frame || range.call.has_value();
      if (!matters || !inside(placed(range.start))) continue;
      out_.events.push_back({position(range.start), static_cast<std::uint32_t>(out_.scopes.size())});
      out_.scopes.push_back({range.name.length == 0 ? TextRef{} : range.name, kFromScopes, range.flags, range.call});
      open.push_back(i);
    }
    close(ranges, open, ranges.size());
  }

 private:
  // Ends those that are open and have no range from `next` on inside them.
  void close(const std::vector<Range>& ranges, std::vector<std::size_t>& open, std::size_t next) {
    for (; !open.empty() && ranges[open.back()].behind <= next; open.pop_back()) {
      out_.events.push_back({position(ranges[open.back()].end), kAbsent});
    }
  }

  // A place of the map in the whole generated file.
  [[nodiscard]] WidePosition placed(const WidePosition& at) const noexcept {
    return {at.line + text_.start.line, at.column + (at.line == 0 ? text_.start.column : 0)};
  }
  [[nodiscard]] bool inside(const WidePosition& at) const noexcept {
    return at.line <= kLargest && at.column <= kLargest && (!text_.end || at < *text_.end);
  }
  [[nodiscard]] Position position(const WidePosition& in_map) const noexcept {
    WidePosition at = placed(in_map);
    if (text_.end) at = std::min(at, *text_.end);
    if (at.line > kLargest) return {static_cast<std::uint32_t>(kLargest), static_cast<std::uint32_t>(kLargest)};
    return {static_cast<std::uint32_t>(at.line), static_cast<std::uint32_t>(std::min(at.column, kLargest))};
  }

  const ScopesText& text_;
  ScopeList& out_;
};

}  // namespace

bool decode_scopes(const ScopesText& text, Diagnostics& diagnostics, ScopeList& out) {
  ScopesDecoder decoder(text);
  if (const char* const wrong = decoder.run()) {
    return diagnostics.fault(ErrorCode::scopes_invalid,
                             [&] { return "scopes: item " + std::to_string(decoder.item_number() + 1) + " " + wrong; });
  }
  RangeList(text, out).add(decoder.ranges());
  return true;
}

}  // namespace smcache::detail
