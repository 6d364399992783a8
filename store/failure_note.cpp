#include "store/failure_note.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "store/small_file.hpp"

namespace smcache::detail {
namespace {

constexpr std::string_view kConverterField = "converter ";
using Version = std::array<std::uint32_t, 3>;

std::optional<Version> version_of(std::string_view converter) noexcept {
  converter.remove_prefix(std::min(converter.rfind(' ') + 1, converter.size()));
  Version version{};
  const char* at = converter.data();
  const char* const end = at + converter.size();
  for (std::uint32_t& part : version) {
    const auto parsed = std::from_chars(at, end, part);
    if (parsed.ec != std::errc()) return std::nullopt;
    at = parsed.ptr;
    if (at == end) break;
    if (*at++ != '.') return std::nullopt;
  }
  return version;
}

}  // namespace

bool is_newer(std::string_view converter, std::string_view than) noexcept {
  const auto mine = version_of(converter);
  const auto other = version_of(than);
  return mine && other && *mine > *other;
}

bool is_lasting(ErrorCode code) noexcept {
  const auto number = static_cast<std::int32_t>(code);
  return (number >= 200 && number < 400) || code == ErrorCode::internal;
}

std::string FailureNote::text() const {
  std::string text = "code " + std::to_string(static_cast<std::int32_t>(error.code)) + "\n";
  text.append("made ").append(std::to_string(made)).append("\n");
  text.append("ttl ").append(std::to_string(time_to_live)).append("\n");
  text.append(kConverterField).append(converter).append("\n");
  return text.append(error.message).append("\n");
}

std::optional<FailureNote> FailureNote::parse(std::string_view text) {
  const auto code = number_on<std::int32_t>(take_line(text), "code");
  const auto made = number_on<Seconds>(take_line(text), "made");
  const auto time_to_live = number_on<Seconds>(take_line(text), "ttl");
  const std::string_view converter = take_line(text);
  if (!code || !made || !time_to_live || !converter.starts_with(kConverterField) || !text.ends_with('\n'))
    return std::nullopt;
  const auto known = static_cast<ErrorCode>(*code);
  if (!is_lasting(known) || error_name(known) == "unknown") return std::nullopt;
  text.remove_suffix(1);
  return FailureNote{
      {known, std::string(text)}, std::string(converter.substr(kConverterField.size())), *made, *time_to_live};
}

bool FailureNote::holds(Seconds now, std::string_view for_converter) const noexcept {
  return now >= made && now - made < time_to_live && !is_newer(for_converter, converter);
}

}  // namespace smcache::detail
