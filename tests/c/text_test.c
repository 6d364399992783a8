/* Names, sources and their lines. */
#include "check.h"

static void test_names(const smc_cache* cache) {
  smc_string name;
  CHECK(smc_cache_name_count(cache) == 2 && smc_cache_name_count(NULL) == 0);
  CHECK(smc_cache_name(cache, 0, &name) == 1 && same(name, "go"));
  CHECK(smc_cache_name(cache, 1, &name) == 1 && same(name,
                                                     "\xc3\xbc"
                                                     "ber"));
  CHECK(smc_cache_name(cache, 2, &name) == 0 && absent(name));
  CHECK(smc_cache_name(cache, SMC_NONE, &name) == 0 && absent(name));
  CHECK(smc_cache_name(cache, 0, NULL) == 1);
  CHECK(smc_cache_name(NULL, 0, &name) == 0 && absent(name));
}

static void test_sources(const smc_cache* cache) {
  smc_string string;
  CHECK(smc_cache_source_count(cache) == 4 && smc_cache_source_count(NULL) == 0);
  CHECK(smc_cache_source_name(cache, 0, &string) == 1 && same(string, "src/a.ts"));
  CHECK(smc_cache_source_raw_name(cache, 0, &string) == 1 && same(string, "a.ts"));
  CHECK(smc_cache_source_name(cache, 2, &string) == 0 && absent(string));
  CHECK(smc_cache_source_raw_name(cache, 2, &string) == 0 && absent(string));
  CHECK(smc_cache_source_name(cache, 3, &string) == 1 && same(string, "/d.ts"));
  CHECK(smc_cache_source_name(cache, SMC_NONE, &string) == 0 && absent(string));
  CHECK(smc_cache_source_name(NULL, 0, &string) == 0 && smc_cache_source_raw_name(NULL, 0, &string) == 0);

  CHECK(smc_cache_source_ignored(cache, 0) == 0 && smc_cache_source_ignored(cache, 1) == 1);
  CHECK(smc_cache_source_ignored(cache, 99) == 0 && smc_cache_source_ignored(NULL, 1) == 0);

  CHECK(smc_cache_source_content(cache, 0, &string) == 1 && same(string, "first\nsecond\r\n\nfourth"));
  CHECK(smc_cache_source_content(cache, 1, &string) == 1 && same(string, "")); /* empty, but there */
  CHECK(smc_cache_source_content(cache, 3, &string) == 0 && absent(string));
  CHECK(smc_cache_source_content(NULL, 0, &string) == 0 && absent(string));
}

static void test_lines(const smc_cache* cache) {
  smc_string line;
  smc_string lines[5];
  CHECK(smc_cache_source_line_count(cache, 0) == 4);
  CHECK(smc_cache_source_line_count(cache, 3) == 0 && smc_cache_source_line_count(NULL, 0) == 0);
  CHECK(smc_cache_source_line(cache, 0, 1, &line) == 1 && same(line, "second"));
  CHECK(smc_cache_source_line(cache, 0, 2, &line) == 1 && same(line, ""));
  CHECK(smc_cache_source_line(cache, 0, 4, &line) == 0 && absent(line));
  CHECK(smc_cache_source_line(cache, 3, 0, &line) == 0 && smc_cache_source_line(NULL, 0, 0, &line) == 0);

  CHECK(smc_cache_source_lines(cache, 0, 0, lines, 5) == 4);
  CHECK(same(lines[0], "first") && same(lines[1], "second") && same(lines[3], "fourth"));
  CHECK(lines[2].data - (lines[1].data + lines[1].size) == 2); /* the terminator stands between them */
  CHECK(smc_cache_source_lines(cache, 0, 3, lines, 5) == 1 && same(lines[0], "fourth"));
  CHECK(smc_cache_source_lines(cache, 0, 0, lines, 2) == 2);
  CHECK(smc_cache_source_lines(cache, 0, UINT32_MAX, lines, 5) == 0);
  CHECK(smc_cache_source_lines(cache, 0, 0, NULL, 5) == 0 && smc_cache_source_lines(NULL, 0, 0, lines, 5) == 0);
}

static void test_context(const smc_cache* cache) {
  smc_string lines[5];
  uint32_t first = 99;
  CHECK(smc_cache_source_context(cache, 0, 1, 5, 1, lines, 5, &first) == 3);
  CHECK(first == 0 && same(lines[0], "first") && same(lines[2], ""));
  CHECK(smc_cache_source_context(cache, 0, 3, 1, UINT32_MAX, lines, 5, &first) == 2 && first == 2);
  CHECK(smc_cache_source_context(cache, 0, 1, 1, 1, NULL, 0, NULL) == 3);
  CHECK(smc_cache_source_context(cache, 0, 1, 1, 1, lines, 1, &first) == 3 && same(lines[0], "first"));
  CHECK(smc_cache_source_context(cache, 0, 4, 9, 9, lines, 5, &first) == 0);
  CHECK(smc_cache_source_context(NULL, 0, 0, 1, 1, lines, 5, &first) == 0 && first == 0);
}

void test_text(const smc_cache* cache) {
  test_names(cache);
  test_sources(cache);
  test_lines(cache);
  test_context(cache);
}
