#include "ledger.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

#include "file_text.hpp"

namespace smcache::tool {
namespace {

constexpr std::size_t kKeyDigits = 32;
constexpr std::size_t kSumDigits = 16;

std::string digits(std::uint64_t number) { return StoreKey{0, number}.text().substr(kKeyDigits - kSumDigits); }

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

}  // namespace

Ledger::Ledger(std::filesystem::path directory) : directory_(std::move(directory)) {
  const auto text = read_file_text((directory_ / kLedgerName).string());
  std::string_view rest = text ? std::string_view(*text) : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) break;  // of a run that was killed
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (line.size() <= kKeyDigits + kSumDigits + 2) continue;
    const auto key = StoreKey::parse(line.substr(0, kKeyDigits));
    std::uint64_t checksum = 0;
    const char* const sum = line.data() + kKeyDigits + 1;
    const auto parsed = std::from_chars(sum, sum + kSumDigits, checksum, 16);
    if (!key || parsed.ec != std::errc() || parsed.ptr != sum + kSumDigits) continue;
    lines_[std::string(line.substr(kKeyDigits + kSumDigits + 2))] = {*key, checksum};
  }
}

// Relative to the directory; nullopt for what cannot be written as a line.
std::optional<std::string> Ledger::name_of(const std::filesystem::path& output) const {
  std::string name = output.lexically_relative(directory_).string();
  if (name.empty() || name.find('\n') != std::string::npos) return std::nullopt;
  return name;
}

bool Ledger::has(const std::filesystem::path& output, const StoreKey& made_of, std::uint64_t checksum) const {
  const auto name = name_of(output);
  if (!name) return false;
  const std::lock_guard lock(mutex_);
  const auto found = lines_.find(*name);
  return found != lines_.end() && found->second.made_of == made_of && found->second.checksum == checksum;
}

void Ledger::add(const std::filesystem::path& output, const StoreKey& made_of, std::uint64_t checksum) {
  const auto name = name_of(output);
  if (!name) return;
  const std::string line = made_of.text() + " " + digits(checksum) + " " + *name + "\n";
  const std::lock_guard lock(mutex_);
  if (!file_) {
    file_ = detail::open_file((directory_ / kLedgerName).c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
    // After half a line that a killed run left, or an empty one.
    if (file_ && ::lseek(file_.get(), 0, SEEK_END) > 0) {
      [[maybe_unused]] const ssize_t ended = ::write(file_.get(), "\n", 1);
    }
  }
  lines_[*name] = {made_of, checksum};
  if (file_) [[maybe_unused]]
    const ssize_t written = ::write(file_.get(), line.data(), line.size());
}

Result<StoreKey> made_of(const PlannedFile& file, const ConvertOptions& options) {
  const auto read = [](const std::filesystem::path& path, const std::optional<SpoolPart>& content) {
    return content ? content->read() : read_file_text(path.string());
  };
  const auto map = read(file.input, file.content);
  if (!map) return map.error();
  std::string how = "smcache " SMCACHE_VERSION;
  how += options.embed_sources ? " embed" : " omit";
  if (options.functions) how += " functions";
  if (options.strict) how += " strict";
  if (!file.generated) return store_key(bytes_of(*map), std::nullopt, how);
  const auto generated = read(file.generated->path, file.generated->content);
  if (!generated) return generated.error();
  return store_key(bytes_of(*map), bytes_of(*generated), how);
}

}  // namespace smcache::tool
