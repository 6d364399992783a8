#include "store/usage.hpp"

#include <string>
#include <string_view>

#include "store/key_lock.hpp"
#include "store/small_file.hpp"

namespace smcache::detail {

std::optional<Usage> read_usage(const std::filesystem::path& file) {
  const auto text = read_small_file(file);
  if (!text) return std::nullopt;
  std::string_view rest = *text;
  const auto bytes = number_on<std::uint64_t>(take_line(rest), "bytes");
  const auto entries = number_on<std::uint64_t>(take_line(rest), "entries");
  const auto swept = number_on<Seconds>(take_line(rest), "swept");
  if (!bytes || !entries || !swept) return std::nullopt;
  return Usage{*bytes, *entries, *swept};
}

void write_usage(const std::filesystem::path& file, const Usage& usage) {
  const std::string text = "bytes " + std::to_string(usage.bytes) + "\nentries " + std::to_string(usage.entries) +
                           "\nswept " + std::to_string(usage.swept) + "\n";
  // Where this fails the old numbers stay, and lead to a sweep too few or too many.
  static_cast<void>(write_small_file(file, text));
}

std::optional<Usage> change_usage(const std::filesystem::path& file, const std::filesystem::path& lock_file,
                                  const std::function<void(Usage&)>& change) {
  const KeyLock lock = KeyLock::acquire(lock_file, KeyLock::kUsage, KeyLock::Wait::yes);
  auto usage = read_usage(file);
  if (!usage) return std::nullopt;
  change(*usage);
  if (lock.state() == KeyLock::State::held) write_usage(file, *usage);
  return usage;
}

}  // namespace smcache::detail
