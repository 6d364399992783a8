// Compressed input, recognised by its first bytes.
#pragma once

#include <string_view>

#include "converter/input_buffer.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

enum class Compression { none, gzip, zlib, bzip2, xz, zstd };

// No JSON text is taken for a compressed one: of zlib streams only those are recognised that
// have the usual window of 32 KiB and no preset dictionary.
Compression recognise_compression(std::string_view bytes) noexcept;

// Streams that follow one another give their contents joined, as the tools of each format have it
// (zlib has no such thing: there, one stream). Behind the last, gzip and xz allow padding with
// zero bytes; anything else there is an error.
// Errors: decompression_failed, input_too_large.
// REQUIRES: compression is not none.
Result<InputBuffer> decompress(Compression compression, std::string_view bytes, const InputLimits& limits);

}  // namespace smcache::detail
