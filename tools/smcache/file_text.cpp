#include "file_text.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

namespace smcache::tool {

namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

std::size_t expected_size(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return error ? kPiece : size;
}

}  // namespace

Result<std::string> read_file_text(const std::string& path) {
  const bool is_input = path == "-";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(is_input ? nullptr : std::fopen(path.c_str(), "rbe"),
                                                             std::fclose);
  std::FILE* const from = is_input ? stdin : file.get();
  if (from != nullptr) {
    std::string text(is_input ? kPiece : expected_size(path) + 1, '\0');  // one byte more, so that the end is seen
    std::size_t size = std::fread(text.data(), 1, text.size(), from);
    while (size == text.size()) {
      text.resize(size + kPiece);
      size += std::fread(text.data() + size, 1, kPiece, from);
    }
    text.resize(size);
    if (std::ferror(from) == 0) return text;
  }
  const auto code = errno == ENOENT ? ErrorCode::file_not_found : ErrorCode::io;
  return Error{code, (is_input ? "standard input" : path) + ": " + std::generic_category().message(errno)};
}

}  // namespace smcache::tool
