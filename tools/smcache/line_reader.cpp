#include "line_reader.hpp"

#include <unistd.h>

#include <cerrno>

namespace smcache::tool {
namespace {

std::string_view trimmed(std::string_view line) noexcept {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t first = line.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace

std::optional<std::string_view> LineReader::next() {
  std::size_t searched = begin_;
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos) {
      const std::string_view line = std::string_view(buffer_).substr(begin_, end - begin_);
      begin_ = end + 1;
      return trimmed(line);
    }
    buffer_.erase(0, begin_);
    begin_ = 0;
    searched = buffer_.size();
    if (fill()) continue;
    if (buffer_.empty()) return std::nullopt;
    begin_ = buffer_.size();  // the last line, which has no end
    return trimmed(buffer_);
  }
}

bool LineReader::fill() {
  constexpr std::size_t kChunk = std::size_t{1} << 16;
  before_waiting_();
  const std::size_t size = buffer_.size();
  buffer_.resize(size + kChunk);
  ssize_t count = 0;
  do {
    count = ::read(STDIN_FILENO, buffer_.data() + size, kChunk);
  } while (count < 0 && errno == EINTR);
  if (count < 0) error_ = errno;
  buffer_.resize(size + (count > 0 ? static_cast<std::size_t>(count) : 0));
  return count > 0;
}

}  // namespace smcache::tool
