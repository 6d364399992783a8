#include "converter/input.hpp"

#include <simdjson.h>

#include <algorithm>
#include <string>
#include <utility>

#include "converter/data_url.hpp"
#include "converter/decompress.hpp"
#include "converter/read_file.hpp"

namespace smcache::detail {
namespace {

static_assert(kInputPadding >= simdjson::SIMDJSON_PADDING);

constexpr unsigned kMaxWrappers = 4;

std::size_t byte_order_mark_size(std::string_view text) noexcept { return text.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

std::size_t prefix_size(std::string_view text) noexcept {
  std::size_t size = byte_order_mark_size(text);
  // ")]}'" begins with it, too.
  if (text.substr(size).starts_with(")]}")) size = std::min(text.find_first_of("\r\n", size), text.size());
  return size;
}

// What may stand before a data: URL.
std::size_t space_size(std::string_view text) noexcept {
  return std::min(text.find_first_not_of("\t\n\r ", byte_order_mark_size(text)), text.size());
}

Error wrapped_too_often(Compression compression, std::string_view name) {
  const ErrorCode code =
      compression == Compression::none ? ErrorCode::data_url_invalid : ErrorCode::decompression_failed;
  return {code, std::string(name).append(": wrapped more than ").append(std::to_string(kMaxWrappers)).append(" times")};
}

// Takes off what is left of the wrappers, of which there were `wrappers` already.
Result<InputText> unwrap(InputBuffer bytes, unsigned wrappers, const InputLimits& limits) {
  for (std::size_t begin = 0;; ++wrappers) {
    std::string_view text = bytes.text().substr(begin);
    const Compression compression = recognise_compression(text);
    const std::size_t space = space_size(text);
    if (compression == Compression::none && !is_data_url(text.substr(space))) {
      return InputText(std::move(bytes), begin + prefix_size(text));
    }
    if (wrappers == kMaxWrappers) return wrapped_too_often(compression, limits.name);

    if (compression != Compression::none) {
      Result<InputBuffer> decompressed = decompress(compression, text, limits);
      if (!decompressed) return decompressed.error();
      bytes = std::move(*decompressed);
      begin = 0;
    } else {
      begin += space;
      const Result<std::size_t> size = decode_data_url(bytes.chars().subspan(begin), limits.name);
      if (!size) return size.error();
      bytes.truncate(begin + *size);
    }
  }
}

}  // namespace

Result<InputText> load_file(const std::filesystem::path& path, const InputLimits& limits) {
  Result<InputBuffer> bytes = read_file(path, limits);
  if (!bytes) return bytes.error();
  return unwrap(std::move(*bytes), 0, limits);
}

Result<InputText> load_bytes(std::span<const std::byte> input, const InputLimits& limits) {
  if (input.size() > limits.max_bytes) return input_too_large(limits, "");
  const std::string_view text(reinterpret_cast<const char*>(input.data()), input.size());
  if (const Compression compression = recognise_compression(text); compression != Compression::none) {
    Result<InputBuffer> decompressed = decompress(compression, text, limits);
    if (!decompressed) return decompressed.error();
    return unwrap(std::move(*decompressed), 1, limits);
  }
  InputBuffer bytes(input.size(), limits);
  bytes.append(input);
  return unwrap(std::move(bytes), 0, limits);
}

}  // namespace smcache::detail
