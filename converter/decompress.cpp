#include "converter/decompress.hpp"

#include <algorithm>
#include <boost/iostreams/categories.hpp>
#include <boost/iostreams/filter/bzip2.hpp>
#include <boost/iostreams/filter/lzma.hpp>
#include <boost/iostreams/filter/zlib.hpp>
#include <boost/iostreams/filter/zstd.hpp>
#include <cstring>
#include <ios>
#include <string>

#include "converter/zstd_frames.hpp"

namespace smcache::detail {
namespace {

namespace io = boost::iostreams;

constexpr std::string_view kGzipMagic("\x1F\x8B\x08", 3);  // the 8: deflate, the only method there is

std::string_view name_of(Compression compression) noexcept {
  switch (compression) {
    case Compression::none: break;
    case Compression::gzip: return "gzip";
    case Compression::zlib: return "zlib";
    case Compression::bzip2: return "bzip2";
    case Compression::xz: return "xz";
    case Compression::zstd: return "zstd";
  }
  return "";
}

// A second byte that goes with 0x78: header checksum right, no preset dictionary (RFC 1950, 2.2).
bool is_zlib_flags(char flags) noexcept {
  return std::string_view("\x01\x5E\x9C\xDA", 4).find(flags) != std::string_view::npos;
}

bool is_zstd_magic(std::string_view bytes) noexcept {
  return bytes.starts_with("\x28\xB5\x2F\xFD") ||
         (bytes.substr(1).starts_with("\x2A\x4D\x18") && (bytes[0] & 0xF0) == 0x50);  // a skippable frame
}

// What a Boost filter reads from.
struct Source {
  using char_type = char;
  using category = io::source_tag;

  std::streamsize read(char* to, std::streamsize count) {
    if (rest.empty()) return -1;
    const std::size_t size = std::min(rest.size(), static_cast<std::size_t>(count));
    std::memcpy(to, rest.data(), size);
    rest.remove_prefix(size);
    return static_cast<std::streamsize>(size);
  }

  std::string_view rest;
};

// One decompression: its input, its growing output, and its words for what went wrong.
class Job {
 public:
  Job(Compression compression, std::string_view bytes, const InputLimits& limits)
      : compression_(compression), bytes_(bytes), limits_(limits) {}

  // Throws what Boost's filters throw.
  Result<InputBuffer> run() {
    switch (compression_) {
      case Compression::none: break;
      case Compression::gzip: return gzip_members();
      case Compression::zlib: return zlib_stream();
      case Compression::bzip2: return all_of(io::bzip2_decompressor());
      case Compression::xz: return all_of(io::lzma_decompressor());
      case Compression::zstd: return zstd_frames();
    }
    return Error{ErrorCode::internal, "no compression"};
  }

  [[nodiscard]] Error failed(std::string_view what) const {
    std::string message(limits_.name);
    message.append(": ").append(name_of(compression_)).append(": ").append(what);
    return {ErrorCode::decompression_failed, std::move(message)};
  }
  [[nodiscard]] Error cut_short() const { return failed("the compressed data ends too early"); }
  [[nodiscard]] Error trailing_data() const { return failed("something else follows the compressed data"); }
  [[nodiscard]] Error damaged(int library_code) const {
    return failed("the compressed data is damaged, or asks for too much memory (code " + std::to_string(library_code) +
                  ")");
  }

 private:
  // Appends all that the filter gives; false where that is more than the limit.
  template <typename Filter>
  bool drain(Filter& filter, Source& source) {
    for (;;) {
      const std::span<char> room = out_.room();
      const std::streamsize count = filter.read(source, room.data(), static_cast<std::streamsize>(room.size()));
      if (count < 0) return true;
      out_.commit(static_cast<std::size_t>(count));
      if (out_.too_large()) return false;
    }
  }

  [[nodiscard]] Error too_large() const {
    return input_too_large(limits_, std::string(name_of(compression_)) + ": decompressed, ");
  }

  template <typename Filter>
  Result<InputBuffer> all_of(Filter filter) {
    Source source{bytes_};
    if (!drain(filter, source)) return too_large();
    return std::move(out_);
  }

  // Takes one stream off the front of bytes_. `window_bits` also tells zlib which header to expect.
  bool drain_deflate(int window_bits) {
    io::zlib_decompressor filter(window_bits);
    Source source{bytes_};
    if (!drain(filter, source)) return false;
    const std::size_t left = source.rest.size() + filter.unconsumed_input().size();
    bytes_.remove_prefix(bytes_.size() - left);
    return true;
  }

  Result<InputBuffer> zlib_stream() {
    if (!drain_deflate(15)) return too_large();
    if (!bytes_.empty()) return trailing_data();
    return std::move(out_);
  }

  // zlib itself reads the members' headers and trailers: Boost's own gzip filter does not look at the
  // size in the trailer, nor let zeros follow the last.
  Result<InputBuffer> gzip_members() {
    do {
      if (!drain_deflate(15 + 16)) return too_large();
    } while (bytes_.starts_with(kGzipMagic));
    if (bytes_.find_first_not_of('\0') != std::string_view::npos) return trailing_data();
    return std::move(out_);
  }

  Result<InputBuffer> zstd_frames() {
    switch (check_zstd_frames(bytes_)) {
      case ZstdFrames::whole: break;
      case ZstdFrames::cut_short: return cut_short();
      case ZstdFrames::damaged: return failed("the compressed data is damaged");
    }
    return all_of(io::zstd_decompressor());
  }

  Compression compression_;
  std::string_view bytes_;
  const InputLimits& limits_;
  InputBuffer out_{0, limits_};
};

}  // namespace

Compression recognise_compression(std::string_view bytes) noexcept {
  if (bytes.starts_with(kGzipMagic)) return Compression::gzip;
  if (bytes.size() >= 2 && bytes[0] == '\x78' && is_zlib_flags(bytes[1])) return Compression::zlib;
  if (bytes.size() >= 4 && bytes.starts_with("BZh") && bytes[3] >= '1' && bytes[3] <= '9') return Compression::bzip2;
  if (bytes.starts_with(std::string_view("\xFD"
                                         "7zXZ\0",
                                         6)))
    return Compression::xz;
  if (bytes.size() >= 4 && is_zstd_magic(bytes)) return Compression::zstd;
  return Compression::none;
}

Result<InputBuffer> decompress(Compression compression, std::string_view bytes, const InputLimits& limits) {
  Job job(compression, bytes, limits);
  try {
    return job.run();
  } catch (const io::zlib_error& error) {
    return error.error() == io::zlib::buf_error ? job.cut_short() : job.damaged(error.error());
  } catch (const io::bzip2_error& error) {
    return error.error() == io::bzip2::unexpected_eof ? job.cut_short() : job.damaged(error.error());
  } catch (const io::lzma_error& error) {
    return error.error() == io::lzma::buf_error ? job.cut_short() : job.damaged(error.error());
  } catch (const io::zstd_error& error) {
    return job.damaged(error.error());
  }
}

}  // namespace smcache::detail
