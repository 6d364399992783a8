/* Nothing that C++ throws comes out: the library of this test throws when it is told to. */
#include "check.h"
#include "fixture.h"
#include "smcache_store.h"

int failures = 0;

void smc_test_throw_next(int kind);

typedef int32_t (*call)(smc_error* error);

static smc_cache* cache = NULL;
static smc_conversion* made = NULL;
static smc_cache* opened = NULL;
static smc_string bytes;

static int32_t call_open(smc_error* error) { return smc_cache_open("/dev/null", SMC_OPEN_MAP, &opened, error); }
static int32_t call_descriptor(smc_error* error) {
  return smc_cache_open_descriptor(0, NULL, SMC_OPEN_MAP, &opened, error);
}
static int32_t call_bytes(smc_error* error) { return smc_cache_open_bytes(bytes.data, bytes.size, &opened, error); }
static int32_t call_verify(smc_error* error) { return smc_cache_verify(cache, error); }
static int32_t call_convert(smc_error* error) { return smc_convert(kMap, sizeof kMap - 1, NULL, &made, error); }
static int32_t call_convert_file(smc_error* error) { return smc_convert_file("/dev/null", NULL, &made, error); }
static int32_t call_publish(smc_error* error) { return smc_publish("/no-such-directory/x", "x", 1, error); }

static smc_store* store = NULL;
static smc_store_claim* claim = NULL;
static const smc_key kKey = {{1}};

static int32_t call_store_open(smc_error* error) { return smc_store_open("/no-such-directory/x", NULL, &store, error); }
static int32_t call_store_get(smc_error* error) { return smc_store_get(store, &kKey, &opened, error); }
static int32_t call_store_claim(smc_error* error) {
  return smc_store_get_or_claim(store, &kKey, &opened, &claim, error);
}
static int32_t call_store_finish(smc_error* error) { return smc_store_claim_finish(NULL, "x", 1, &opened, error); }
static int32_t call_store_publish(smc_error* error) { return smc_store_publish(store, &kKey, "x", 1, error); }
static int32_t call_store_remove(smc_error* error) { return smc_store_remove(store, &kKey, NULL, error); }
static int32_t call_store_alias(smc_error* error) { return smc_store_set_alias(store, "x", 1, &kKey, error); }
static int32_t call_store_evict(smc_error* error) { return smc_store_evict(store, 0, NULL, error); }
static int32_t call_store_check(smc_error* error) { return smc_store_check(store, NULL, NULL, error); }
static int32_t call_store_contents(smc_error* error) { return smc_store_contents_read(store, NULL, 0, error); }

int main(void) {
  static const call kCalls[] = {
      call_open,         call_descriptor,  call_bytes,       call_verify,      call_convert,       call_convert_file,
      call_publish,      call_store_open,  call_store_get,   call_store_claim, call_store_finish,  call_store_publish,
      call_store_remove, call_store_alias, call_store_evict, call_store_check, call_store_contents};
  smc_conversion* fixture = convert_fixture(&bytes);
  size_t i;
  CHECK(smc_cache_open_bytes(bytes.data, bytes.size, &cache, NULL) == SMC_OK);
  for (i = 0; i < sizeof kCalls / sizeof kCalls[0]; ++i) {
    smc_error error;
    smc_test_throw_next(1);
    CHECK(kCalls[i](&error) == SMC_ERROR_OUT_OF_MEMORY && says(&error, SMC_ERROR_OUT_OF_MEMORY, "memory"));
    smc_test_throw_next(2);
    CHECK(kCalls[i](&error) == SMC_ERROR_INTERNAL && says(&error, SMC_ERROR_INTERNAL, "thrown by the test"));
    smc_test_throw_next(3);
    CHECK(kCalls[i](NULL) == SMC_ERROR_INTERNAL);
    CHECK(opened == NULL && made == NULL);
  }
  smc_cache_close(cache);
  smc_conversion_free(fixture);
  printf("%d failed\n", failures);
  return failures != 0;
}
