// What functions of the generated file were called in their sources: each piece of a name is looked up
// where it stands in the generated file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "converter/packed_mappings.hpp"
#include "converter/scanned_scopes.hpp"
#include "converter/string_pool.hpp"
#include "smcache/position.hpp"

namespace smcache::detail {

class NameResolver {
 public:
  // `names` are the map's.
  NameResolver(PackedMappings& mappings, const std::vector<TextRef>& names, StringPool& strings)
      : mappings_(mappings), names_(names), strings_(strings) {}

  // The name of a function; absent for an anonymous one.
  TextRef name(const ScannedScopes& scopes, const ScannedScope& scope);

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

  PackedMappings& mappings_;
  const std::vector<TextRef>& names_;
  StringPool& strings_;
  std::string name_;
};

}  // namespace smcache::detail
