// Packs boundaries of scopes, as they come, into blocks of 64 (spec.md 8.6).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "converter/byte_buffer.hpp"
#include "converter/scope_list.hpp"
#include "converter/string_pool.hpp"
#include "schema/format.hpp"
#include "schema/scope_block.hpp"

namespace smcache::detail {

struct ScopeBlockRecord {
  std::uint32_t offset, first_scope;
};

struct ScopeClassRecord {
  std::uint32_t provenance, flags;
};

struct CallSiteRecord {
  std::uint32_t scope, source, line, column;
};

class ScopePacker {
 public:
  // REQUIRES: linear positions never go back.
  void start(std::uint64_t position, const ScopeEntry& scope);
  // The innermost scope that is open ends. REQUIRES: there is one.
  void end(std::uint64_t position);

  // Packs what is left; scopes that are open reach to the end of the file. `names` are the map's, among which names are
  // looked for first.
  void finish(const std::vector<TextRef>& names);

  [[nodiscard]] std::uint32_t boundary_count() const noexcept { return count_; }
  [[nodiscard]] std::uint32_t scope_count() const noexcept { return static_cast<std::uint32_t>(entries_.size()); }
  [[nodiscard]] const std::vector<std::uint64_t>& keys() const noexcept { return keys_; }
  [[nodiscard]] const std::vector<ScopeBlockRecord>& blocks() const noexcept { return blocks_; }  // and one more
  [[nodiscard]] const ByteBuffer& boundaries() const noexcept { return boundaries_; }  // with the tail padding
  [[nodiscard]] const std::vector<ScopeClassRecord>& classes() const noexcept { return classes_; }
  [[nodiscard]] const ByteBuffer& scopes() const noexcept { return scopes_; }
  [[nodiscard]] const std::vector<TextRef>& function_names() const noexcept { return function_names_; }
  [[nodiscard]] const std::vector<CallSiteRecord>& call_sites() const noexcept { return call_sites_; }

 private:
  struct Entry {
    TextRef name;
    std::uint32_t klass;
  };

  void add(std::uint64_t position, bool starts);
  void pack();
  std::uint32_t class_of(const ScopeEntry& scope);
  void pack_scopes(const std::vector<TextRef>& names);

  std::uint32_t count_ = 0;
  std::vector<std::uint32_t> open_;  // scopes, the innermost last

  // The open block.
  unsigned filled_ = 0;
  std::array<std::uint64_t, kBlockSize> positions_{};
  std::uint64_t starts_ = 0;
  std::uint64_t switches_ = 0;
  std::uint32_t first_scope_ = 0;
  std::size_t depth_ = 0;  // how many of those open at its begin still are
  std::vector<std::uint32_t> enclosing_;

  std::vector<std::uint64_t> keys_;
  std::vector<ScopeBlockRecord> blocks_;
  ByteBuffer boundaries_;
  std::vector<Entry> entries_;
  std::vector<ScopeClassRecord> classes_;
  ByteBuffer scopes_;
  std::vector<TextRef> function_names_;
  std::vector<CallSiteRecord> call_sites_;
};

}  // namespace smcache::detail
