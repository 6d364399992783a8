// One small source map, compressed by each format's own tool.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "converter/decompress.hpp"

namespace smcache::test {

inline constexpr std::string_view kSmallMap = R"({"version":3,"sources":["a.js"],"names":[],"mappings":"AAAA"})";

struct CompressedSample {
  detail::Compression compression;
  std::string_view made_by;
  std::string bytes;
};

inline std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

inline std::vector<CompressedSample> compressed_samples() {
  using detail::Compression;
  return {
      {Compression::gzip, "gzip -n -9",
       from_hex("1f8b0800000000000203ab562a4b2d2acecccf53b232d6512ace2f2d4a4e2d56b28a564ad4cb2a568ad551ca4bcc05"
                "0b0099b98905059979e9409e92231028d50200a84c2ac73d000000")},
      {Compression::zlib, "Python's zlib.compress(..., 9)",
       from_hex("78daab562a4b2d2acecccf53b232d6512ace2f2d4a4e2d56b28a564ad4cb2a568ad551ca4bcc050b0099b98905059979"
                "e9409e92231028d502007208138d")},
      {Compression::bzip2, "bzip2",
       from_hex("425a683931415926535980b48f3600001e5f804000100508102000000a2ab3db0a20005453d401a001a035328c693d11"
                "90f1453dd1042b5651550b7450164462c617b68cedbbe749773613a4e19c23b6890f0f8bb9229c2848405a479b00")},
      {Compression::xz, "xz",
       from_hex("fd377a585a000004e6d6b4460200210116000000742fe5a3e0003c003a5d003d888ac694539086a6637d253c04ea5639"
                "86da62ca1e3a4e7f4c73199634f869bcc7588ca819350e96dd0c31ff8e9c5d9d10cd7e760edbf011a30000002cb15867"
                "0d5037190001563de8030f941fb6f37d010000000004595a")},
      {Compression::zstd, "zstd -19 --check, from a pipe",
       from_hex("28b52ffd0468d5010082430c11b0eb381b9acb1149784d2ac518419b0ca8f1bbbbd7b75187314ecf91583dc71b01bed0"
                "7721cdad7e06bd5aa75b798701010024613e01ab4546b4")},
      {Compression::zstd, "zstd --no-check, from a file",
       from_hex("28b52ffd203de901007b2276657273696f6e223a332c22736f7572636573223a5b22612e6a73225d2c226e616d657322"
                "3a5b5d2c226d617070696e6773223a2241414141227d")},
  };
}

}  // namespace smcache::test
