#include "converter/name_resolver.hpp"

#include <algorithm>
#include <cstdint>
#include <future>
#include <optional>

#include "converter/packed_mappings.hpp"
#include "smcache/position.hpp"

namespace smcache::detail {
namespace {

// To look up fewer takes hardly longer than to start a thread.
constexpr std::size_t kWorthAThread = 4000;

// Looks names up one after the other, fastest in the order of their places.
class NameResolver {
 public:
  NameResolver(const BlockPacker& mappings, const std::vector<TextRef>& names, const StringPool& strings)
      : mappings_(mappings), names_(names), strings_(strings) {}

  // The name of a function; empty for an anonymous one. Lives until the next call.
  std::string_view name(const ScannedScopes& scopes, const ScannedScope& scope);

 private:
  // The name on the mapping at a place, or one column before; or on the mapping right before that one, if
  // it comes from the same original place.
  [[nodiscard]] TextRef name_at(Position place);
  // The name on the mapping at exactly this place; not `borrowed` from a mapping beside it with the same
  // original place.
  [[nodiscard]] TextRef name_exactly_at(const std::optional<Position>& place, bool borrowed);
  // By the indexes of mappings: the name on one; whether two have the same original place.
  [[nodiscard]] TextRef name_of(std::uint32_t index) noexcept;
  [[nodiscard]] bool same_original(std::uint32_t index, std::uint32_t other) noexcept;

  PackedMappings mappings_;
  const std::vector<TextRef>& names_;
  const StringPool& strings_;
  std::string name_;
};

std::string_view NameResolver::name(const ScannedScopes& scopes, const ScannedScope& scope) {
  name_.clear();
  bool found = false;          // is a piece named by a mapping?
  std::size_t last_begin = 0;  // of the last piece that has a place, in name_
  std::size_t last_length = 0;
  bool last_resolved = true;
  for (const ScannedScopes::Component& component : scopes.name(scope)) {
    const TextRef resolved = component.place ? name_at(*component.place) : TextRef{};
    const std::string_view text = resolved.present() ? strings_.view(resolved) : component.text;
    if (component.place) {
      last_begin = name_.size();
      last_length = text.size();
      last_resolved = resolved.present();
      found = found || last_resolved;
    }
    name_.append(text);
  }
  // The standard has generators put a function's name on what follows it. Some put the names of parameters
  // there, on mappings that share the parameters' original places.
  if (scope.component_count == 0 || !last_resolved) {
    TextRef anchor = name_exactly_at(scope.parameters, false);
    if (!anchor.present()) anchor = name_exactly_at(scope.arrow, false);
    if (anchor.present()) {
      name_.replace(last_begin, last_length, strings_.view(anchor));
      found = true;
    }
  }
  if (!found) {
    // Dart's compilers put it on the closing brace.
    const TextRef at_end = name_exactly_at(scope.closing_brace, true);
    if (at_end.present()) return strings_.view(at_end);
  }
  return name_;
}

TextRef NameResolver::name_at(Position place) {
  const PackedMappings::Line line = mappings_.line(place.line);
  if (line.start == line.end) return {};
  const std::uint64_t wanted = line.start + place.column;
  const auto [index, position] = mappings_.find(std::min(wanted, line.end - 1));
  if (index == kAbsent || position < line.start || position + 1 < wanted) return {};
  const TextRef name = name_of(index);
  if (name.present() || index == 0) return name;
  const TextRef before = name_of(index - 1);
  return before.present() && mappings_.at(index - 1).position >= line.start && same_original(index - 1, index)
             ? before
             : TextRef{};
}

TextRef NameResolver::name_exactly_at(const std::optional<Position>& place, bool borrowed) {
  if (!place) return {};
  const PackedMappings::Line line = mappings_.line(place->line);
  const std::uint64_t wanted = line.start + place->column;
  if (wanted >= line.end) return {};
  const auto [index, position] = mappings_.find_named(wanted);
  if (index == kAbsent || position != wanted) return {};
  const TextRef name = name_of(index);
  if (name.present() && !borrowed &&
      ((index != 0 && same_original(index - 1, index)) ||
       (index + 1 != mappings_.count() && same_original(index, index + 1)))) {
    return {};
  }
  return name;
}

TextRef NameResolver::name_of(std::uint32_t index) noexcept {
  const std::uint32_t number = mappings_.name(index);
  const TextRef name = number == kAbsent ? TextRef{} : names_[number];
  return name.length == 0 ? TextRef{} : name;
}

bool NameResolver::same_original(std::uint32_t index, std::uint32_t other) noexcept {
  const OriginalRecord a = mappings_.at(index).original;
  const OriginalRecord b = mappings_.at(other).original;
  return a.source == b.source && a.line == b.line && a.column == b.column;
}

}  // namespace

void ScopeNameList::add(std::string_view name) {
  text_.append(name);
  ends_.push_back(text_.size());
}

void ScopeNameList::append(const ScopeNameList& more) {
  for (const std::size_t end : more.ends_) ends_.push_back(text_.size() + end);
  text_.append(more.text_);
}

ScopeNameList resolve_names(const ScannedScopes& scopes, const BlockPacker& mappings, const std::vector<TextRef>& names,
                            const StringPool& strings, bool on_thread) {
  const auto resolve = [&](std::size_t first, std::size_t end) {
    NameResolver resolver(mappings, names, strings);
    ScopeNameList list;
    for (std::size_t i = first; i < end; ++i) list.add(resolver.name(scopes, scopes.scopes()[i]));
    return list;
  };
  const std::size_t count = scopes.scopes().size();
  if (!on_thread || count < kWorthAThread) return resolve(0, count);
  auto second = std::async(std::launch::async | std::launch::deferred, resolve, count / 2, count);
  ScopeNameList list = resolve(0, count / 2);
  list.append(second.get());
  return list;
}

}  // namespace smcache::detail
