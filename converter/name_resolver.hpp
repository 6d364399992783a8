// What functions of the generated file were called in their sources: each piece of a name is looked up
// where it stands in the generated file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converter/block_packer.hpp"
#include "converter/scanned_scopes.hpp"
#include "converter/second_thread.hpp"
#include "converter/string_pool.hpp"

namespace smcache::detail {

// The names of scopes that follow each other; empty for anonymous ones.
class ScopeNameList {
 public:
  [[nodiscard]] std::string_view operator[](std::size_t index) const noexcept {
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(text_).substr(begin, ends_[index] - begin);
  }
  // Of all of them together, in bytes.
  [[nodiscard]] std::size_t text_size() const noexcept { return text_.size(); }

  void add(std::string_view name) {
    text_.append(name);
    ends_.push_back(text_.size());
  }

 private:
  std::string text_;
  std::vector<std::size_t> ends_;  // in the text
};

// The names of all scopes of a generated file, for whoever asks for one after the other: the second thread looks names
// up from the last on, whoever asks, those that it did not come to.
class ResolvedNames {
 public:
  // `names` are the map's, and stand in `strings`. All of them outlive this.
  ResolvedNames(const ScannedScopes& scopes, const BlockPacker& mappings, const std::vector<TextRef>& names,
                StringPool& strings, SecondThread& thread);

  // The name of a scope, which it adds to the strings; absent for an anonymous one.
  [[nodiscard]] TextRef operator[](std::size_t scope);

 private:
  struct List {
    std::optional<Task<ScopeNameList>> task;
    std::optional<ScopeNameList> names;
  };

  void finish(List& list);

  StringPool& strings_;
  SecondThread& thread_;
  std::size_t list_length_;
  std::vector<List> lists_;
};

}  // namespace smcache::detail
