// What writer and reader of an smcache file agree on beside the FlatBuffers schema: versions, limits
// and sentinels. The document is spec.md; section numbers in this folder refer to it.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace smcache::detail {

static_assert(std::endian::native == std::endian::little,
              "mapped words are read as they stand; a big-endian port has to swap them");

// Format versions (spec.md 2). Until the first release files carry a development major, which no
// released reader knows and therefore refuses.
inline constexpr std::uint16_t kFormatMajor = 0xFF01;
inline constexpr std::uint16_t kFormatMinor = 0;

inline constexpr std::string_view kConverterName = "smcache " SMCACHE_VERSION;

// An index, offset or line that is not there.
inline constexpr std::uint32_t kAbsent = 0xFFFFFFFF;

inline constexpr unsigned kBlockSize = 64;       // mappings in a block, lines in a page
inline constexpr unsigned kIndexFanout = 16;     // keys of a node of the block index: one cache line
inline constexpr unsigned kLinesPerSample = 32;  // source lines between two samples of Root.line_starts
// Zero bytes after the last block: a reader may load all fixed parts of a block before it knows
// whether they are there, and eight bytes from any bit field's first.
inline constexpr std::size_t kTailPadding = 64;

// FlatBuffers addresses a file with signed 32-bit offsets.
inline constexpr std::uint64_t kMaxFileSize = 0x7FFFFFFF;
// Linear positions stay below this, so that a low part plus its bit offset fits one 64-bit load.
inline constexpr std::uint64_t kMaxLinearPosition = std::uint64_t{1} << 56;
// How many lines there are up to and with `last`; 2^32 are counted as one less.
constexpr std::uint32_t line_count_to(std::uint32_t last) noexcept { return last == 0xFFFFFFFF ? last : last + 1; }
// Beyond this, block keys are 64 bits wide (spec.md 6.2).
inline constexpr std::uint64_t kMaxNarrowKey = 0xFFFFFFFE;

// Source.flags
inline constexpr std::uint32_t kSourceIgnored = 1;
inline constexpr std::uint32_t kSourceLineFeedsOnly = 2;  // its lines end at LF and nothing else

// ScopeClass.provenance
inline constexpr std::uint32_t kFromScopes = 1;       // the field "scopes"
inline constexpr std::uint32_t kFromFunctionMap = 2;  // x_facebook_sources
inline constexpr std::uint32_t kFromPasta = 3;        // x_com_bloomberg_sourcesFunctionMappings
inline constexpr std::uint32_t kFromGenerated = 4;    // the generated file's code
inline constexpr std::uint32_t kFromSource = 5;       // the code of an embedded source

// ScopeClass.flags
inline constexpr std::uint32_t kScopeHidden = 1;   // a frame in it is to be left out of a stack trace
inline constexpr std::uint32_t kScopeInlined = 2;  // the body of a function that was inlined here

// Extension.kind
inline constexpr std::uint32_t kExtensionFacebookSources = 1;
inline constexpr std::uint32_t kExtensionFacebookOffsets = 2;
inline constexpr std::uint32_t kExtensionMetroModulePaths = 3;
inline constexpr std::uint32_t kExtensionPastaMappings = 4;
inline constexpr std::uint32_t kExtensionScopes = 5;

}  // namespace smcache::detail
