/* Nothing that C++ throws comes out: the library of this test throws when it is told to. */
#include "check.h"
#include "fixture.h"

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

int main(void) {
  static const call kCalls[] = {call_open,    call_descriptor,   call_bytes,  call_verify,
                                call_convert, call_convert_file, call_publish};
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
