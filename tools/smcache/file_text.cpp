#include "file_text.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace smcache::tool {

Result<std::string> read_file_text(const std::string& path) {
  std::string text;
  const bool is_input = path == "-";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(is_input ? nullptr : std::fopen(path.c_str(), "rbe"),
                                                             std::fclose);
  std::FILE* const from = is_input ? stdin : file.get();
  std::array<char, 1 << 16> chunk{};
  while (from != nullptr) {
    const std::size_t size = std::fread(chunk.data(), 1, chunk.size(), from);
    text.append(chunk.data(), size);
    if (size < chunk.size() && std::ferror(from) == 0) return text;
    if (size < chunk.size()) break;
  }
  const auto code = errno == ENOENT ? ErrorCode::file_not_found : ErrorCode::io;
  return Error{code, (is_input ? "standard input" : path) + ": " + std::generic_category().message(errno)};
}

}  // namespace smcache::tool
