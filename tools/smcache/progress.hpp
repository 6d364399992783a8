// A bar on standard error, while there is work to do and a terminal to show it on.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace smcache::tool {

// Draws nothing where standard error is no terminal, and nothing for a single file.
class Progress {
 public:
  Progress(std::size_t files, std::uint64_t bytes);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  // How far the work is. Drawn at most some times a second.
  void show(std::size_t files, std::uint64_t bytes);
  // Takes the bar away, so that a line can be printed in its place.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  void draw(std::size_t files, std::uint64_t bytes);

  std::size_t files_;
  std::uint64_t bytes_;
  bool visible_;
  bool drawn_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point next_ = begin_;
};

}  // namespace smcache::tool
