/* A check that tells where it failed, and lets the others run. */
#ifndef SMCACHE_TESTS_C_CHECK_H
#define SMCACHE_TESTS_C_CHECK_H

#include <stdio.h>
#include <string.h>

#include "smcache.h"

extern int failures;

#define CHECK(condition)                                                      \
  do {                                                                        \
    if (!(condition)) {                                                       \
      fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                             \
    }                                                                         \
  } while (0)

/* Whether a string is there and holds what is expected. */
static inline int same(smc_string string, const char* expected) {
  return string.data != NULL && string.size == strlen(expected) && memcmp(string.data, expected, string.size) == 0;
}

static inline int absent(smc_string string) { return string.data == NULL && string.size == 0; }

/* Whether an error says what is expected, by code and a part of its message. */
static inline int says(const smc_error* error, int32_t code, const char* part) {
  return error->code == code && strstr(error->message, part) != NULL;
}

/* One for each file of tests; each is given a cache of the map in fixture.h. */
void test_opening(const char* directory);
void test_lookup(const smc_cache* cache);
void test_text(const smc_cache* cache);
void test_info(const smc_cache* cache);
void test_functions(void);
void test_conversion(const char* directory);
void test_store(const char* directory);

#endif
