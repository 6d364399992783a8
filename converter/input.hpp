// The source map's JSON, whatever it came wrapped in: the first station of a conversion.
//
// From the outside in, up to four times over: compression (gzip, zlib, bzip2, xz, zstd, recognised by
// content), a data: URL (white space before it will do no harm); then a byte-order mark and a first line that
// begins with ")]}'" or ")]}".
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

#include "converter/byte_buffer.hpp"
#include "converter/input_buffer.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

// JSON text on the heap, followed by kInputPadding zero bytes.
class InputText {
 public:
  InputText() = default;
  // The JSON is what stands from `begin` on.
  InputText(ByteBuffer storage, std::size_t begin);

  [[nodiscard]] std::string_view json() const noexcept { return text_of(storage_).substr(begin_); }

  // Gives the memory of a part of json() back that nobody will read again, as far as it fills whole
  // pages. Returns where the rest of the part begins.
  const char* forget(std::string_view part) noexcept {
    return reinterpret_cast<const char*>(storage_.forget(std::as_bytes(std::span(part))));
  }

 private:
  ByteBuffer storage_;
  std::size_t begin_ = 0;
};

// Reads a file, or standard input for "-", and unwraps it. Errors: file_not_found, permission_denied, io,
// decompression_failed, input_too_large, data_url_invalid.
Result<InputText> load_file(const std::filesystem::path& path, const InputLimits& limits);

// Unwraps bytes. Errors: decompression_failed, input_too_large, data_url_invalid.
Result<InputText> load_bytes(std::span<const std::byte> input, const InputLimits& limits);

}  // namespace smcache::detail
