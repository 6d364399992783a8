// What functions of the generated file were called in their sources: each piece of a name is looked up
// where it stands in the generated file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "converter/block_packer.hpp"
#include "converter/scanned_scopes.hpp"
#include "converter/string_pool.hpp"

namespace smcache::detail {

// The names of all scopes of a generated file, in their order; empty for anonymous ones.
class ScopeNameList {
 public:
  [[nodiscard]] std::string_view operator[](std::size_t scope) const noexcept {
    const std::size_t begin = scope == 0 ? 0 : ends_[scope - 1];
    return std::string_view(text_).substr(begin, ends_[scope] - begin);
  }

  void add(std::string_view name);
  void append(const ScopeNameList& more);

 private:
  std::string text_;
  std::vector<std::size_t> ends_;  // in the text
};

// `names` are the map's, and stand in `strings`. Many of them are looked up by two threads, where `on_thread`.
[[nodiscard]] ScopeNameList resolve_names(const ScannedScopes& scopes, const BlockPacker& mappings,
                                          const std::vector<TextRef>& names, const StringPool& strings, bool on_thread);

}  // namespace smcache::detail
