#include "store/usage.hpp"

#include <string>
#include <string_view>

#include "files/descriptor.hpp"
#include "store/key_lock.hpp"
#include "store/small_file.hpp"

namespace smcache::detail {
namespace {

// With zeros before it.
std::string digits(std::uint64_t number) {
  constexpr std::size_t kWidth = 20;
  const std::string text = std::to_string(number);
  return std::string(kWidth - text.size(), '0').append(text);
}

}  // namespace

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
  // In place and always of one size: to rename a file over another makes some file systems write to the disk at once,
  // and numbers that come out wrong are counted anew. Where this fails the old ones stay, and lead to a sweep too few
  // or too many.
  const std::string text = "bytes " + digits(usage.bytes) + "\nentries " + digits(usage.entries) + "\nswept " +
                           digits(static_cast<std::uint64_t>(usage.swept)) + "\n";
  const Descriptor opened = open_file(file.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW, 0666);
  if (!opened) return;
  static_cast<void>(uninterrupted([&] { return ::pwrite(opened.get(), text.data(), text.size(), 0); }));
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
