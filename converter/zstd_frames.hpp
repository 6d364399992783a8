// Whether Zstandard data (RFC 8878) is all there, told from its frame and block headers.
#pragma once

#include <string_view>

namespace smcache::detail {

// Boost's filter takes the end of its input for the end of the data, wherever that is. So the frames'
// ends are looked up here, block by block; nothing is decompressed.
enum class ZstdFrames {
  whole,      // complete frames, one after the other, to the last byte
  cut_short,  // the last frame goes on
  damaged,    // a block of the reserved type, or something that is no frame behind one
};

ZstdFrames check_zstd_frames(std::string_view bytes) noexcept;

}  // namespace smcache::detail
