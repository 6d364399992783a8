/* Turns positions of a minified file back into source lines:
 *
 *     symbolicate SOURCE_MAP LINE:COLUMN...
 *
 * Both libraries at work: the map is compiled in memory, then looked into. Who looks up often keeps the compiled bytes
 * in a file (smc_publish) and opens that (smc_cache_open); then libsmcache is enough.
 */
#include <stdio.h>
#include <stdlib.h>

#include "smcache.h"
#include "smcache_convert.h"

static void print_string(const char* before, smc_string string, const char* after) {
  printf("%s%.*s%s", before, (int)string.size, string.data, after);
}

/* `line` and `column` count from one, as stack traces do. */
static void look_up(const smc_cache* cache, uint32_t line, uint32_t column) {
  smc_location at;
  smc_string text;
  printf("%u:%u ", line, column);
  switch (smc_cache_lookup(cache, line - 1, column - 1, SMC_REACH_LINE, &at)) {
    case SMC_FOUND: break;
    case SMC_UNMAPPED: puts("was not written by anyone"); return;
    case SMC_NOT_FOUND: puts("is not in the map"); return;
    default: puts("cannot be told: the cache is damaged"); return;
  }
  if (smc_cache_source_name(cache, at.source, &text)) print_string("", text, "");
  printf(":%u:%u", at.line + 1, at.column + 1);
  if (smc_cache_name(cache, at.name, &text)) print_string(" (", text, ")");
  puts("");
  if (smc_cache_source_line(cache, at.source, at.line, &text)) print_string("    ", text, "\n");
}

int main(int argc, char** argv) {
  smc_conversion* made;
  smc_cache* cache;
  smc_string bytes;
  smc_error error;
  int i;
  if (argc < 3) {
    fprintf(stderr, "usage: %s SOURCE_MAP LINE:COLUMN...\n", argv[0]);
    return 2;
  }
  if (smc_convert_file(argv[1], NULL, &made, &error) != SMC_OK) {
    fprintf(stderr, "%s\n", error.message);
    return EXIT_FAILURE;
  }
  smc_conversion_bytes(made, &bytes);
  if (smc_cache_open_bytes(bytes.data, bytes.size, &cache, &error) != SMC_OK) {
    fprintf(stderr, "%s\n", error.message);
    return EXIT_FAILURE;
  }
  for (i = 2; i < argc; ++i) {
    unsigned line;
    unsigned column;
    if (sscanf(argv[i], "%u:%u", &line, &column) == 2 && line > 0 && column > 0) {
      look_up(cache, line, column);
    } else {
      printf("%s is no position\n", argv[i]);
    }
  }
  smc_cache_close(cache);
  smc_conversion_free(made);
  return EXIT_SUCCESS;
}
