// The source map's JSON, whatever it came wrapped in: the first station of a conversion.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "smcache/error.hpp"

namespace smcache::detail {

// JSON text on the heap, followed by as many readable bytes as simdjson asks for.
class InputText {
 public:
  InputText() = default;
  // `json` is [begin, begin + size) of `storage`.
  InputText(std::unique_ptr<char[]> storage, std::size_t begin, std::size_t size) noexcept
      : storage_(std::move(storage)), begin_(begin), size_(size) {}

  [[nodiscard]] std::string_view json() const noexcept { return {storage_.get() + begin_, size_}; }

 private:
  std::unique_ptr<char[]> storage_;
  std::size_t begin_ = 0;
  std::size_t size_ = 0;
};

struct InputLimits {
  std::uint64_t max_bytes;  // of JSON, after decompression
  std::string_view name;    // what messages call the input
};

// Reads a file, or standard input for "-", and unwraps it.
Result<InputText> load_file(const std::filesystem::path& path, const InputLimits& limits);

// Unwraps bytes: decompression (gzip, zlib, zstd, xz, bzip2, recognised by content), a data: URL, a
// byte-order mark, a line that begins with ")]}'" or ")]}".
Result<InputText> load_bytes(std::span<const std::byte> input, const InputLimits& limits);

}  // namespace smcache::detail
