// A JSON source map becomes the bytes of an smcache file.
//
//   auto made = smcache::convert_file("app.min.js.map");
//   if (!made) die(made.error().message);
//   smcache::Status done = smcache::publish("app.min.js.smcache", made->cache.bytes());
//
// Reads what ECMA-426 describes: regular and index source maps, also gzip, zlib, zstd, xz or bzip2
// compressed (recognised by content), behind a byte-order mark or a ")]}'" line, or inside a data: URL.
//
// The same input and options give the same bytes, on any machine. Functions are safe to call from any
// number of threads at the same time; each call works on one thread, and for the functions of a large generated
// file (ConvertOptions::scan_on_thread) on one more, which ends with the call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "smcache/error.hpp"

namespace smcache {

struct ConvertOptions {
  // Fail on the first fault inside the map, with the code under which lenient conversion counts it.
  bool strict = false;
  // Keep the sources' text, for context lines.
  bool embed_sources = true;
  // Cap on the input's size in bytes, as it is read and after each decompression; and on that of generated_file.
  std::uint64_t max_input_bytes = std::uint64_t{1} << 30;
  // What messages call the input; convert_file() uses the path.
  std::string_view input_name = "source map";
  // Let an index map's sections with a plain relative "url" be read from files beside this one.
  // convert_file() sets it to the input's directory; empty: such sections are skipped, with a warning.
  std::filesystem::path section_directory;
  // The generated file's text, if it is there: its "debugId" comment is compared with the map's, and
  // stands in for it where the map has none; its code tells which function a place is in.
  std::string_view generated;
  // Or where it is: then it is read as well, while the map is. Of no meaning beside `generated`.
  std::optional<std::filesystem::path> generated_file;
  // Find out which functions places are in, from the first of these that there is: the map's "scopes", its
  // function maps ("x_facebook_sources", pasta), the generated file's code, and, for a map without names,
  // the code of its sources. False: the cache answers that of no place.
  bool functions = true;
  // Scan a large generated file on a second thread, while the map is read, and have that thread help with what is to
  // be done afterwards. It ends with the call.
  bool scan_on_thread = true;
};

// A fault that was mended, with the first place where it occurred and how often it did.
struct Warning {
  ErrorCode code = ErrorCode::ok;
  std::string message;
  std::uint64_t count = 0;
};

// Bytes on the heap, aligned for reading in place. Move-only.
class Bytes {
 public:
  struct Free {
    void operator()(std::byte* memory) const noexcept { std::free(memory); }  // NOLINT(cppcoreguidelines-no-malloc)
  };
  using Storage = std::unique_ptr<std::byte[], Free>;

  Bytes() = default;
  // [begin, begin + size) of `storage`, which is freed with this.
  Bytes(Storage storage, std::size_t begin, std::size_t size) noexcept
      : storage_(std::move(storage)), begin_(begin), size_(size) {}
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {storage_.get() + begin_, size_}; }

 private:
  Storage storage_;
  std::size_t begin_ = 0;
  std::size_t size_ = 0;
};

struct Conversion {
  Bytes cache;
  std::uint32_t mappings = 0;
  std::uint32_t sources = 0;
  std::uint32_t names = 0;
  std::vector<Warning> warnings;  // by rising code
};

// Converts JSON (or what wraps it) that is in memory.
// Errors: the 200 group; in strict mode the 300 group; for ConvertOptions::generated_file also file_not_found,
// permission_denied, io.
Result<Conversion> convert(std::span<const std::byte> input, const ConvertOptions& options = {});

// Reads and converts a file; "-" is standard input. A file named as generated code is (.js, .mjs, .cjs,
// .css, .bundle, .jsbundle) is searched for its "sourceMappingURL" (ECMA-426, "Linking generated code to
// source maps"), and the map that it names, inline or beside it, is converted.
// Errors: besides those of convert(), file_not_found, permission_denied, io, map_not_found.
Result<Conversion> convert_file(const std::filesystem::path& path, ConvertOptions options = {});

// Writes a file whole or not at all: into a temporary file beside `path`, synced, then renamed over
// it. Whatever stood at `path` stays until then, and stays if this fails. A symbolic link at `path` is
// followed; a directory or a device there is an error. Temporary files that killed processes left for the
// same path are removed. Errors: permission_denied, no_space, file_not_found, io.
Status publish(const std::filesystem::path& path, std::span<const std::byte> bytes);

}  // namespace smcache
