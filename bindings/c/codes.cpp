// Names of codes and the version; and that the C codes are the C++ ones.
#include "smcache.h"
#include "smcache/error.hpp"

#define SAME(c_name, cpp_name) static_assert(SMC_##c_name == static_cast<int>(smcache::ErrorCode::cpp_name))
SAME(OK, ok);
SAME(ERROR_INTERNAL, internal);
SAME(ERROR_OUT_OF_MEMORY, out_of_memory);
SAME(ERROR_INVALID_ARGUMENT, invalid_argument);
SAME(ERROR_IO, io);
SAME(ERROR_FILE_NOT_FOUND, file_not_found);
SAME(ERROR_PERMISSION_DENIED, permission_denied);
SAME(ERROR_NO_SPACE, no_space);
SAME(ERROR_NOT_A_CACHE, not_a_cache);
SAME(ERROR_UNSUPPORTED_VERSION, unsupported_version);
SAME(ERROR_TRUNCATED, truncated);
SAME(ERROR_CORRUPT, corrupt);
SAME(ERROR_CHECKSUM_MISMATCH, checksum_mismatch);
SAME(ERROR_JSON_INVALID, json_invalid);
SAME(ERROR_NOT_AN_OBJECT, not_an_object);
SAME(ERROR_MAPPINGS_MISSING, mappings_missing);
SAME(ERROR_MAPPINGS_NOT_A_STRING, mappings_not_a_string);
SAME(ERROR_SOURCES_MISSING, sources_missing);
SAME(ERROR_SOURCES_NOT_AN_ARRAY, sources_not_an_array);
SAME(ERROR_SECTIONS_AND_MAPPINGS, sections_and_mappings);
SAME(ERROR_SECTIONS_INVALID, sections_invalid);
SAME(ERROR_SECTIONS_TOO_DEEP, sections_too_deep);
SAME(ERROR_DECOMPRESSION_FAILED, decompression_failed);
SAME(ERROR_INPUT_TOO_LARGE, input_too_large);
SAME(ERROR_OUTPUT_TOO_LARGE, output_too_large);
SAME(ERROR_DATA_URL_INVALID, data_url_invalid);
SAME(ERROR_MAP_NOT_FOUND, map_not_found);
SAME(ERROR_VERSION_INVALID, version_invalid);
SAME(ERROR_FILE_INVALID, file_invalid);
SAME(ERROR_SOURCE_ROOT_INVALID, source_root_invalid);
SAME(ERROR_NAMES_INVALID, names_invalid);
SAME(ERROR_SOURCES_INVALID, sources_invalid);
SAME(ERROR_SOURCES_CONTENT_INVALID, sources_content_invalid);
SAME(ERROR_IGNORE_LIST_INVALID, ignore_list_invalid);
SAME(ERROR_IGNORE_LIST_OUT_OF_RANGE, ignore_list_out_of_range);
SAME(ERROR_DEBUG_ID_INVALID, debug_id_invalid);
SAME(ERROR_VLQ_INVALID, vlq_invalid);
SAME(ERROR_SEGMENT_LENGTH_INVALID, segment_length_invalid);
SAME(ERROR_SEGMENT_EMPTY, segment_empty);
SAME(ERROR_GENERATED_COLUMN_NEGATIVE, generated_column_negative);
SAME(ERROR_SOURCE_OUT_OF_RANGE, source_out_of_range);
SAME(ERROR_ORIGINAL_POSITION_NEGATIVE, original_position_negative);
SAME(ERROR_NAME_OUT_OF_RANGE, name_out_of_range);
SAME(ERROR_POSITION_TOO_LARGE, position_too_large);
SAME(ERROR_LONE_SURROGATE, lone_surrogate);
SAME(ERROR_RANGE_MAPPINGS_INVALID, range_mappings_invalid);
SAME(ERROR_SECTION_OFFSET_INVALID, section_offset_invalid);
SAME(ERROR_SECTIONS_UNORDERED, sections_unordered);
SAME(ERROR_SECTIONS_OVERLAP, sections_overlap);
SAME(ERROR_SECTION_URL_SKIPPED, section_url_skipped);
SAME(ERROR_DEBUG_ID_MISMATCH, debug_id_mismatch);
SAME(ERROR_FUNCTION_MAP_INVALID, function_map_invalid);
SAME(ERROR_SCOPES_INVALID, scopes_invalid);
#undef SAME

extern "C" {

// The names are string literals, so a zero ends each.
const char* smc_error_name(int32_t code) { return smcache::error_name(static_cast<smcache::ErrorCode>(code)).data(); }

const char* smc_version(void) { return SMCACHE_VERSION; }  // NOLINT(modernize-redundant-void-arg): as in C

}  // extern "C"
