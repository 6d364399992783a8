/* What a cache knows about itself, and the names of codes. */
#include "check.h"

static void test_whole(const smc_cache* cache) {
  static const uint8_t kDebugId[16] = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77,
                                       0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff};
  smc_info info;
  smc_string bytes;
  CHECK(smc_cache_info(cache, &info, sizeof info) == 1);
  CHECK(info.mappings == 5 && info.lines == 3 && info.sources == 4 && info.names == 2 && info.sections == 0);
  CHECK(info.has_debug_id == 1 && memcmp(info.debug_id, kDebugId, sizeof kDebugId) == 0);
  CHECK(same(info.file, "out.js") && same(info.source_root, "src"));
  CHECK(info.converter.size > 0 && info.format_major > 0 && info.checksum != 0);
  CHECK(smc_cache_bytes(cache, &bytes) == 1 && bytes.size == info.size);
  CHECK(info.bytes_mappings + info.bytes_strings + info.bytes_content <= info.size);
}

/* A caller that was compiled with a shorter or a longer smc_info than the library. */
static void test_other_sizes(const smc_cache* cache) {
  struct {
    smc_info known;
    char later[64];
  } larger;
  smc_info info;
  size_t i;
  memset(&info, 0x55, sizeof info);
  CHECK(smc_cache_info(cache, &info, offsetof(smc_info, lines)) == 1);
  CHECK(info.mappings == 5 && info.lines == 0x55555555);
  memset(&larger, 0x55, sizeof larger);
  CHECK(smc_cache_info(cache, &larger.known, sizeof larger) == 1);
  CHECK(same(larger.known.file, "out.js"));
  for (i = 0; i < sizeof larger.later; ++i) CHECK(larger.later[i] == 0);

  CHECK(smc_cache_info(cache, &info, 0) == 1 && smc_cache_info(cache, NULL, 8) == 0);
  CHECK(smc_cache_info(NULL, &info, sizeof info) == 0 && info.mappings == 0);
  CHECK(smc_cache_bytes(NULL, NULL) == 0);
}

static void test_rest(const smc_cache* cache) {
  smc_section section;
  smc_string field;
  smc_string json;
  uint32_t at;
  int32_t code;
  uint64_t count;
  CHECK(smc_cache_section_count(cache) == 0 && smc_cache_section_count(NULL) == 0);
  CHECK(smc_cache_section(cache, 0, &section) == 0 && smc_cache_section(NULL, 0, NULL) == 0);

  CHECK(smc_cache_mended_count(cache) == 1 && smc_cache_mended_count(NULL) == 0);
  CHECK(smc_cache_mended(cache, 0, &code, &count) == 1);
  CHECK(code == SMC_ERROR_SEGMENT_LENGTH_INVALID && count == 1);
  CHECK(smc_cache_mended(cache, 1, &code, &count) == 0 && code == SMC_OK && count == 0);
  CHECK(smc_cache_mended(cache, 0, NULL, NULL) == 1 && smc_cache_mended(NULL, 0, &code, &count) == 0);

  CHECK(smc_cache_extension_count(cache) == 0 && smc_cache_extension_count(NULL) == 0);
  CHECK(smc_cache_extension(cache, 0, &field, &json, &at) == 0 && absent(field) && absent(json) && at == 0);
  CHECK(smc_cache_extension(NULL, 0, NULL, NULL, NULL) == 0);
}

static void test_names_of_codes(void) {
  CHECK(strcmp(smc_error_name(SMC_OK), "ok") == 0);
  CHECK(strcmp(smc_error_name(SMC_ERROR_FUNCTION_MAP_INVALID), "function_map_invalid") == 0);
  CHECK(strcmp(smc_error_name(-1), "unknown") == 0 && strcmp(smc_error_name(99), "unknown") == 0);
  CHECK(strchr(smc_version(), '.') != NULL);
}

void test_info(const smc_cache* cache) {
  test_whole(cache);
  test_other_sizes(cache);
  test_rest(cache);
  test_names_of_codes();
}
