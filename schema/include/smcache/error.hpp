// Errors: one list of codes for C++, C and Python, and one way to return them.
//
// No function of this project throws for bad input, a bad file or a bad argument: what can fail
// returns a Result. Running out of memory may throw std::bad_alloc. Whoever prefers exceptions asks
// a Result for its value() without looking first: that throws Failure.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace smcache {

// Codes are pinned: a number is never given a second meaning. Groups: 1-99 the machine and the call,
// 100-199 cache files, 200-299 input that cannot be a source map, 300-399 faults inside a source map,
// which lenient conversion mends and counts as a warning, and strict conversion fails on.
enum class ErrorCode : std::int32_t {
  ok = 0,

  internal = 1,  // a defect of smcache itself
  out_of_memory = 2,
  invalid_argument = 3,  // the call is wrong, whatever the data
  io = 4,                // reading or writing failed; the message has the system's reason
  file_not_found = 5,
  permission_denied = 6,
  no_space = 7,  // disk or quota full

  not_a_cache = 100,          // no smcache file: identifier missing
  unsupported_version = 101,  // an smcache file of a format that this build does not read
  truncated = 102,            // shorter, or longer, than the size that the file states
  corrupt = 103,              // breaks an invariant of spec.md
  checksum_mismatch = 104,

  json_invalid = 200,  // not JSON: syntax, encoding or nesting
  not_an_object = 201,
  mappings_missing = 202,  // neither "mappings" nor "sections"
  mappings_not_a_string = 203,
  sources_missing = 204,
  sources_not_an_array = 205,
  sections_and_mappings = 206,
  sections_invalid = 207,
  sections_too_deep = 208,
  decompression_failed = 209,
  input_too_large = 210,  // past ConvertOptions::max_input_bytes
  output_too_large = 211,
  data_url_invalid = 212,
  map_not_found = 213,  // a generated file that names no source map

  version_invalid = 300,
  file_invalid = 301,
  source_root_invalid = 302,
  names_invalid = 303,
  sources_invalid = 304,  // an item that is neither string nor null
  sources_content_invalid = 305,
  ignore_list_invalid = 306,
  ignore_list_out_of_range = 307,
  debug_id_invalid = 308,
  vlq_invalid = 309,
  segment_length_invalid = 310,  // a segment of 2, 3 or more than 5 fields
  segment_empty = 311,
  generated_column_negative = 312,
  source_out_of_range = 313,
  original_position_negative = 314,
  name_out_of_range = 315,
  position_too_large = 316,  // past 2^32-1
  lone_surrogate = 317,      // a warning in both modes
  range_mappings_invalid = 318,
  section_offset_invalid = 319,
  sections_unordered = 320,
  sections_overlap = 321,
  section_url_skipped = 322,
  debug_id_mismatch = 323,  // a warning in both modes
  function_map_invalid = 324,
  scopes_invalid = 325,
};

// The code's stable name, as the tools print it: "json_invalid". Static storage.
// "unknown" for a number that is no code.
[[nodiscard]] std::string_view error_name(ErrorCode code) noexcept;

struct Error {
  ErrorCode code = ErrorCode::ok;
  // For people: the input, the field and the place, as in
  // "app.js.map: mappings: segment 312 on line 4: source index 9, but there are 9 sources".
  std::string message;
};

// What Result::value() throws where there is none.
class Failure : public std::runtime_error {
 public:
  explicit Failure(const Error& error) : std::runtime_error(error.message), code_(error.code) {}
  [[nodiscard]] ErrorCode code() const noexcept { return code_; }

 private:
  ErrorCode code_;
};

// A T, or the Error that stood in its way.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  // The value; throws Failure where there is none.
  [[nodiscard]] T& value() & { return require(), *std::get_if<0>(&state_); }
  [[nodiscard]] const T& value() const& { return require(), *std::get_if<0>(&state_); }
  [[nodiscard]] T&& value() && { return require(), std::move(*std::get_if<0>(&state_)); }

  // REQUIRES: ok().
  [[nodiscard]] T& operator*() & noexcept { return *std::get_if<0>(&state_); }
  [[nodiscard]] const T& operator*() const& noexcept { return *std::get_if<0>(&state_); }
  [[nodiscard]] T&& operator*() && noexcept { return std::move(*std::get_if<0>(&state_)); }
  [[nodiscard]] T* operator->() noexcept { return std::get_if<0>(&state_); }
  [[nodiscard]] const T* operator->() const noexcept { return std::get_if<0>(&state_); }

  // REQUIRES: !ok().
  [[nodiscard]] const Error& error() const noexcept { return *std::get_if<1>(&state_); }

 private:
  void require() const {
    if (!ok()) throw Failure(error());
  }
  std::variant<T, Error> state_;
};

// A Result without a value.
using Status = Result<std::monostate>;
inline Status success() { return Status(std::monostate{}); }

}  // namespace smcache
