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
#include <utility>

#include "converter/byte_buffer.hpp"
#include "converter/input_buffer.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

// JSON text on the heap, followed by kInputPadding zero bytes.
class InputText {
 public:
  // The JSON is what stands from `begin` on.
  InputText(InputBuffer bytes, std::size_t begin) : bytes_(std::move(bytes)), begin_(begin) { bytes_.pad(); }

  [[nodiscard]] std::string_view json() const noexcept { return bytes_.text().substr(begin_); }

  // The memory, of which this lets go. It begins front() bytes before the JSON, at least kInputFront.
  [[nodiscard]] ByteBuffer release() noexcept { return bytes_.release(); }
  [[nodiscard]] std::size_t front() const noexcept { return bytes_.front() + begin_; }

 private:
  InputBuffer bytes_;
  std::size_t begin_ = 0;
};

// Reads a file, or standard input for "-", and unwraps it. Errors: file_not_found, permission_denied, io,
// decompression_failed, input_too_large, data_url_invalid.
Result<InputText> load_file(const std::filesystem::path& path, const InputLimits& limits);

// Unwraps bytes. Errors: decompression_failed, input_too_large, data_url_invalid.
Result<InputText> load_bytes(std::span<const std::byte> input, const InputLimits& limits);

}  // namespace smcache::detail
