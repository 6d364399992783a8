// Where C++ ends: exceptions and Results become codes and the caller's smc_error.
#pragma once

#include <algorithm>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <string_view>

#include "smcache.h"
#include "smcache/error.hpp"

#ifdef SMC_TEST_HOOKS
// The test build's way to have the next call that can fail throw: 1 std::bad_alloc, 2 a std::exception, 3 an int.
extern "C" SMC_API void smc_test_throw_next(int kind);
#endif

namespace smcache::detail {

#ifdef SMC_TEST_HOOKS
void throw_as_told();
#else
inline void throw_as_told() {}
#endif

// At most `limit` bytes of `text`, not cut inside a UTF-8 sequence.
inline std::string_view cut_text(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text;
  const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
  while (limit > 0 && continues(limit)) --limit;
  return text.substr(0, limit);
}

inline std::int32_t report(smc_error* error, ErrorCode code, std::string_view message) noexcept {
  if (error != nullptr) {
    error->code = static_cast<std::int32_t>(code);
    std::memset(error->message, 0, sizeof error->message);
    const std::string_view fits = cut_text(message, sizeof error->message - 1);
    std::copy(fits.begin(), fits.end(), error->message);
  }
  return static_cast<std::int32_t>(code);
}

inline std::int32_t report(smc_error* error, const Error& failure) noexcept {
  return report(error, failure.code, failure.message);
}

inline std::int32_t report_success(smc_error* error) noexcept { return report(error, ErrorCode::ok, {}); }

// Runs what may throw and returns the code that it returns.
template <typename Work>
std::int32_t guarded(smc_error* error, Work work) noexcept {
  try {
    throw_as_told();
    return work();
  } catch (const std::bad_alloc&) {
    return report(error, ErrorCode::out_of_memory, "out of memory");
  } catch (const std::exception& unexpected) {
    return report(error, ErrorCode::internal, unexpected.what());
  } catch (...) {
    return report(error, ErrorCode::internal, "an unknown exception");
  }
}

template <typename T>
void set(T* out, const T& value) noexcept {
  if (out != nullptr) *out = value;
}

inline int give(smc_string* out, std::optional<std::string_view> text) noexcept {
  if (!text) {
    set(out, smc_string{nullptr, 0});
    return 0;
  }
  // A view of nothing has no pointer; an empty string has to have one.
  set(out, smc_string{text->data() != nullptr ? text->data() : "", text->size()});
  return 1;
}

}  // namespace smcache::detail
