#include "progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "figures.hpp"
#include "terminal.hpp"

namespace smcache::tool {
namespace {

constexpr std::chrono::milliseconds kInterval{80};
constexpr std::string_view kClearLine = "\r\x1b[K";

void put(std::string_view text) {
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

Progress::Progress(std::size_t files, std::uint64_t bytes)
    : files_(files), bytes_(bytes), visible_(files > 1 && is_terminal(STDERR_FILENO)) {
  show(0, 0);
}

void Progress::show(std::size_t files, std::uint64_t bytes) {
  if (!visible_ || Clock::now() < next_) return;
  next_ = Clock::now() + kInterval;
  draw(files, bytes);
}

void Progress::clear() {
  if (!drawn_) return;
  put(kClearLine);
  drawn_ = false;
  next_ = {};  // what follows may draw it again at once
}

void Progress::draw(std::size_t files, std::uint64_t bytes) {
  const double part = bytes_ == 0 ? static_cast<double>(files) / static_cast<double>(files_)
                                  : static_cast<double>(bytes) / static_cast<double>(bytes_);
  const double seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  std::string figures = grouped(files) + " of " + grouped(files_) + " files, " + size_text(bytes);
  if (bytes > 0 && seconds > 0.5) {
    figures += ", " + size_text(static_cast<std::uint64_t>(static_cast<double>(bytes) / seconds)) + "/s";
    figures += ", " + std::to_string(std::lround(seconds * (1 - part) / part)) + " s left";
  }
  const std::size_t width = terminal_width(STDERR_FILENO, 80);
  const std::size_t room = std::clamp<std::size_t>(width > figures.size() + 4 ? width - figures.size() - 4 : 0, 0, 40);
  const auto full = static_cast<std::size_t>(std::min(1.0, part) * static_cast<double>(room));
  std::string line(kClearLine);
  if (room >= 5) line += "[" + std::string(full, '#') + std::string(room - full, '.') + "] ";
  put(line.append(figures, 0, width - 1));
  drawn_ = true;
}

}  // namespace smcache::tool
