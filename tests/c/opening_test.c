/* Every way to open a cache, and every way in which that can fail. */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <unistd.h>

#include "check.h"
#include "fixture.h"

static char path[4096];

static void test_files(void) {
  uint32_t mode;
  for (mode = SMC_OPEN_MAP; mode <= SMC_OPEN_COPY; ++mode) {
    smc_error error;
    smc_cache* cache = NULL;
    int descriptor;
    CHECK(smc_cache_open(path, mode, &cache, &error) == SMC_OK);
    CHECK(error.code == SMC_OK && error.message[0] == '\0');
    CHECK(cache != NULL && smc_cache_mapping_count(cache) == 5);
    CHECK(smc_cache_verify(cache, &error) == SMC_OK);
    smc_cache_close(cache);

    descriptor = open(path, O_RDONLY | O_CLOEXEC);
    cache = NULL;
    CHECK(smc_cache_open_descriptor(descriptor, "a name", mode, &cache, NULL) == SMC_OK);
    CHECK(close(descriptor) == 0); /* it stayed the caller's */
    CHECK(smc_cache_mapping_count(cache) == 5);
    smc_cache_close(cache);
  }
}

static void test_bytes(smc_string bytes) {
  char moved[8192];
  smc_cache* cache = NULL;
  smc_string seen;
  CHECK(smc_cache_open_bytes(bytes.data, bytes.size, &cache, NULL) == SMC_OK);
  CHECK(smc_cache_bytes(cache, &seen) == 1 && seen.data == bytes.data && seen.size == bytes.size);
  smc_cache_close(cache);

  /* Bytes in an unlucky place are copied. */
  CHECK(bytes.size + 8 < sizeof moved);
  memcpy(moved + 1, bytes.data, bytes.size);
  CHECK(smc_cache_open_bytes(moved + 1, bytes.size, &cache, NULL) == SMC_OK);
  memset(moved, 0, sizeof moved);
  CHECK(smc_cache_verify(cache, NULL) == SMC_OK);
  smc_cache_close(cache);
}

static void test_wrong_calls(void) {
  smc_cache* cache = (smc_cache*)path; /* a failure resets it */
  smc_error error;
  CHECK(smc_cache_open(NULL, SMC_OPEN_MAP, &cache, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(cache == NULL && says(&error, SMC_ERROR_INVALID_ARGUMENT, "path"));
  CHECK(smc_cache_open(path, 3, &cache, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_cache_open(path, SMC_OPEN_MAP, NULL, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_cache_open_descriptor(-1, NULL, SMC_OPEN_MAP, &cache, &error) == SMC_ERROR_IO);
  CHECK(smc_cache_open_descriptor(0, NULL, 99, &cache, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_cache_open_bytes(NULL, 10, &cache, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_cache_open_bytes("", 0, &cache, &error) != SMC_OK && cache == NULL);
  CHECK(smc_cache_verify(NULL, &error) == SMC_ERROR_INVALID_ARGUMENT);
  CHECK(smc_cache_verify(NULL, NULL) == SMC_ERROR_INVALID_ARGUMENT);
  smc_cache_close(NULL);
  smc_cache_close(NULL);
}

static void test_bad_files(const char* directory, smc_string bytes) {
  static const char kNoCache[] = "this is a text of more than the few bytes that an identifier needs";
  char damaged[8192];
  char missing[4096];
  smc_cache* cache = NULL;
  smc_error error;

  snprintf(missing, sizeof missing, "%s/nothing-here", directory);
  CHECK(smc_cache_open(missing, SMC_OPEN_MAP, &cache, &error) == SMC_ERROR_FILE_NOT_FOUND);
  CHECK(says(&error, SMC_ERROR_FILE_NOT_FOUND, "nothing-here"));
  CHECK(smc_cache_open_bytes(kNoCache, sizeof kNoCache, &cache, &error) == SMC_ERROR_NOT_A_CACHE);
  CHECK(smc_cache_open_bytes(bytes.data, bytes.size - 8, &cache, &error) == SMC_ERROR_TRUNCATED);

  /* A bit in the middle is found by whoever looks for it. */
  memcpy(damaged, bytes.data, bytes.size);
  damaged[bytes.size / 2] ^= 1;
  if (smc_cache_open_bytes(damaged, bytes.size, &cache, &error) == SMC_OK) {
    int32_t code = smc_cache_verify(cache, &error);
    CHECK(code == SMC_ERROR_CHECKSUM_MISMATCH || code == SMC_ERROR_CORRUPT);
    CHECK(error.code == code && error.message[0] != '\0');
    smc_cache_close(cache);
  }
}

/* A message that does not fit is cut, between characters, and still ends. */
static void test_long_message(void) {
  char name[2000] = "/tmp/";
  smc_error error;
  smc_cache* cache = NULL;
  size_t at = strlen(name);
  for (; at + 3 < sizeof name; at += 2) memcpy(name + at, "\xc3\xbc", 3);
  CHECK(smc_cache_open(name, SMC_OPEN_MAP, &cache, &error) != SMC_OK);
  CHECK(strlen(error.message) >= sizeof error.message - 3);
  CHECK(memchr(error.message, 0, sizeof error.message) != NULL);
  CHECK((unsigned char)error.message[strlen(error.message) - 1] == 0xbc);
}

void test_opening(const char* directory) {
  smc_string bytes = {NULL, 0};
  smc_conversion* made = convert_fixture(&bytes);
  snprintf(path, sizeof path, "%s/c-opening.smcache", directory);
  CHECK(smc_publish(path, bytes.data, bytes.size, NULL) == SMC_OK);
  test_files();
  test_bytes(bytes);
  test_wrong_calls();
  test_bad_files(directory, bytes);
  test_long_message();
  smc_conversion_free(made);
}
