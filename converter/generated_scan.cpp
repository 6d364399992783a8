#include "converter/generated_scan.hpp"

#include <filesystem>
#include <new>
#include <system_error>
#include <utility>

#include "converter/read_file.hpp"

namespace smcache::detail {
namespace {

bool is_in_a_file(const ConvertOptions& options) noexcept {
  return options.generated.empty() && options.generated_file.has_value();
}

}  // namespace

GeneratedScan::GeneratedScan(const ConvertOptions& options, SecondThread& thread)
    : options_(options),
      reading_(thread.begin([this] { read(); })),
      measuring_(SecondThread::put_off([this] { measure(); })),
      scan_(thread.begin([this] { return scan(); })) {}

Result<std::string_view> GeneratedScan::text() {
  reading_.wait();
  if (!text_) throw std::bad_alloc();  // the one thing that can have kept it from being read or refused
  return *text_;
}

void GeneratedScan::read() {
  if (!is_in_a_file(options_)) {
    text_ = options_.generated;
    return;
  }
  const std::string name = options_.generated_file->string();
  auto bytes = read_file(*options_.generated_file, {options_.max_input_bytes, name});
  if (!bytes) {
    text_ = bytes.error();
    return;
  }
  bytes_ = std::move(*bytes);
  text_ = bytes_.text();
}

void GeneratedScan::measure() {
  const auto read = text();
  positions_.emplace(read ? *read : std::string_view());
}

TextPositions& GeneratedScan::positions() {
  measuring_.wait();
  if (!positions_) throw std::bad_alloc();  // as for the text
  return *positions_;
}

ScannedScopes GeneratedScan::scan() {
  ScannedScopes scopes;
  // Who asked for the text has seen the error.
  if (const auto code = text())
    scopes.scan(*code, ScriptDialect::javascript, [this]() -> const TextPositions& { return positions(); });
  return scopes;
}

std::vector<std::uint32_t> GeneratedScan::line_lengths() { return positions().take_line_lengths(); }

std::uint64_t generated_size(const ConvertOptions& options) noexcept {
  if (!is_in_a_file(options)) return options.generated.size();
  std::error_code unknown;
  const std::uintmax_t size = std::filesystem::file_size(*options.generated_file, unknown);
  return unknown ? 0 : size;
}

}  // namespace smcache::detail
