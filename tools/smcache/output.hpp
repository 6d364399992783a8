// Standard output, buffered; or text gathered in memory.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace smcache::tool {

// Whoever reads standard output may stop reading (`smcache dump x | head`). That is no failure: what
// comes after is dropped, and open() says so, so that long work can stop early.
class Output {
 public:
  // Standard output.
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() { flush(); }

  // Nothing is written anywhere: take() has it all.
  struct InMemory {};
  explicit Output(InMemory) noexcept : in_memory_(true) {}
  [[nodiscard]] std::string take() noexcept { return std::move(buffer_); }

  Output& operator<<(std::string_view text) {
    if (!open_) return *this;
    buffer_ += text;
    if (buffer_.size() >= kFlushSize && !in_memory_) flush();
    return *this;
  }
  Output& operator<<(char character) { return *this << std::string_view(&character, 1); }
  template <std::unsigned_integral Number>
  Output& operator<<(Number number) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    return *this << std::string_view(digits, static_cast<std::size_t>(end - digits));
  }

  void flush() noexcept;
  // False once nobody reads any more, or writing failed.
  [[nodiscard]] bool open() const noexcept { return open_; }
  // Flushes. The program's exit status: `status`, or 1, said on standard error, where writing failed.
  [[nodiscard]] int finish(int status);

 private:
  static constexpr std::size_t kFlushSize = std::size_t{1} << 16;
  std::string buffer_;
  int error_ = 0;
  bool open_ = true;
  bool in_memory_ = false;
};

}  // namespace smcache::tool
