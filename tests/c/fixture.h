/* The map that the C tests look at: two generated lines, four sources, an ignored one, a null one, a mended fault. */
#ifndef SMCACHE_TESTS_C_FIXTURE_H
#define SMCACHE_TESTS_C_FIXTURE_H

#include "smcache_convert.h"

/* Line 0: column 0 -> a.ts 0:0 "go"; 4 -> a.ts 1:2 "\u00fcber" and b.ts 0:0; 6: unmapped. Line 2: column 2 -> /d.ts
   7:1; then a segment of two fields, which is left out. */
static const char kMap[] =
    "{\"version\":3,\"file\":\"out.js\",\"sourceRoot\":\"src\",\"debugId\":\"00112233-4455-6677-8899-aabbccddeeff\","
    "\"sources\":[\"a.ts\",\"b.ts\",null,\"/d.ts\"],"
    "\"sourcesContent\":[\"first\\nsecond\\r\\n\\nfourth\",\"\",null,null],"
    "\"names\":[\"go\",\"\\u00fcber\"],\"ignoreList\":[1],"
    "\"mappings\":\"AAAAA,IACEC,ACDF,E;;EEOC,CC\"}";

/* The bytes of its cache, or NULL. Free the conversion. */
static inline smc_conversion* convert_fixture(smc_string* bytes) {
  smc_conversion* made = NULL;
  if (smc_convert(kMap, sizeof kMap - 1, NULL, &made, NULL) == SMC_OK) smc_conversion_bytes(made, bytes);
  return made;
}

#endif
