/* Functions. */
#include "check.h"
#include "smcache_convert.h"

/* alpha from 0:0 to 0:50, in it beta of b.js from 0:20 to 0:30, which was inlined from 5:7 of a.js. */
static const char kScopes[] =
    "{\"version\":3,\"sources\":[\"a.js\",\"b.js\"],\"names\":[\"alpha\",\"beta\"],\"mappings\":\"AAAA\","
    "\"scopes\":\"BFAAA,CJA,BFAAC,CDA,EGAA,ECUC,IAFH,FK,FU\"}";
static const char kPlain[] = "{\"version\":3,\"sources\":[\"a.js\"],\"names\":[\"run\"],\"mappings\":\"AAAA,SAASA\"}";
static const char kCode[] = "function a(){(function(){})()}";

static smc_cache* convert(const char* map, const smc_convert_options* options, smc_conversion** made) {
  smc_cache* cache = NULL;
  smc_string bytes;
  CHECK(smc_convert(map, strlen(map), options, made, NULL) == SMC_OK);
  smc_conversion_bytes(*made, &bytes);
  CHECK(smc_cache_open_bytes(bytes.data, bytes.size, &cache, NULL) == SMC_OK);
  return cache;
}

static void test_inlined(void) {
  smc_conversion* made = NULL;
  smc_cache* cache = convert(kScopes, NULL, &made);
  smc_function inner;
  smc_function outer;
  smc_function again;
  smc_location at;
  smc_location alone;
  CHECK(smc_cache_function_count(cache) == 2);
  CHECK(smc_cache_function(cache, 0, 25, &inner) == SMC_FUNCTION_NAMED && inner.kind == SMC_FUNCTION_NAMED);
  CHECK(same(inner.name, "beta") && inner.scope == 1 && inner.provenance == SMC_PROVENANCE_SCOPES);
  CHECK(inner.is_hidden == 0 && inner.is_inlined == 1);
  CHECK(inner.call_source == 0 && inner.call_line == 5 && inner.call_column == 7);
  CHECK(smc_cache_enclosing_function(cache, inner.scope, &outer) == SMC_FUNCTION_NAMED);
  CHECK(same(outer.name, "alpha") && outer.scope == 0 && outer.is_inlined == 0 && outer.call_source == SMC_NONE);
  CHECK(smc_cache_enclosing_function(cache, outer.scope, &again) == SMC_FUNCTION_NONE);
  CHECK(again.scope == SMC_NONE && absent(again.name));
  CHECK(smc_cache_function_at(cache, 1, &again) == SMC_FUNCTION_NAMED && memcmp(&again, &inner, sizeof inner) == 0);
  CHECK(smc_cache_function_at(cache, 2, NULL) == SMC_FUNCTION_NONE);
  CHECK(smc_cache_enclosing_function(cache, SMC_NONE, NULL) == SMC_FUNCTION_NONE);

  CHECK(smc_cache_lookup_function(cache, 0, 25, SMC_REACH_LINE, &at, &again) == SMC_FOUND);
  smc_cache_lookup(cache, 0, 25, SMC_REACH_LINE, &alone);
  CHECK(memcmp(&at, &alone, sizeof at) == 0 && memcmp(&again, &inner, sizeof inner) == 0);
  CHECK(smc_cache_lookup_function(cache, 7, 0, SMC_REACH_LINE, NULL, NULL) == SMC_NOT_FOUND);
  CHECK(smc_cache_lookup_function(NULL, 0, 0, SMC_REACH_LINE, &at, &again) == SMC_NOT_FOUND);
  CHECK(again.kind == SMC_FUNCTION_NONE && smc_cache_function(NULL, 0, 0, &again) == SMC_FUNCTION_NONE);
  CHECK(smc_cache_function_count(NULL) == 0 && smc_cache_function_at(NULL, 0, &again) == SMC_FUNCTION_NONE);
  CHECK(smc_cache_enclosing_function(NULL, 0, &again) == SMC_FUNCTION_NONE);
  smc_cache_close(cache);
  smc_conversion_free(made);
}

static void test_of_the_generated_file(void) {
  smc_convert_options options = {0};
  smc_conversion* made = NULL;
  smc_cache* cache;
  smc_function function;
  smc_info info;
  options.struct_size = sizeof options;
  options.generated = kCode;
  options.generated_size = sizeof kCode - 1;
  cache = convert(kPlain, &options, &made);
  CHECK(smc_cache_function(cache, 0, 10, &function) == SMC_FUNCTION_NAMED && same(function.name, "run"));
  CHECK(function.provenance == SMC_PROVENANCE_GENERATED);
  CHECK(smc_cache_function(cache, 0, 20, &function) == SMC_FUNCTION_ANONYMOUS && absent(function.name));
  CHECK(smc_cache_function(cache, 0, 99, &function) == SMC_FUNCTION_NONE);
  CHECK(smc_cache_info(cache, &info, sizeof info) == 1 && info.functions == 2 && info.bytes_functions > 0);
  smc_cache_close(cache);
  smc_conversion_free(made);

  options.omit_functions = 1;
  cache = convert(kPlain, &options, &made);
  CHECK(smc_cache_function_count(cache) == 0 && smc_cache_function(cache, 0, 10, NULL) == SMC_FUNCTION_NONE);
  smc_cache_close(cache);
  smc_conversion_free(made);
}

static void test_a_stack(void) {
  smc_conversion* made = NULL;
  smc_cache* cache = convert(kScopes, NULL, &made);
  smc_stack_frame trace[3];
  smc_source_frame frames[5];
  smc_error error;
  size_t found = 99;
  trace[0].cache = cache;
  trace[0].line = 0;
  trace[0].column = 25;
  trace[1].cache = NULL;
  trace[1].line = 3;
  trace[1].column = 4;
  trace[2] = trace[0];
  trace[2].column = 10;
  CHECK(smc_symbolicate(trace, 3, 0, frames, 5, &found, &error) == SMC_OK && found == 4 && error.code == SMC_OK);
  CHECK(frames[0].frame == 0 && frames[0].status == SMC_FOUND && same(frames[0].function.name, "beta"));
  CHECK(frames[1].frame == 0 && frames[1].line == 5 && frames[1].column == 7 && frames[1].source == 0);
  CHECK(same(frames[1].function.name, "alpha") && frames[1].name == SMC_NONE);
  CHECK(frames[2].frame == 1 && frames[2].status == SMC_NOT_FOUND && frames[2].function.kind == SMC_FUNCTION_NONE);
  CHECK(frames[3].frame == 2 && same(frames[3].function.name, "alpha") && absent(frames[3].callee));
  memset(frames, 0xAB, sizeof frames);
  CHECK(smc_symbolicate(trace, 3, 1, frames, 1, &found, NULL) == SMC_OK && found == 4);
  CHECK(frames[1].status == 0xABABABAB); /* nothing is written past the capacity */
  CHECK(smc_symbolicate(NULL, 0, 0, NULL, 0, &found, NULL) == SMC_OK && found == 0);
  CHECK(smc_symbolicate(NULL, 1, 0, frames, 5, &found, &error) == SMC_ERROR_INVALID_ARGUMENT && found == 0);
  CHECK(smc_symbolicate(trace, 3, 0, NULL, 1, NULL, &error) == SMC_ERROR_INVALID_ARGUMENT);
  smc_cache_close(cache);
  smc_conversion_free(made);
}

void test_functions(void) {
  test_a_stack();
  test_inlined();
  test_of_the_generated_file();
}
