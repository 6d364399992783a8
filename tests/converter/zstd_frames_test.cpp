#include "converter/zstd_frames.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "tests/converter/compressed_samples.hpp"

using smcache::detail::check_zstd_frames;
using smcache::detail::ZstdFrames;
using smcache::test::from_hex;

namespace {

ZstdFrames check(std::string_view hex) { return check_zstd_frames(from_hex(hex)); }

constexpr const char* kMagic = "28b52ffd";

}  // namespace

TEST_CASE("every layout of a frame header is measured (RFC 8878, 3.1.1.1)") {
  // An empty raw block that is the last, behind headers of each size.
  constexpr std::string_view kLastBlock = "010000";
  for (unsigned descriptor = 0; descriptor < 256; ++descriptor) {
    const bool single_segment = (descriptor & 0x20) != 0;
    const std::size_t dictionary_id[] = {0, 1, 2, 4};
    const std::size_t content_size[] = {single_segment ? 1U : 0U, 2, 4, 8};
    std::string frame = from_hex(kMagic);
    frame.push_back(static_cast<char>(descriptor));
    frame += std::string((single_segment ? 0 : 1) + dictionary_id[descriptor & 3] + content_size[descriptor >> 6], 'h');
    frame += from_hex(kLastBlock);
    if ((descriptor & 4) != 0) frame += "sum.";
    CAPTURE(descriptor);
    CHECK(check_zstd_frames(frame) == ZstdFrames::whole);
    CHECK(check_zstd_frames(frame + frame) == ZstdFrames::whole);
    for (std::size_t size = 1; size < frame.size(); ++size) {
      CHECK(check_zstd_frames(std::string_view(frame).substr(0, size)) == ZstdFrames::cut_short);
      CHECK(check_zstd_frames(frame + frame.substr(0, size)) == ZstdFrames::cut_short);
    }
  }
}

TEST_CASE("blocks are passed over by what their type says of their size (RFC 8878, 3.1.1.2)") {
  const std::string header = std::string(kMagic) + "0058";
  CHECK(check(header + "180000"
                       "616263"
                       "010000") == ZstdFrames::whole);  // raw, of 3 bytes
  CHECK(check(header + "1a0000"
                       "61"
                       "010000") == ZstdFrames::whole);  // a run of 3: one byte
  CHECK(check(header + "1c0000"
                       "616263"
                       "010000") == ZstdFrames::whole);  // compressed, to 3 bytes
  CHECK(check(header + "190000"
                       "616263") == ZstdFrames::whole);
  CHECK(check(header + "190000"
                       "6162") == ZstdFrames::cut_short);
  CHECK(check(header + "180000"
                       "616263") == ZstdFrames::cut_short);  // the last one is missing
  CHECK(check(header + "1e0000"
                       "616263"
                       "010000") == ZstdFrames::damaged);  // reserved
}

TEST_CASE("skippable frames have a size, and nothing but frames may follow a frame (RFC 8878, 3.1.2)") {
  const std::string frame = std::string(kMagic) +
                            "0058"
                            "010000";
  for (const std::string_view first : {"50", "57", "5f"}) {
    const std::string skippable = std::string(first) +
                                  "2a4d18"
                                  "02000000"
                                  "6162";
    CHECK(check(skippable) == ZstdFrames::whole);
    CHECK(check(skippable + frame + skippable) == ZstdFrames::whole);
    CHECK(check(skippable.substr(0, skippable.size() - 2)) == ZstdFrames::cut_short);
  }
  CHECK(check(frame + "602a4d18"
                      "00000000") == ZstdFrames::damaged);
  CHECK(check(frame + "00000000") == ZstdFrames::damaged);
  CHECK(check("502a4d18"
              "ffffffff") == ZstdFrames::cut_short);
  CHECK(check("") == ZstdFrames::whole);
}
