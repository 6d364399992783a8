// Any text, scanned for functions as JavaScript and as TypeScript.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/functions/scope_rules.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using smcache::detail::ScriptDialect;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto dialect : {ScriptDialect::javascript, ScriptDialect::typescript}) {
    if (const auto broken = smcache::test::broken_scope_rule(text, dialect)) {
      std::fprintf(stderr, "%s\n", broken->c_str());
      std::abort();
    }
  }
  return 0;
}
