#include "smcache/error.hpp"

namespace smcache {

std::string_view error_name(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::ok: return "ok";
    case ErrorCode::internal: return "internal";
    case ErrorCode::out_of_memory: return "out_of_memory";
    case ErrorCode::invalid_argument: return "invalid_argument";
    case ErrorCode::io: return "io";
    case ErrorCode::file_not_found: return "file_not_found";
    case ErrorCode::permission_denied: return "permission_denied";
    case ErrorCode::no_space: return "no_space";
    case ErrorCode::not_a_cache: return "not_a_cache";
    case ErrorCode::unsupported_version: return "unsupported_version";
    case ErrorCode::truncated: return "truncated";
    case ErrorCode::corrupt: return "corrupt";
    case ErrorCode::checksum_mismatch: return "checksum_mismatch";
    case ErrorCode::json_invalid: return "json_invalid";
    case ErrorCode::not_an_object: return "not_an_object";
    case ErrorCode::mappings_missing: return "mappings_missing";
    case ErrorCode::mappings_not_a_string: return "mappings_not_a_string";
    case ErrorCode::sources_missing: return "sources_missing";
    case ErrorCode::sources_not_an_array: return "sources_not_an_array";
    case ErrorCode::sections_and_mappings: return "sections_and_mappings";
    case ErrorCode::sections_invalid: return "sections_invalid";
    case ErrorCode::sections_too_deep: return "sections_too_deep";
    case ErrorCode::decompression_failed: return "decompression_failed";
    case ErrorCode::input_too_large: return "input_too_large";
    case ErrorCode::output_too_large: return "output_too_large";
    case ErrorCode::data_url_invalid: return "data_url_invalid";
    case ErrorCode::map_not_found: return "map_not_found";
    case ErrorCode::version_invalid: return "version_invalid";
    case ErrorCode::file_invalid: return "file_invalid";
    case ErrorCode::source_root_invalid: return "source_root_invalid";
    case ErrorCode::names_invalid: return "names_invalid";
    case ErrorCode::sources_invalid: return "sources_invalid";
    case ErrorCode::sources_content_invalid: return "sources_content_invalid";
    case ErrorCode::ignore_list_invalid: return "ignore_list_invalid";
    case ErrorCode::ignore_list_out_of_range: return "ignore_list_out_of_range";
    case ErrorCode::debug_id_invalid: return "debug_id_invalid";
    case ErrorCode::vlq_invalid: return "vlq_invalid";
    case ErrorCode::segment_length_invalid: return "segment_length_invalid";
    case ErrorCode::segment_empty: return "segment_empty";
    case ErrorCode::generated_column_negative: return "generated_column_negative";
    case ErrorCode::source_out_of_range: return "source_out_of_range";
    case ErrorCode::original_position_negative: return "original_position_negative";
    case ErrorCode::name_out_of_range: return "name_out_of_range";
    case ErrorCode::position_too_large: return "position_too_large";
    case ErrorCode::lone_surrogate: return "lone_surrogate";
    case ErrorCode::range_mappings_invalid: return "range_mappings_invalid";
    case ErrorCode::section_offset_invalid: return "section_offset_invalid";
    case ErrorCode::sections_unordered: return "sections_unordered";
    case ErrorCode::sections_overlap: return "sections_overlap";
    case ErrorCode::section_url_skipped: return "section_url_skipped";
    case ErrorCode::debug_id_mismatch: return "debug_id_mismatch";
    case ErrorCode::function_map_invalid: return "function_map_invalid";
    case ErrorCode::scopes_invalid: return "scopes_invalid";
  }
  return "unknown";
}

}  // namespace smcache
