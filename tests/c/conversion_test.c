/* Converting and publishing. */
#include "check.h"
#include "fixture.h"

static void test_memory(void) {
  smc_conversion* made = NULL;
  smc_error error;
  smc_string bytes;
  smc_warning warning;
  CHECK(smc_convert(kMap, sizeof kMap - 1, NULL, &made, &error) == SMC_OK && error.code == SMC_OK);
  CHECK(smc_conversion_bytes(made, &bytes) == 1 && (uintptr_t)bytes.data % 8 == 0);
  CHECK(smc_conversion_mapping_count(made) == 5);
  CHECK(smc_conversion_source_count(made) == 4 && smc_conversion_name_count(made) == 2);
  CHECK(smc_conversion_warning_count(made) == 1);
  CHECK(smc_conversion_warning(made, 0, &warning) == 1);
  CHECK(warning.code == SMC_ERROR_SEGMENT_LENGTH_INVALID && warning.count == 1 && warning.reserved == 0);
  CHECK(warning.message.size > 0 && memcmp(warning.message.data, "source map", 10) == 0);
  CHECK(smc_conversion_warning(made, 1, &warning) == 0 && warning.code == SMC_OK && absent(warning.message));
  CHECK(smc_conversion_warning(made, 0, NULL) == 1);
  smc_conversion_free(made);
}

static void test_options(void) {
  smc_convert_options options = {0};
  smc_conversion* made = NULL;
  smc_cache* cache = NULL;
  smc_error error;
  smc_string bytes;
  options.struct_size = sizeof options;
  options.input_name = "an input";
  options.strict = 1;
  CHECK(smc_convert(kMap, sizeof kMap - 1, &options, &made, &error) == SMC_ERROR_SEGMENT_LENGTH_INVALID);
  CHECK(made == NULL && says(&error, SMC_ERROR_SEGMENT_LENGTH_INVALID, "an input"));
  options.strict = 0;
  options.max_input_bytes = 10;
  CHECK(smc_convert(kMap, sizeof kMap - 1, &options, &made, &error) == SMC_ERROR_INPUT_TOO_LARGE);
  options.max_input_bytes = 0;
  options.omit_sources = 1;
  CHECK(smc_convert(kMap, sizeof kMap - 1, &options, &made, &error) == SMC_OK);
  smc_conversion_bytes(made, &bytes);
  CHECK(smc_cache_open_bytes(bytes.data, bytes.size, &cache, NULL) == SMC_OK);
  CHECK(smc_cache_source_content(cache, 0, NULL) == 0);
  smc_cache_close(cache);
  smc_conversion_free(made);

  /* A caller that was compiled when there was only the first option: it never set the others. */
  options.struct_size = offsetof(smc_convert_options, omit_sources);
  CHECK(smc_convert(kMap, sizeof kMap - 1, &options, &made, NULL) == SMC_OK);
  smc_conversion_bytes(made, &bytes);
  CHECK(smc_cache_open_bytes(bytes.data, bytes.size, &cache, NULL) == SMC_OK);
  CHECK(smc_cache_source_content(cache, 0, NULL) == 1);
  smc_cache_close(cache);
  smc_conversion_free(made);
  options.struct_size = 0;
  CHECK(smc_convert(kMap, sizeof kMap - 1, &options, &made, &error) == SMC_ERROR_INVALID_ARGUMENT);
}

static void test_failures(void) {
  smc_conversion* made = NULL;
  smc_error error;
  CHECK(smc_convert("{", 1, NULL, &made, &error) == SMC_ERROR_JSON_INVALID && made == NULL);
  CHECK(smc_convert("{}", 2, NULL, &made, NULL) == SMC_ERROR_MAPPINGS_MISSING);
  CHECK(smc_convert(NULL, 0, NULL, &made, &error) == SMC_ERROR_JSON_INVALID);
  CHECK(smc_convert(NULL, 1, NULL, &made, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_convert(kMap, sizeof kMap - 1, NULL, NULL, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_convert_file(NULL, NULL, &made, &error) == SMC_ERROR_INVALID_ARGUMENT);

  smc_conversion_free(NULL);
  CHECK(smc_conversion_bytes(NULL, NULL) == 0 && smc_conversion_warning(NULL, 0, NULL) == 0);
  CHECK(smc_conversion_mapping_count(NULL) == 0 && smc_conversion_source_count(NULL) == 0);
  CHECK(smc_conversion_name_count(NULL) == 0 && smc_conversion_warning_count(NULL) == 0);
}

static void test_files(const char* directory) {
  char map[4096];
  char output[4096];
  smc_conversion* made = NULL;
  smc_cache* cache = NULL;
  smc_error error;
  smc_string bytes;
  snprintf(map, sizeof map, "%s/c-conversion.map", directory);
  snprintf(output, sizeof output, "%s/c-conversion.smcache", directory);
  CHECK(smc_publish(map, kMap, sizeof kMap - 1, &error) == SMC_OK && error.code == SMC_OK);
  CHECK(smc_convert_file(map, NULL, &made, &error) == SMC_OK);
  CHECK(smc_conversion_bytes(made, &bytes) == 1);
  CHECK(smc_publish(output, bytes.data, bytes.size, &error) == SMC_OK);
  CHECK(smc_cache_open(output, SMC_OPEN_MAP, &cache, &error) == SMC_OK);
  smc_cache_close(cache);
  smc_conversion_free(made);

  snprintf(map, sizeof map, "%s/no-such-file.map", directory);
  CHECK(smc_convert_file(map, NULL, &made, &error) == SMC_ERROR_FILE_NOT_FOUND);
  CHECK(says(&error, SMC_ERROR_FILE_NOT_FOUND, "no-such-file.map"));
  CHECK(smc_publish("/no-such-directory/x", "x", 1, &error) == SMC_ERROR_FILE_NOT_FOUND);
  CHECK(smc_publish(NULL, "x", 1, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_publish(output, NULL, 1, &error) == SMC_ERROR_INVALID_ARGUMENT);
}

void test_conversion(const char* directory) {
  test_memory();
  test_options();
  test_failures();
  test_files(directory);
}
