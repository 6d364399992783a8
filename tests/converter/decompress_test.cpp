#include "converter/decompress.hpp"

#include <boost/iostreams/device/back_inserter.hpp>
#include <boost/iostreams/filter/bzip2.hpp>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filter/lzma.hpp>
#include <boost/iostreams/filter/zlib.hpp>
#include <boost/iostreams/filter/zstd.hpp>
#include <boost/iostreams/filtering_streambuf.hpp>
#include <boost/iostreams/write.hpp>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "tests/converter/compressed_samples.hpp"
#include "tests/support/peak_memory.hpp"
#include "tests/support/seed.hpp"

namespace io = boost::iostreams;
using smcache::ErrorCode;
using smcache::detail::Compression;
using smcache::detail::decompress;
using smcache::detail::InputBuffer;
using smcache::detail::InputLimits;
using smcache::detail::recognise_compression;
using smcache::test::compressed_samples;
using smcache::test::CompressedSample;
using smcache::test::kSmallMap;

namespace {

constexpr InputLimits kLimits{1 << 20, "input"};
constexpr Compression kAll[] = {Compression::gzip, Compression::zlib, Compression::bzip2, Compression::xz,
                                Compression::zstd};

std::string compressed(Compression compression, std::string_view text) {
  std::string bytes;
  io::filtering_streambuf<io::output> out;
  switch (compression) {
    case Compression::none: break;
    case Compression::gzip: out.push(io::gzip_compressor()); break;
    case Compression::zlib: out.push(io::zlib_compressor()); break;
    case Compression::bzip2: out.push(io::bzip2_compressor()); break;
    case Compression::xz: out.push(io::lzma_compressor(io::lzma_params(1, 1))); break;
    case Compression::zstd: out.push(io::zstd_compressor()); break;
  }
  out.push(io::back_inserter(bytes));
  io::write(out, text.data(), static_cast<std::streamsize>(text.size()));
  io::close(out);
  return bytes;
}

// Text that compresses somewhat, as maps do.
std::string text_of_size(std::size_t size, smcache::test::Random& random) {
  std::string text;
  while (text.size() < size) {
    text += ",AAAA";
    text.push_back(static_cast<char>('A' + random.below(26)));
    text.push_back(static_cast<char>('a' + random.below(26)));
  }
  text.resize(size);
  return text;
}

// The error's code and message, or what came out.
std::string outcome(Compression compression, std::string_view bytes, const InputLimits& limits = kLimits) {
  const smcache::Result<InputBuffer> result = decompress(compression, bytes, limits);
  if (result) return std::string(result->text());
  return std::string(smcache::error_name(result.error().code)) + ": " + result.error().message;
}

}  // namespace

TEST_CASE("what each tool compressed is recognised and decompressed") {
  for (const CompressedSample& sample : compressed_samples()) {
    CAPTURE(sample.made_by);
    CHECK(recognise_compression(sample.bytes) == sample.compression);
    CHECK(outcome(sample.compression, sample.bytes) == kSmallMap);
  }
}

TEST_CASE("a compressed stream cut at any length fails") {
  const std::string_view names[] = {"", "gzip", "zlib", "bzip2", "xz", "zstd"};
  for (const CompressedSample& sample : compressed_samples()) {
    CAPTURE(sample.made_by);
    const std::string expected =
        "decompression_failed: input: " + std::string(names[static_cast<std::size_t>(sample.compression)]) +
        ": the compressed data ends too early";
    for (std::size_t size = 1; size < sample.bytes.size(); ++size) {
      CAPTURE(size);
      // A buffer of exactly that size, so that a sanitizer sees reads past it.
      const std::vector<char> cut(sample.bytes.begin(), sample.bytes.begin() + static_cast<std::ptrdiff_t>(size));
      CHECK(outcome(sample.compression, {cut.data(), cut.size()}) == expected);
    }
  }
}

TEST_CASE("a compressed stream with any one byte changed fails or gives the same text") {
  for (const CompressedSample& sample : compressed_samples()) {
    if (sample.made_by.find("--no-check") != std::string_view::npos) continue;  // nothing there tells
    CAPTURE(sample.made_by);
    std::size_t failures = 0;
    for (std::size_t at = 0; at < sample.bytes.size(); ++at) {
      std::string damaged = sample.bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
      const smcache::Result<InputBuffer> result = decompress(sample.compression, damaged, kLimits);
      CAPTURE(at);
      if (result) {
        CHECK(result->text() == kSmallMap);  // such as gzip's time stamp
      } else {
        CHECK(result.error().code == ErrorCode::decompression_failed);
        ++failures;
      }
    }
    CHECK(failures >= sample.bytes.size() - 10);
  }
}

TEST_CASE("streams that follow one another are joined") {
  smcache::test::Random random(smcache::test::seed());
  const std::string first = text_of_size(100'000, random);
  const std::string second = text_of_size(100, random);
  for (const Compression compression : kAll) {
    CAPTURE(static_cast<int>(compression));
    const std::string both = compressed(compression, first) + compressed(compression, second);
    if (compression == Compression::zlib) {
      CHECK(outcome(compression, both) ==
            "decompression_failed: input: zlib: something else follows the compressed data");
    } else {
      CHECK(outcome(compression, both) == first + second);
    }
  }
}

TEST_CASE("gzip members may end anywhere in the filter's buffer") {
  // The first member's size goes through every remainder of the buffer's size that matters.
  smcache::test::Random random(smcache::test::seed());
  const std::string tail = compressed(Compression::gzip, "tail");
  for (std::size_t size = 9'000; size < 9'200; ++size) {
    const std::string text = text_of_size(size, random);
    CHECK(outcome(Compression::gzip, compressed(Compression::gzip, text) + tail + tail) == text + "tailtail");
  }
}

TEST_CASE("behind the last stream, gzip and xz may be padded with zeros, and nothing else is let pass") {
  for (const CompressedSample& sample : compressed_samples()) {
    CAPTURE(sample.made_by);
    const std::string zeros = outcome(sample.compression, sample.bytes + std::string(512, '\0'));
    if (sample.compression == Compression::gzip || sample.compression == Compression::xz) {
      CHECK(zeros == kSmallMap);
    } else {
      CHECK(zeros.starts_with("decompression_failed: input: "));
    }
    CHECK(outcome(sample.compression, sample.bytes + "garbage that is long enough")
              .starts_with("decompression_failed: input: "));
    CHECK(outcome(sample.compression, sample.bytes + "\n").starts_with("decompression_failed: input: "));
  }
}

TEST_CASE("zstd frames that hold no data are passed over") {
  const CompressedSample sample = compressed_samples().back();
  const std::string skippable = smcache::test::from_hex("502a4d1803000000616263");
  CHECK(recognise_compression(skippable + sample.bytes) == Compression::zstd);
  CHECK(outcome(Compression::zstd, skippable + sample.bytes + skippable) == kSmallMap);
  CHECK(outcome(Compression::zstd, sample.bytes + skippable.substr(0, 10)) ==
        "decompression_failed: input: zstd: the compressed data ends too early");
}

TEST_CASE("gzip headers may carry names, comments, extra fields and a checksum") {
  const std::string plain = compressed_samples().front().bytes;
  std::string full = plain.substr(0, 10) + std::string("\x02\0ex", 4) + "app.js.map" + '\0' + "a comment" + '\0';
  full[3] = 4 | 8 | 16;
  CHECK(outcome(Compression::gzip, full + plain.substr(10)) == kSmallMap);
}

TEST_CASE("large texts come back whole") {
  smcache::test::Random random(smcache::test::seed());
  const std::string text = text_of_size(5'000'000, random);
  for (const Compression compression : kAll) {
    CAPTURE(static_cast<int>(compression));
    const std::string bytes = compressed(compression, text);
    CHECK(recognise_compression(bytes) == compression);
    // Not through Catch's operators: it would print both texts.
    CHECK((outcome(compression, bytes, {text.size(), "input"}) == text));
  }
}

TEST_CASE("one byte more than the limit is too large") {
  smcache::test::Random random(smcache::test::seed());
  for (const std::size_t size : {1UL, 1000UL, 65'536UL, 200'000UL}) {
    const std::string text = text_of_size(size, random);
    for (const Compression compression : kAll) {
      const std::string bytes = compressed(compression, text);
      CHECK((outcome(compression, bytes, {size, "input"}) == text));
      const auto result = decompress(compression, bytes, {size - 1, "input"});
      REQUIRE(!result);
      CHECK(result.error().code == ErrorCode::input_too_large);
      CHECK(result.error().message.starts_with("input: "));
      CHECK(result.error().message.ends_with(": decompressed, more than " + std::to_string(size - 1) + " bytes"));
    }
  }
}

TEST_CASE("a bomb costs memory in proportion to the limit, and a small text little under a large limit") {
  constexpr std::size_t kBomb = std::size_t{256} << 20;
  constexpr std::size_t kCap = std::size_t{16} << 20;
  const std::size_t one_buffer = smcache::test::peak_memory_of_buffer(kCap);
  for (const Compression compression : kAll) {
    CAPTURE(static_cast<int>(compression));
    std::string bomb;
    if (compression == Compression::gzip) {
      // Members are joined, so that making it takes no time.
      const std::string member = compressed(compression, std::string(1 << 20, '\0'));
      for (std::size_t size = 0; size < kBomb; size += 1 << 20) bomb += member;
    } else {
      bomb = compressed(compression, std::string(kBomb / 4, '\0'));
    }
    const std::size_t for_bomb = smcache::test::peak_memory([&] {
      const auto result = decompress(compression, bomb, {kCap, "bomb"});
      return !result && result.error().code == ErrorCode::input_too_large;
    });
    CHECK(for_bomb < 3 * one_buffer);  // sanitizers copy where realloc would move
    const std::string small = compressed(compression, kSmallMap);
    const std::size_t for_small = smcache::test::peak_memory([&] {
      return decompress(compression, small, {std::uint64_t{1} << 40, "small"}).ok();
    });
    CHECK(for_small < kCap);
  }
}

TEST_CASE("no beginning of a JSON text is taken for compressed") {
  const std::string first = "{[\"0123456789-tfn \t\r\n\xEF";
  for (const char one : first) {
    for (int two = 0; two < 256; ++two) {
      for (int three = 0; three < 256; ++three) {
        const char text[] = {one, static_cast<char>(two), static_cast<char>(three), '1'};
        if (recognise_compression({text, 4}) != Compression::none) {
          FAIL("taken for compressed: " << int{one} << " " << two << " " << three);
        }
      }
    }
  }
  CHECK(recognise_compression("") == Compression::none);
  CHECK(recognise_compression("x") == Compression::none);
  CHECK(recognise_compression("data:,") == Compression::none);
  CHECK(recognise_compression(")]}'") == Compression::none);
  CHECK(recognise_compression("BZh0") == Compression::none);
}

TEST_CASE("all first bytes of a zlib stream that compressors write by default are recognised") {
  for (const int level : {0, 1, 6, 9}) {
    std::string bytes;
    io::filtering_streambuf<io::output> out;
    out.push(io::zlib_compressor(io::zlib_params(level)));
    out.push(io::back_inserter(bytes));
    io::write(out, kSmallMap.data(), static_cast<std::streamsize>(kSmallMap.size()));
    io::close(out);
    CAPTURE(level);
    CHECK(recognise_compression(bytes) == Compression::zlib);
    CHECK(outcome(Compression::zlib, bytes) == kSmallMap);
  }
  CHECK(recognise_compression("\x78\xBB") == Compression::none);  // asks for a dictionary
  CHECK(recognise_compression("\x78\x9D") == Compression::none);  // header checksum wrong
}
