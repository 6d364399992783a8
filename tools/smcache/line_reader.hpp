// Standard input, line by line.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace smcache::tool {

class LineReader {
 public:
  // `before_waiting` is called whenever the next line is not here yet: the moment to flush answers, so
  // that a program which writes a position and waits for its answer gets it.
  explicit LineReader(std::function<void()> before_waiting) : before_waiting_(std::move(before_waiting)) {}

  // The next line without its end and without blanks around it; nullopt at the end of input. Lives
  // until the next call.
  [[nodiscard]] std::optional<std::string_view> next();
  // The system's reason, where reading ended in an error; else 0.
  [[nodiscard]] int error() const noexcept { return error_; }

 private:
  bool fill();
  std::function<void()> before_waiting_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of what is not handed out yet
  int error_ = 0;
};

}  // namespace smcache::tool
