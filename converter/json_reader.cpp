#include "converter/json_reader.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>

namespace smcache::detail {
namespace {

constexpr std::string_view kBadEscape = "an escape sequence that JSON does not have";

std::string_view without_trailing_space(std::string_view text) noexcept {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return text.substr(0, last + 1);
}

// The characters between the quotes of a key: simdjson has seen to it that there is an end.
std::string_view raw_key(ondemand::field& field) noexcept {
  const char* const begin = field.key().raw();
  const char* end = begin;
  while (*end != '"') end += *end == '\\' ? 2 : 1;
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

bool JsonReader::invalid(simdjson::error_code error) { return invalid(simdjson::error_message(error)); }

bool JsonReader::invalid(std::string_view what) {
  return diagnostics_.fail(ErrorCode::json_invalid, "not valid JSON: " + std::string(what));
}

std::optional<std::string_view> JsonReader::key(ondemand::field field) {
  const std::string_view raw = raw_key(field);
  if (raw.find('\\') == std::string_view::npos) return raw;
  key_.resize(raw.size());
  const Unescaped result = unescape_json(raw, key_.data());
  if (result.valid) return std::string_view(key_).substr(0, result.size);
  invalid(kBadEscape);
  return std::nullopt;
}

bool JsonReader::skip_string(std::string_view raw) {
  if (raw.find('\\') == std::string_view::npos) return true;
  scratch_.resize(std::max(scratch_.size(), raw.size()));
  return unescape_json(raw, scratch_.data()).valid || invalid(kBadEscape);
}

std::optional<ondemand::json_type> JsonReader::type_of(ondemand::value value) {
  ondemand::json_type type{};
  if (const auto error = value.type().get(type)) {
    invalid(error);
    return std::nullopt;
  }
  return type;
}

bool JsonReader::skip(ondemand::value value, unsigned depth) {
  if (depth > kMaxJsonDepth) return invalid("nested deeper than 1024 levels");
  const auto type = type_of(value);
  if (!type) return false;
  switch (*type) {
    case ondemand::json_type::array: {
      ondemand::array items;
      if (const auto error = value.get_array().get(items)) return invalid(error);
      for (auto item : items) {
        if (item.error()) return invalid(item.error());
        if (!skip(item.value_unsafe(), depth + 1)) return false;
      }
      return true;
    }
    case ondemand::json_type::object: {
      ondemand::object fields;
      if (const auto error = value.get_object().get(fields)) return invalid(error);
      for (auto field : fields) {
        if (field.error()) return invalid(field.error());
        if (!skip_string(raw_key(field.value_unsafe()))) return false;
        if (!skip(field.value_unsafe().value(), depth + 1)) return false;
      }
      return true;
    }
    case ondemand::json_type::string: {
      const auto raw = raw_string(value);
      return raw && skip_string(*raw);
    }
    case ondemand::json_type::number: {
      double number = 0;
      const auto error = value.get_double().get(number);
      return error == simdjson::SUCCESS || error == simdjson::NUMBER_OUT_OF_RANGE || invalid(error);
    }
    case ondemand::json_type::boolean: {
      bool boolean = false;
      const auto error = value.get_bool().get(boolean);
      return error == simdjson::SUCCESS || invalid(error);
    }
    case ondemand::json_type::null: {
      bool null = false;
      const auto error = value.is_null().get(null);
      return (error == simdjson::SUCCESS && null) || invalid(simdjson::N_ATOM_ERROR);
    }
  }
  return invalid("a value of no known type");
}

std::optional<TextRef> JsonReader::skip_pooled(ondemand::document& document, ondemand::value value) {
  const char* const begin = value.raw_json_token().data();
  if (!skip(value)) return std::nullopt;
  const char* end = nullptr;
  if (const auto error = document.current_location().get(end)) {
    invalid(error);
    return std::nullopt;
  }
  if (followed_) pool_.json_was_read_to(end);
  return pool_.add(without_trailing_space({begin, static_cast<std::size_t>(end - begin)}));
}

std::optional<std::string_view> JsonReader::raw_string(ondemand::value value) {
  const std::string_view token = without_trailing_space(value.raw_json_token());
  ondemand::raw_json_string string;
  if (const auto error = value.get_raw_json_string().get(string)) {
    invalid(error);
    return std::nullopt;
  }
  if (token.size() < 2 || token.back() != '"') {
    invalid("a string that does not end");
    return std::nullopt;
  }
  return token.substr(1, token.size() - 2);
}

void JsonReader::count_surrogates(std::size_t count, std::string_view field) {
  if (count == 0) return;
  diagnostics_.warn(
      ErrorCode::lone_surrogate,
      [&] { return std::string(field) + ": half of a surrogate pair stands alone; U+FFFD takes its place"; }, count);
}

std::optional<JsonText> JsonReader::text(ondemand::value value, std::string_view field) {
  const auto raw = raw_string(value);
  if (!raw) return std::nullopt;
  if (std::memchr(raw->data(), '\\', raw->size()) == nullptr) {
    JsonText in_place(*raw);
    if (followed_) pool_.keep(in_place);
    return in_place;
  }
  std::string unescaped(raw->size(), '\0');
  const Unescaped result = unescape_json(*raw, unescaped.data());
  if (!result.valid) {
    invalid(kBadEscape);
    return std::nullopt;
  }
  count_surrogates(result.lone_surrogates, field);
  unescaped.resize(result.size);
  return JsonText(std::move(unescaped));
}

std::optional<TextRef> JsonReader::pooled(ondemand::value value, std::string_view field) {
  const auto raw = raw_string(value);
  if (!raw) return std::nullopt;
  if (followed_) pool_.json_was_read_to(raw->data() + raw->size());
  const Unescaped result = unescape_json(*raw, pool_.open(raw->size()));
  if (!result.valid) {
    invalid(kBadEscape);
    return std::nullopt;
  }
  count_surrogates(result.lone_surrogates, field);
  return pool_.close(result.size);
}

std::optional<std::uint32_t> JsonReader::index(ondemand::value value, bool& valid) {
  const auto type = type_of(value);
  valid = type.has_value();
  if (!valid) return std::nullopt;
  if (*type != ondemand::json_type::number) {
    valid = skip(value);
    return std::nullopt;
  }
  double number = 0;
  const auto error = value.get_double().get(number);
  if (error == simdjson::NUMBER_OUT_OF_RANGE) return std::nullopt;
  if (error) {
    valid = invalid(error);
    return std::nullopt;
  }
  if (!(number >= 0 && number <= 4294967295.0) || number != std::floor(number)) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

}  // namespace smcache::detail
