#include "converter/name_resolver.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "converter/packed_mappings.hpp"
#include "smcache/position.hpp"

namespace smcache::detail {
namespace {

// Into so many lists names are divided, so that two threads finish together; lists of fewer are not worth it.
constexpr std::size_t kLists = 16;
constexpr std::size_t kLeastLookups = 512;

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

ResolvedNames::ResolvedNames(const ScannedScopes& scopes, const BlockPacker& mappings,
                             const std::vector<TextRef>& names, StringPool& strings, SecondThread& thread)
    : strings_(strings), thread_(thread), list_length_(std::max(kLeastLookups, scopes.scopes().size() / kLists + 1)) {
  const std::span<const ScannedScope> all = scopes.scopes();
  lists_.resize((all.size() + list_length_ - 1) / list_length_);
  for (std::size_t list = lists_.size(); list-- > 0;) {
    const std::size_t first = list * list_length_;
    const auto some = all.subspan(first, std::min(list_length_, all.size() - first));
    lists_[list].task.emplace(thread.begin([&scopes, &mappings, &names, &strings = std::as_const(strings), some] {
      NameResolver resolver(mappings, names, strings);
      ScopeNameList found;
      for (const ScannedScope& scope : some) found.add(resolver.name(scopes, scope));
      return found;
    }));
  }
}

TextRef ResolvedNames::operator[](std::size_t scope) {
  List& list = lists_[scope / list_length_];
  if (!list.names) finish(list);
  const std::string_view name = (*list.names)[scope % list_length_];
  return name.empty() ? TextRef{} : strings_.add(name);
}

void ResolvedNames::finish(List& list) {
  list.names = list.task->get();
  // Whatever is done meanwhile reads the strings, which must not move.
  if (!strings_.has_room_for(list.names->text_size())) thread_.finish_all();
}

}  // namespace smcache::detail
