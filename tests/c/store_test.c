/* A store, from C: what is built once, found again, and kept in order. */
#define _POSIX_C_SOURCE 200809L
#include "smcache_store.h"

#include <stdlib.h>

#include "check.h"
#include "fixture.h"

static smc_store* store = NULL;

static void test_building(smc_string bytes, smc_key key) {
  smc_error error;
  smc_cache* cache = NULL;
  smc_store_claim* claim = NULL;
  smc_store_counters counters;
  CHECK(smc_store_get(store, &key, &cache, &error) == SMC_OK && cache == NULL);
  CHECK(smc_store_contains(store, &key) == 0);
  CHECK(smc_store_get_or_claim(store, &key, &cache, &claim, &error) == SMC_OK);
  CHECK(cache == NULL && claim != NULL);
  smc_store_claim_abandon(claim);
  CHECK(smc_store_get_or_claim(store, &key, &cache, &claim, &error) == SMC_OK && claim != NULL);
  CHECK(smc_store_claim_finish(claim, bytes.data, bytes.size, &cache, &error) == SMC_OK);
  CHECK(cache != NULL && smc_cache_mapping_count(cache) == 5);
  smc_cache_close(cache);

  CHECK(smc_store_get_or_claim(store, &key, &cache, &claim, &error) == SMC_OK);
  CHECK(cache != NULL && claim == NULL);
  CHECK(smc_cache_verify(cache, &error) == SMC_OK);
  CHECK(smc_store_contains(store, &key) == 1);
  CHECK(smc_store_counters_read(store, &counters, sizeof counters) == 1);
  CHECK(counters.builds == 1 && counters.hits >= 1 && counters.handles == 1);
  smc_cache_close(cache);
}

static void test_failing(void) {
  smc_error error;
  smc_error failure;
  smc_key key;
  smc_cache* cache = NULL;
  smc_store_claim* claim = NULL;
  smc_conversion* none = NULL;
  smc_store_key("{", 1, NULL, 0, NULL, &key);
  CHECK(smc_store_get_or_claim(store, &key, &cache, &claim, &error) == SMC_OK && claim != NULL);
  CHECK(smc_convert("{", 1, NULL, &none, &failure) == SMC_ERROR_JSON_INVALID);
  smc_store_claim_fail(claim, &failure);
  CHECK(smc_store_get_or_claim(store, &key, &cache, &claim, &error) == SMC_ERROR_JSON_INVALID);
  CHECK(cache == NULL && claim == NULL && strcmp(error.message, failure.message) == 0);
}

static void test_aliases(smc_key key) {
  static const uint8_t kDebugId[16] = {0,    0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77,
                                       0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff};
  smc_key found;
  CHECK(smc_store_find_debug_id(store, kDebugId, &found) == 1 && memcmp(&found, &key, sizeof key) == 0);
  CHECK(smc_store_find_alias(store, "app.js", 6, &found) == 0);
  CHECK(smc_store_set_alias(store, "app.js", 6, &key, NULL) == SMC_OK);
  CHECK(smc_store_find_alias(store, "app.js", 6, &found) == 1 && memcmp(&found, &key, sizeof key) == 0);
  CHECK(smc_store_find_alias(store, "app.j", 5, NULL) == 0);
}

static void test_upkeep(smc_string bytes, smc_key key) {
  smc_store_contents contents;
  smc_store_eviction eviction;
  uint64_t good = 0;
  uint64_t damaged = 0;
  int removed = 0;
  CHECK(smc_store_contents_read(store, &contents, sizeof contents, NULL) == SMC_OK);
  CHECK(contents.entries == 1 && contents.failures == 1 && contents.aliases == 2 && contents.temporaries == 0);
  CHECK(smc_store_check(store, &good, &damaged, NULL) == SMC_OK && good == 1 && damaged == 0);
  CHECK(smc_store_evict(store, 0, &eviction, NULL) == SMC_OK && eviction.evicted == 0 && eviction.entries == 1);
  CHECK(smc_store_evict(store, 1, &eviction, NULL) == SMC_OK && eviction.evicted == 1 && eviction.bytes == 0);
  CHECK(smc_store_publish(store, &key, bytes.data, bytes.size, NULL) == SMC_OK);
  CHECK(smc_store_publish(store, &key, bytes.data, 10, NULL) != SMC_OK);
  CHECK(smc_store_remove(store, &key, &removed, NULL) == SMC_OK && removed == 1);
  CHECK(smc_store_remove(store, &key, &removed, NULL) == SMC_OK && removed == 0);
}

static void test_wrong_calls(const char* root) {
  smc_error error;
  smc_cache* cache = NULL;
  smc_store_claim* claim = NULL;
  smc_store* other = NULL;
  smc_key key;
  smc_store_options options = {0};
  memset(&key, 0, sizeof key);
  CHECK(smc_store_open(root, &options, &other, &error) == SMC_ERROR_INVALID_ARGUMENT); /* no struct_size */
  options.struct_size = sizeof options;
  options.low_water = 101;
  CHECK(smc_store_open(root, &options, &other, &error) == SMC_ERROR_INVALID_ARGUMENT && other == NULL);
  CHECK(smc_store_open(NULL, NULL, &other, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_store_open(root, NULL, NULL, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_store_open("/dev/null/store", NULL, &other, &error) != SMC_OK && other == NULL);
  CHECK(smc_store_get(NULL, &key, &cache, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_store_get(store, NULL, &cache, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_store_get(store, &key, NULL, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_store_get_or_claim(store, &key, &cache, NULL, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_store_claim_finish(NULL, "", 0, &cache, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_store_get_or_claim(store, &key, &cache, &claim, &error) == SMC_OK);
  CHECK(smc_store_claim_finish(claim, "nonsense", 8, &cache, &error) == SMC_ERROR_NOT_A_CACHE && cache == NULL);
  CHECK(smc_store_set_alias(store, NULL, 0, &key, NULL) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_store_find_debug_id(store, NULL, NULL) == 0 && smc_store_find_alias(NULL, "x", 1, NULL) == 0);
  CHECK(smc_store_contains(NULL, NULL) == 0 && smc_store_counters_read(NULL, NULL, 0) == 0);
  smc_store_claim_fail(NULL, NULL);
  smc_store_claim_abandon(NULL);
  smc_store_key(NULL, 0, NULL, 0, NULL, NULL);
  smc_store_close(NULL);
}

void test_store(const char* directory) {
  static char root[4096];
  smc_store_options options = {0};
  smc_string bytes = {NULL, 0};
  smc_key key;
  smc_conversion* made = convert_fixture(&bytes);
  snprintf(root, sizeof root, "%s/c-store-XXXXXX", directory);
  CHECK(mkdtemp(root) != NULL);
  options.struct_size = sizeof options;
  options.unsynced = 1;
  CHECK(smc_store_open(root, &options, &store, NULL) == SMC_OK);
  smc_store_key(kMap, sizeof kMap - 1, NULL, 0, NULL, &key);
  test_building(bytes, key);
  test_failing();
  test_aliases(key);
  test_upkeep(bytes, key);
  test_wrong_calls(root);
  smc_store_close(store);
  smc_conversion_free(made);
}
