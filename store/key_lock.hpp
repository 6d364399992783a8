// Locks that processes and threads on a host keep each other off with: one byte each of one file, so that there is
// nothing to leave behind. The system frees them when their holder dies.
//
// They are record locks of an open file (F_OFD_SETLK), which exclude threads of one process as well, and which network
// file systems know. They are advice: what they save is work, and two builders of a key harm nobody.
#pragma once

#include <cstdint>
#include <filesystem>
#include <utility>

#include "smcache/store_key.hpp"

namespace smcache::detail {

class KeyLock {
 public:
  enum class State : std::uint8_t {
    held,
    busy,        // somebody else holds it
    unavailable  // there are no locks here: the file cannot be written to, or the file system has none
  };
  enum class Wait : bool { no, yes };

  // The byte of a key, and those of what there is one of in a store.
  static std::uint64_t place_of(const StoreKey& key) noexcept { return key.low >> 2; }
  static constexpr std::uint64_t kSweep = std::uint64_t{1} << 62;
  static constexpr std::uint64_t kUsage = kSweep + 1;

  // Locks `place` of the file, which is made if it is not there. `waited` becomes true where another held it.
  static KeyLock acquire(const std::filesystem::path& file, std::uint64_t place, Wait wait, bool* waited = nullptr);

  KeyLock() = default;
  KeyLock(KeyLock&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), serial_(other.serial_), state_(other.state_) {}
  KeyLock& operator=(KeyLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(serial_, other.serial_);
    std::swap(state_, other.state_);
    return *this;
  }
  ~KeyLock();

  [[nodiscard]] State state() const noexcept { return state_; }

 private:
  int descriptor_ = -1;
  std::uint64_t serial_ = 0;  // which of those that this process ever opened
  State state_ = State::unavailable;
};

}  // namespace smcache::detail
