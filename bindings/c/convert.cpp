// libsmcache-convert.
#include "smcache/convert.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

#include "bindings/c/boundary.hpp"
#include "smcache_convert.h"

struct smc_conversion {  // NOLINT(readability-identifier-naming): the C header names it
  explicit smc_conversion(smcache::Conversion finished) noexcept : made(std::move(finished)) {}
  smcache::Conversion made;
};

namespace {

using smcache::Conversion;
using smcache::ConvertOptions;
using smcache::ErrorCode;
using smcache::Result;
using smcache::detail::give;
using smcache::detail::guarded;
using smcache::detail::report;
using smcache::detail::report_success;

// The caller's options, of which an older caller knows a shorter part; NULL: all defaults.
smc_convert_options known_part(const smc_convert_options* options) noexcept {
  smc_convert_options known{};
  if (options != nullptr) std::memcpy(&known, options, std::min(options->struct_size, sizeof known));
  return known;
}

bool too_small(const smc_convert_options* options) noexcept {
  return options != nullptr && options->struct_size < sizeof options->struct_size;
}

ConvertOptions wanted(const smc_convert_options& options) {
  ConvertOptions wanted;
  wanted.strict = options.strict != 0;
  wanted.embed_sources = options.omit_sources == 0;
  if (options.max_input_bytes != 0) wanted.max_input_bytes = options.max_input_bytes;
  if (options.input_name != nullptr) wanted.input_name = options.input_name;
  if (options.section_directory != nullptr) wanted.section_directory = options.section_directory;
  if (options.generated != nullptr) {
    wanted.generated = {static_cast<const char*>(options.generated), options.generated_size};
  }
  wanted.functions = options.omit_functions == 0;
  return wanted;
}

template <typename Convert>
std::int32_t hand_out(const smc_convert_options* options, bool has_input, smc_conversion** out, smc_error* error,
                      Convert convert) noexcept {
  if (out != nullptr) *out = nullptr;
  return guarded(error, [&] {
    if (out == nullptr) return report(error, ErrorCode::invalid_argument, "nowhere to put the conversion");
    if (!has_input) return report(error, ErrorCode::invalid_argument, "no input");
    if (too_small(options)) return report(error, ErrorCode::invalid_argument, "options without their struct_size");
    const smc_convert_options known = known_part(options);
    Result<Conversion> made = convert(wanted(known));
    if (!made) return report(error, made.error());
    *out = std::make_unique<smc_conversion>(*std::move(made)).release();
    return report_success(error);
  });
}

}  // namespace

extern "C" {

int32_t smc_convert(const void* input, size_t size, const smc_convert_options* options, smc_conversion** conversion,
                    smc_error* error) {
  return hand_out(options, input != nullptr || size == 0, conversion, error, [&](const ConvertOptions& wanted) {
    return smcache::convert({static_cast<const std::byte*>(input), size}, wanted);
  });
}

int32_t smc_convert_file(const char* path, const smc_convert_options* options, smc_conversion** conversion,
                         smc_error* error) {
  return hand_out(options, path != nullptr, conversion, error,
                  [&](const ConvertOptions& wanted) { return smcache::convert_file(path, wanted); });
}

void smc_conversion_free(smc_conversion* conversion) { std::unique_ptr<smc_conversion>{conversion}.reset(); }

int smc_conversion_bytes(const smc_conversion* conversion, smc_string* bytes) {
  if (conversion == nullptr) return give(bytes, std::nullopt);
  const auto whole = conversion->made.cache.bytes();
  return give(bytes, std::string_view(reinterpret_cast<const char*>(whole.data()), whole.size()));
}

uint32_t smc_conversion_mapping_count(const smc_conversion* conversion) {
  return conversion == nullptr ? 0 : conversion->made.mappings;
}

uint32_t smc_conversion_source_count(const smc_conversion* conversion) {
  return conversion == nullptr ? 0 : conversion->made.sources;
}

uint32_t smc_conversion_name_count(const smc_conversion* conversion) {
  return conversion == nullptr ? 0 : conversion->made.names;
}

size_t smc_conversion_warning_count(const smc_conversion* conversion) {
  return conversion == nullptr ? 0 : conversion->made.warnings.size();
}

int smc_conversion_warning(const smc_conversion* conversion, size_t index, smc_warning* warning) {
  const bool there = index < smc_conversion_warning_count(conversion);
  if (warning == nullptr) return there ? 1 : 0;
  *warning = {};
  if (!there) return 0;
  const smcache::Warning& found = conversion->made.warnings[index];
  warning->code = static_cast<std::int32_t>(found.code);
  warning->count = found.count;
  return give(&warning->message, found.message);
}

int32_t smc_publish(const char* path, const void* bytes, size_t size, smc_error* error) {
  return guarded(error, [&] {
    if (path == nullptr) return report(error, ErrorCode::invalid_argument, "no path");
    if (bytes == nullptr && size > 0) return report(error, ErrorCode::invalid_argument, "no bytes");
    const smcache::Status status = smcache::publish(path, {static_cast<const std::byte*>(bytes), size});
    return status ? report_success(error) : report(error, status.error());
  });
}

}  // extern "C"
