// Is this a build with AddressSanitizer or ThreadSanitizer?
#pragma once

namespace smcache::test {

// Their allocators have locks that a child of a fork may be born with, where its parent has several threads: such a
// child must not allocate.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kForksWithThreads = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kForksWithThreads = false;
#else
inline constexpr bool kForksWithThreads = true;
#endif
#else
inline constexpr bool kForksWithThreads = true;
#endif

}  // namespace smcache::test
