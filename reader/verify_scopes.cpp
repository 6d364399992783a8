// Invariants 23 to 28: functions.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reader/line_table.hpp"
#include "reader/scope_blocks.hpp"
#include "reader/scopes.hpp"
#include "reader/verify_parts.hpp"

namespace smcache::detail {
namespace {

constexpr unsigned kMaxKeyLowWidth = 56;
constexpr std::uint32_t kKnownFlags = kScopeHidden | kScopeInlined;

std::uint64_t upto(unsigned count) noexcept { return ~std::uint64_t{0} >> (64 - count); }

// 24: is the block as a writer makes it? REQUIRES: it fits its bytes.
bool is_sound(const PackedScopes& block, const BlockBytes& bytes) noexcept {
  const ScopeDescriptor& descriptor = block.descriptor();
  const unsigned used = block.layout().end;
  const auto filling = static_cast<unsigned>(bytes.size * 8 - used);
  return descriptor.key_low_width <= kMaxKeyLowWidth && descriptor.enclosing_count != 0 &&
         descriptor.has_switches == (block.switches() != 0) && (used + 7) / 8 == bytes.size &&
         read_bits(bytes.at, used, filling) == 0;
}

Status verify_scope_blocks(const ScopeTables& scopes) {
  for (std::uint32_t number = 0; number < scopes.block_count; ++number) {
    const PackedScopes block = scopes_at(scopes, number);
    if (!block.fits() || !is_sound(block, scope_block_bytes(scopes, number))) {
      return broken(24, "scope block " + std::to_string(number) + " does not fit its place");
    }
  }
  const std::size_t end = scopes.boundaries.size() - kTailPadding;
  if (scopes.blocks.front().offset() != 0 || scopes.blocks.back().offset() != end ||
      std::any_of(scopes.boundaries.begin() + static_cast<std::ptrdiff_t>(end), scopes.boundaries.end(),
                  [](std::byte byte) { return byte != std::byte{0}; })) {
    return broken(24, "scope blocks do not begin or end as they should");
  }
  return success();
}

// 25. REQUIRES: 23 and 24 hold.
Status verify_positions(const Tables& tables) {
  const ScopeTables& scopes = tables.scopes;
  const LineTable lines(tables);
  std::uint64_t last = 0;
  for (std::uint32_t number = 0; number < scopes.block_count; ++number) {
    const PackedScopes block = scopes_at(scopes, number);
    const std::byte* const high = scope_block_bytes(scopes, number).at + kScopeHighByte;
    const std::uint64_t key = scope_block_key(scopes, number);
    if (bit_count(load_u64(high)) + bit_count(load_u64(high + sizeof(std::uint64_t))) != block.count() ||
        block.keys()[0] != 0 || key < last) {
      return broken(25, "scope block " + std::to_string(number) +
                            " has not as many positions as boundaries, or does not begin at its key");
    }
    for (unsigned i = 0; i < block.count(); ++i) {
      const std::uint64_t at = key + block.keys()[i];
      if (at < last) return broken(25, "boundaries descend in scope block " + std::to_string(number));
      last = at;
    }
  }
  if (last >= tables.line_pages.back().start()) return broken(25, "a boundary stands behind the last line");
  return success();
}

// What starts and ends on the way through the file.
class Nesting {
 public:
  // False: the block does not go on from here.
  bool enter(const PackedScopes& block, std::uint32_t first_scope) {
    if (first_scope != count_) return false;
    block_ = &block;
    depth_ = open_.size();
    entries_ = 0;
    return take_enclosing();
  }
  bool end() {
    if (open_.empty()) return false;
    open_.pop_back();
    if (open_.size() >= depth_) return true;
    depth_ = open_.size();
    return take_enclosing();
  }
  void start() { open_.push_back(count_++); }
  [[nodiscard]] bool leave() const { return entries_ == block_->descriptor().enclosing_count; }
  [[nodiscard]] std::uint32_t count() const { return count_; }

 private:
  bool take_enclosing() {
    if (entries_ == block_->descriptor().enclosing_count) return false;
    return block_->enclosing(entries_++) == (open_.empty() ? 0 : open_.back() + 1);
  }

  const PackedScopes* block_ = nullptr;
  std::vector<std::uint32_t> open_;
  std::size_t depth_ = 0;
  unsigned entries_ = 0;
  std::uint32_t count_ = 0;
};

// 26. REQUIRES: 24 holds.
Status verify_nesting(const ScopeTables& scopes) {
  Nesting nesting;
  for (std::uint32_t number = 0; number < scopes.block_count; ++number) {
    const PackedScopes block = scopes_at(scopes, number);
    bool sound = (block.starts() & ~upto(block.count())) == 0 && (block.switches() & ~block.starts()) == 0 &&
                 nesting.enter(block, scopes.blocks[number].first_scope());
    for (unsigned i = 0; sound && i < block.count(); ++i) {
      const bool starts = (block.starts() >> i & 1) != 0;
      if (!starts || (block.switches() >> i & 1) != 0) sound = nesting.end();
      if (starts) nesting.start();
    }
    if (!sound || !nesting.leave()) return broken(26, "scopes do not nest in scope block " + std::to_string(number));
  }
  if (nesting.count() != scopes.scope_count || scopes.blocks.back().first_scope() != scopes.scope_count) {
    return broken(26, "scopes are not as many as scope_count says");
  }
  return success();
}

// 27
Status verify_records(const Tables& tables) {
  const ScopeTables& scopes = tables.scopes;
  for (std::uint32_t i = 0; i < scopes.scope_count; ++i) {
    if (read_scope(tables, i).kind == FunctionKind::none) {
      return broken(27, "scope " + std::to_string(i) + " has a name or a class that is not there");
    }
  }
  const std::uint64_t used = std::uint64_t{scopes.scope_count} * scopes.widths.total();
  const std::uint64_t end = scopes.widths.bytes(scopes.scope_count) * 8;
  for (std::uint64_t bit = used; bit < end; bit += 8 - bit % 8) {
    const auto width = static_cast<unsigned>(8 - bit % 8);
    const auto byte = static_cast<unsigned>(scopes.records[bit / 8]);
    if (byte >> (8 - width) != 0) return broken(27, "what fills up the scopes is not zero");
  }
  for (const format::ScopeClass& shared : scopes.classes) {
    if ((shared.flags() & ~kKnownFlags) != 0) return broken(27, "a class of scopes has flags that mean nothing");
  }
  return success();
}

// 28. REQUIRES: 27 holds.
Status verify_call_sites(const Tables& tables) {
  const auto& sites = tables.scopes.call_sites;
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < tables.scopes.scope_count; ++i) {
    const bool has_site = next < sites.size() && sites[next].scope() == i;
    if (read_scope(tables, i).inlined != has_site) {
      return broken(28, "scope " + std::to_string(i) + " is inlined without a call site, or has one without that");
    }
    if (!has_site) continue;
    if (sites[next].source() >= tables.sources.size())
      return broken(28, "a call site is in a source that is not there");
    ++next;
  }
  if (next != sites.size()) return broken(28, "call sites do not rise by their scopes");
  return success();
}

}  // namespace

Status verify_scopes(const Tables& tables) {
  const ScopeTables& scopes = tables.scopes;
  if (scopes.boundary_count == 0) return success();
  if (Status status = verify_keys(23, 23, scopes.keys, scopes.wide_keys, scopes.key_levels, scopes.block_count);
      !status) {
    return status;
  }
  if (Status status = verify_scope_blocks(scopes); !status) return status;
  if (Status status = verify_positions(tables); !status) return status;
  if (Status status = verify_nesting(scopes); !status) return status;
  if (Status status = verify_records(tables); !status) return status;
  return verify_call_sites(tables);
}

}  // namespace smcache::detail
