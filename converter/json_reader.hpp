// simdjson's On-Demand values as this converter wants them: every piece of the document validated,
// strings unescaped into the pool, and one way to report what is not JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <simdjson.h>

#include "converter/diagnostics.hpp"
#include "converter/json_string.hpp"
#include "converter/string_pool.hpp"

namespace smcache::detail {

namespace ondemand = simdjson::ondemand;

// Deepest nesting of objects and arrays in fields that are only passed over.
inline constexpr unsigned kMaxJsonDepth = 1024;

// Functions return false, or nullopt, after json_invalid was reported; what they read is consumed.
class JsonReader {
 public:
  JsonReader(StringPool& pool, Diagnostics& diagnostics) : pool_(pool), diagnostics_(diagnostics) {}

  bool invalid(simdjson::error_code error);
  bool invalid(std::string_view what);

  // The name of an object's field. Lives until the next one is asked for, or a string is pooled.
  std::optional<std::string_view> key(ondemand::field field);

  // The value's type; nullopt where no value stands.
  std::optional<ondemand::json_type> type_of(ondemand::value value);

  // Passes over a value of any type, checking that it is JSON. Leaves the JSON as it is.
  bool skip(ondemand::value value, unsigned depth = 0);
  // The same, and puts the value's JSON text into the pool. `document` is the one it belongs to.
  std::optional<TextRef> skip_pooled(ondemand::document& document, ondemand::value value);

  // The value of a JSON string, in place where it has no escapes.
  // `field` stands in the warning about lone surrogates.
  std::optional<JsonText> text(ondemand::value value, std::string_view field);
  std::optional<TextRef> pooled(ondemand::value value, std::string_view field);

  [[nodiscard]] StringPool& pool() noexcept { return pool_; }

  // Whether values come from the JSON that the pool follows, as they do not at first. Returns whether they did before.
  bool read_followed(bool followed) noexcept { return std::exchange(followed_, followed); }

  // A whole number that fits 32 bits, written as JSON writes numbers; nullopt for any other value (in
  // `valid`: whether it was JSON).
  std::optional<std::uint32_t> index(ondemand::value value, bool& valid);

 private:
  // Checks the escapes of a string that is not needed.
  bool skip_string(std::string_view raw);
  // The characters between the quotes.
  std::optional<std::string_view> raw_string(ondemand::value value);
  void count_surrogates(std::size_t count, std::string_view field);

  StringPool& pool_;
  Diagnostics& diagnostics_;
  std::string key_;
  std::string scratch_;
  bool followed_ = false;
};

}  // namespace smcache::detail
