/* Positions and mappings. */
#include "check.h"

static void test_one(const smc_cache* cache) {
  smc_location at;
  CHECK(smc_cache_lookup(cache, 0, 2, SMC_REACH_LINE, &at) == SMC_FOUND);
  CHECK(at.status == SMC_FOUND && at.mapping == 0 && at.generated_line == 0 && at.generated_column == 0);
  CHECK(at.source == 0 && at.line == 0 && at.column == 0 && at.name == 0 && at.is_range == 0);

  /* Of two mappings at one position, the last one. */
  CHECK(smc_cache_lookup(cache, 0, 4, SMC_REACH_LINE, &at) == SMC_FOUND);
  CHECK(at.mapping == 2 && at.source == 1 && at.name == SMC_NONE);

  CHECK(smc_cache_lookup(cache, 0, 100, SMC_REACH_LINE, &at) == SMC_UNMAPPED);
  CHECK(at.mapping == 3 && at.generated_column == 6 && at.source == SMC_NONE && at.name == SMC_NONE);

  CHECK(smc_cache_lookup(cache, 2, 2, SMC_REACH_LINE, &at) == SMC_FOUND);
  CHECK(at.source == 3 && at.line == 7 && at.column == 1);

  CHECK(smc_cache_lookup(cache, 2, 1, SMC_REACH_LINE, &at) == SMC_NOT_FOUND);
  CHECK(at.status == SMC_NOT_FOUND && at.mapping == SMC_NONE && at.source == SMC_NONE);
  CHECK(smc_cache_lookup(cache, 2, 1, SMC_REACH_ACROSS_LINES, &at) == SMC_UNMAPPED);
  CHECK(smc_cache_lookup(cache, 2, 1, 77, NULL) == SMC_NOT_FOUND);
  CHECK(smc_cache_lookup(cache, UINT32_MAX, UINT32_MAX, SMC_REACH_LINE, NULL) == SMC_NOT_FOUND);
  CHECK(smc_cache_lookup(NULL, 0, 0, SMC_REACH_LINE, &at) == SMC_NOT_FOUND && at.mapping == SMC_NONE);
}

/* More positions than go through at once, and each as if asked alone. */
static void test_many(const smc_cache* cache) {
  enum { kCount = 1000 };
  static smc_position positions[kCount];
  static smc_location answers[kCount + 1];
  uint32_t i;
  uint32_t reach;
  for (i = 0; i < kCount; ++i) {
    positions[i].line = i % 4;
    positions[i].column = i % 9;
  }
  for (reach = SMC_REACH_LINE; reach <= SMC_REACH_ACROSS_LINES; ++reach) {
    memset(answers, 0xAB, sizeof answers);
    smc_cache_lookup_many(cache, positions, kCount, reach, answers);
    for (i = 0; i < kCount; ++i) {
      smc_location alone;
      smc_cache_lookup(cache, positions[i].line, positions[i].column, reach, &alone);
      CHECK(memcmp(&alone, &answers[i], sizeof alone) == 0);
    }
    CHECK(answers[kCount].status == 0xABABABAB); /* nothing is written past the end */
  }
  smc_cache_lookup_many(cache, NULL, 5, SMC_REACH_LINE, answers);
  smc_cache_lookup_many(cache, positions, 5, SMC_REACH_LINE, NULL);
  smc_cache_lookup_many(cache, positions, 0, SMC_REACH_LINE, answers);
  CHECK(answers[kCount].status == 0xABABABAB);
  smc_cache_lookup_many(NULL, positions, 2, SMC_REACH_LINE, answers);
  CHECK(answers[0].status == SMC_NOT_FOUND && answers[1].mapping == SMC_NONE);
}

static void test_all(const smc_cache* cache) {
  smc_mapping all[3];
  CHECK(smc_cache_lookup_all(cache, 0, 5, SMC_REACH_LINE, NULL, 0) == 2);
  CHECK(smc_cache_lookup_all(cache, 0, 5, SMC_REACH_LINE, all, 3) == 2);
  CHECK(all[0].mapping == 1 && all[0].source == 0 && all[0].line == 1 && all[0].column == 2 && all[0].name == 1);
  CHECK(all[1].mapping == 2 && all[1].source == 1 && all[1].name == SMC_NONE);
  memset(all, 0, sizeof all);
  CHECK(smc_cache_lookup_all(cache, 0, 5, SMC_REACH_LINE, all, 1) == 2);
  CHECK(all[0].mapping == 1 && all[1].mapping == 0);
  CHECK(smc_cache_lookup_all(cache, 1, 0, SMC_REACH_LINE, all, 3) == 0);
  CHECK(smc_cache_lookup_all(cache, 1, 0, SMC_REACH_ACROSS_LINES, all, 3) == 1 && all[0].mapping == 3);
  CHECK(smc_cache_lookup_all(NULL, 0, 5, SMC_REACH_LINE, all, 3) == 0);
}

static void test_mappings(const smc_cache* cache) {
  smc_mapping some[8];
  CHECK(smc_cache_mapping_count(cache) == 5);
  CHECK(smc_cache_mapping_count(NULL) == 0);
  CHECK(smc_cache_mappings(cache, 0, some, 8) == 5);
  CHECK(some[3].mapping == 3 && some[3].source == SMC_NONE && some[3].line == 0 && some[3].generated_column == 6);
  CHECK(some[4].generated_line == 2 && some[4].generated_column == 2 && some[4].source == 3 && some[4].is_range == 0);
  CHECK(smc_cache_mappings(cache, 4, some, 8) == 1 && some[0].mapping == 4);
  CHECK(smc_cache_mappings(cache, 1, some, 2) == 2 && some[1].mapping == 2);
  CHECK(smc_cache_mappings(cache, 5, some, 8) == 0);
  CHECK(smc_cache_mappings(cache, UINT32_MAX, some, 8) == 0);
  CHECK(smc_cache_mappings(cache, 0, NULL, 8) == 0);
  CHECK(smc_cache_mappings(NULL, 0, some, 8) == 0);
}

void test_lookup(const smc_cache* cache) {
  test_one(cache);
  test_many(cache);
  test_all(cache);
  test_mappings(cache);
}
