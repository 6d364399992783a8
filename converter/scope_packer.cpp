#include "converter/scope_packer.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>

#include "converter/bit_writer.hpp"

namespace smcache::detail {
namespace {

// Numbers distinct names: the map's own as it numbers them, others behind.
class NameNumbers {
 public:
  NameNumbers(const std::vector<TextRef>& names, std::vector<TextRef>& more)
      : first_more_(static_cast<std::uint32_t>(names.size())), more_(more) {
    slots_.resize(std::bit_ceil(names.size() * 2 + 64));
    for (std::uint32_t i = 0; i < names.size(); ++i) {
      Slot& slot = find(names[i]);
      if (!slot.name.present()) take(slot, names[i], i);
    }
  }

  std::uint32_t number_of(TextRef name) {
    if (used_ * 2 > slots_.size()) grow();
    Slot& slot = find(name);
    if (!slot.name.present()) {
      take(slot, name, first_more_ + static_cast<std::uint32_t>(more_.size()));
      more_.push_back(name);
    }
    return slot.number;
  }

 private:
  struct Slot {
    TextRef name;
    std::uint32_t number = 0;
  };

  void take(Slot& slot, TextRef name, std::uint32_t number) {
    slot = {name, number};
    ++used_;
  }

  // Equal strings have equal places in the pool.
  Slot& find(TextRef name) noexcept {
    constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15;
    std::size_t at = (name.offset + (std::uint64_t{name.length} << 32)) * kGolden >> 20;
    for (;; ++at) {
      Slot& slot = slots_[at & (slots_.size() - 1)];
      const bool same = slot.name.offset == name.offset && slot.name.length == name.length;
      if (same || !slot.name.present()) return slot;
    }
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.name.present()) find(slot.name) = slot;
    }
  }

  std::uint32_t first_more_;
  std::vector<TextRef>& more_;
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace

void ScopePacker::start(std::uint64_t position, const ScopeEntry& scope) {
  // A scope that ends where the next one starts: one boundary.
  const std::uint64_t last = std::uint64_t{1} << (filled_ - 1) % 64;
  if (filled_ != 0 && positions_[filled_ - 1] == position && (starts_ & last) == 0) {
    starts_ |= last;
    switches_ |= last;
  } else {
    add(position, true);
  }
  const std::uint32_t number = scope_count();
  open_.push_back(number);
  entries_.push_back({scope.name, class_of(scope)});
  if (scope.call) call_sites_.push_back({number, scope.call->source, scope.call->line, scope.call->column});
}

void ScopePacker::end(std::uint64_t position) {
  add(position, false);
  open_.pop_back();
  if (open_.size() >= depth_) return;
  depth_ = open_.size();
  enclosing_.push_back(open_.empty() ? 0 : open_.back() + 1);
}

void ScopePacker::add(std::uint64_t position, bool starts) {
  if (filled_ == kBlockSize) pack();
  if (filled_ == 0) {
    first_scope_ = scope_count();
    depth_ = open_.size();
    enclosing_.assign(1, open_.empty() ? 0 : open_.back() + 1);
  }
  positions_[filled_] = position;
  starts_ |= std::uint64_t{starts} << filled_;
  ++filled_;
  ++count_;
}

void ScopePacker::pack() {
  const std::span positions(positions_.data(), filled_);
  const std::uint64_t key = positions.front();
  for (std::uint64_t& position : positions) position -= key;

  ScopeDescriptor block;
  block.key_low_width = elias_fano_low_width(positions.back());
  block.enclosing_width =
      static_cast<unsigned>(std::bit_width(*std::max_element(enclosing_.begin(), enclosing_.end())));
  block.enclosing_count = static_cast<unsigned>(enclosing_.size());
  block.has_switches = switches_ != 0;

  std::byte* const out = boundaries_.grow(kMaxScopeBlockSize);
  BitWriter writer(out);
  const auto put_word = [&writer](std::uint64_t word) {
    writer.put(word & 0xFFFFFFFF, 32);
    writer.put(word >> 32, 32);
  };
  writer.put(block.to_word(), 32);
  for (const std::uint64_t word : elias_fano_high(positions, block.key_low_width)) put_word(word);
  put_word(starts_);
  if (switches_ != 0) put_word(switches_);
  for (const std::uint64_t position : positions) {
    writer.put(position & low_mask(block.key_low_width), block.key_low_width);
  }
  for (const std::uint32_t scope : enclosing_) writer.put(scope, block.enclosing_width);

  keys_.push_back(key);
  blocks_.push_back({static_cast<std::uint32_t>(boundaries_.size()), first_scope_});
  boundaries_.commit(static_cast<std::size_t>(writer.finish() - out));
  filled_ = 0;
  starts_ = 0;
  switches_ = 0;
}

void ScopePacker::finish(const std::vector<TextRef>& names) {
  if (filled_ != 0) pack();
  blocks_.push_back({static_cast<std::uint32_t>(boundaries_.size()), scope_count()});
  const std::array<std::byte, kTailPadding> padding{};
  boundaries_.append(padding.data(), padding.size());
  pack_scopes(names);
}

std::uint32_t ScopePacker::class_of(const ScopeEntry& scope) {
  const auto at = std::find_if(classes_.begin(), classes_.end(), [&](const ScopeClassRecord& known) {
    return known.provenance == scope.provenance && known.flags == scope.flags;
  });
  if (at == classes_.end()) {
    classes_.push_back({scope.provenance, scope.flags});
    return static_cast<std::uint32_t>(classes_.size() - 1);
  }
  return static_cast<std::uint32_t>(at - classes_.begin());
}

void ScopePacker::pack_scopes(const std::vector<TextRef>& names) {
  std::vector<std::uint32_t> numbers;  // plus one; 0: anonymous
  numbers.reserve(entries_.size());
  NameNumbers known(names, function_names_);
  for (const Entry& entry : entries_) {
    numbers.push_back(entry.name.present() ? known.number_of(entry.name) + 1 : 0);
  }
  const ScopeRecordWidths widths(names.size() + function_names_.size(), classes_.size());
  const std::uint64_t size = widths.bytes(scope_count());
  std::byte* const out = scopes_.grow(size);
  std::memset(out, 0, size);
  BitWriter writer(out);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    writer.put(numbers[i] | std::uint64_t{entries_[i].klass} << widths.name, widths.total());
  }
  scopes_.commit(size);
}

}  // namespace smcache::detail
