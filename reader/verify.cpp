#include "reader/verify.hpp"

#include <cstddef>
#include <string>

#include <xxhash.h>

#include "reader/verify_parts.hpp"
#include "smcache/position.hpp"

namespace smcache::detail {
namespace {

constexpr std::size_t kChecksumByte = 8;  // in format::Header, after total_size

// The checksum is taken with its own field read as zero.
std::uint64_t checksum_of(const Tables& tables) {
  const auto* const field = reinterpret_cast<const std::byte*>(tables.root->header()) + kChecksumByte;
  const auto before = static_cast<std::size_t>(field - tables.bytes.data());
  constexpr std::uint64_t kZero = 0;
  XXH3_state_t state;
  XXH3_64bits_reset(&state);
  XXH3_64bits_update(&state, tables.bytes.data(), before);
  XXH3_64bits_update(&state, &kZero, sizeof kZero);
  XXH3_64bits_update(&state, field + sizeof kZero, tables.bytes.size() - before - sizeof kZero);
  return XXH3_64bits_digest(&state);
}

// 21
Status verify_sections(const Tables& tables) {
  for (std::size_t i = 1; i < tables.sections.size(); ++i) {
    const format::Section& last = tables.sections[i - 1];
    const format::Section& next = tables.sections[i];
    if (Position{next.line(), next.column()} < Position{last.line(), last.column()} ||
        next.first_mapping() < last.first_mapping() || next.first_source() < last.first_source()) {
      return broken(21, "sections descend at section " + std::to_string(i));
    }
  }
  if (!tables.sections.empty() && (tables.sections.back().first_mapping() > tables.mapping_count ||
                                   tables.sections.back().first_source() > tables.sources.size())) {
    return broken(21, "a section begins past the last mapping or source");
  }
  return success();
}

}  // namespace

Status verify(const Tables& tables) {
  if (checksum_of(tables) != tables.root->header()->checksum()) {
    return Error{ErrorCode::checksum_mismatch, "invariant 9: the checksum is not that of the bytes"};
  }
  for (const auto check :
       {verify_index, verify_lines, verify_mappings, verify_strings, verify_sections, verify_scopes}) {
    if (Status status = check(tables); !status) return status;
  }
  return success();
}

}  // namespace smcache::detail
