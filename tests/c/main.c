/* Calls every function of both C libraries, from C99. */
#include <stdlib.h>

#include "check.h"
#include "fixture.h"

int failures = 0;

int main(int argc, char** argv) {
  smc_string bytes = {NULL, 0};
  smc_cache* cache = NULL;
  smc_conversion* made = convert_fixture(&bytes);
  if (argc != 2) {
    fprintf(stderr, "usage: %s DIRECTORY\n", argv[0]);
    return 2;
  }
  CHECK(smc_cache_open_bytes(bytes.data, bytes.size, &cache, NULL) == SMC_OK);
  test_opening(argv[1]);
  test_lookup(cache);
  test_text(cache);
  test_info(cache);
  test_functions();
  test_conversion(argv[1]);
  test_store(argv[1]);
  smc_cache_close(cache);
  smc_conversion_free(made);
  printf("%d failed\n", failures);
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
